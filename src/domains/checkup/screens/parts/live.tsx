import { useEffect } from 'react'
import { useRevalidator } from 'react-router'
import { Island } from '#ui/island'

/** Reads the page again when something is said on these topics: somebody else fills the check-up, a figure arrives. */
export function Live({ topics }: { topics: string }) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const hear = (event: Event): void => {
      const { topic } = (event as CustomEvent<{ topic: string }>).detail
      if (topics.split(',').includes(topic)) void revalidate()
    }
    document.addEventListener('griot:stream', hear)
    return () => document.removeEventListener('griot:stream', hear)
  }, [topics, revalidate])
  return <Island name="live" when="now" topics={topics} />
}
