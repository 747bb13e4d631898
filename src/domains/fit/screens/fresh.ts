import { useEffect } from 'react'
import { useRevalidator } from 'react-router'

/** The page reads itself again when somebody's score changed: one artist's, or any of the agency's. */
export function useFresh(record: string | null): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const hear = (event: Event): void => {
      const { topic, data } = (event as CustomEvent<{ topic: string; data: { record: string | null } }>).detail
      if (topic.startsWith('fit:') && (record === null || data.record === null || data.record === record)) void revalidate()
    }
    document.addEventListener('griot:stream', hear)
    return () => document.removeEventListener('griot:stream', hear)
  }, [record, revalidate])
}
