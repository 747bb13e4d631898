import { useEffect } from 'react'
import { useRevalidator } from 'react-router'
import { Island } from '#ui/island'

/** Reads the page again when something left or came back in this agency; moments that come together are one. */
export function Live({ workspaceId }: { workspaceId: string | null }) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = (event: Event): void => {
      if (!(event as CustomEvent<{ topic: string }>).detail.topic.startsWith('outreach:')) return
      clearTimeout(timer)
      timer = setTimeout(() => void revalidate(), 400)
    }
    document.addEventListener('griot:stream', heard)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('griot:stream', heard)
    }
  }, [revalidate])
  return workspaceId && <Island name="live" topics={`outreach:${workspaceId}`} when="idle" />
}
