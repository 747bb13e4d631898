import { useEffect } from 'react'
import { useRevalidator } from 'react-router'

/** Reads the page again when the house says something on this topic; twice a second at most. */
export function useLive(topic: string): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    let due = 0
    const hear = (event: Event): void => {
      if ((event as CustomEvent<{ topic: string }>).detail.topic !== topic) return
      due ||= window.setTimeout(() => {
        due = 0
        void revalidate()
      }, 500)
    }
    document.addEventListener('griot:stream', hear)
    return () => {
      document.removeEventListener('griot:stream', hear)
      clearTimeout(due)
    }
  }, [topic, revalidate])
}
