import { useEffect, useState } from 'react'
import { useRevalidator } from 'react-router'

/** Reads the page again when the stream says so. A page in which somebody writes is left alone: it is only said that there is something newer. */
export function useFresh(topic: string, isWriting: boolean): boolean {
  const [isStale, setStale] = useState(false)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const hear = (event: Event): void => {
      const said = (event as CustomEvent<{ topic: string; data: { by: string | null } }>).detail
      if (said.topic !== topic) return
      if (isWriting && document.activeElement?.matches('input, textarea, select')) setStale(true)
      else void revalidate()
    }
    document.addEventListener('griot:stream', hear)
    return () => document.removeEventListener('griot:stream', hear)
  }, [topic, isWriting, revalidate])
  return isStale
}
