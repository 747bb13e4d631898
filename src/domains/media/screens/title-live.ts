import { useEffect, useState } from 'react'
import { useRevalidator } from 'react-router'
import type { z } from 'zod'
import type { title } from '../schema.ts'

export type ShownTitle = z.output<typeof title>
type Moment = Pick<ShownTitle, 'state' | 'progress'>

/** Where the title stands now: what the page was drawn with, then what the stream says of it. Anything but progress makes the page read itself again. */
export function useTitleLive({ id, state, progress }: ShownTitle): Moment {
  const [said, setSaid] = useState<(Moment & { over: Moment['state'] }) | null>(null)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const hear = (event: Event): void => {
      const { topic, data } = (event as CustomEvent<{ topic: string; data: Moment }>).detail
      if (topic !== `title:${id}`) return
      setSaid({ state: data.state, progress: data.progress, over: state })
      if (data.state !== 'processing' || state !== 'processing') void revalidate()
    }
    const sent = (): void => void revalidate()
    document.addEventListener('griot:stream', hear)
    document.addEventListener('griot:uploaded', sent)
    return () => {
      document.removeEventListener('griot:stream', hear)
      document.removeEventListener('griot:uploaded', sent)
    }
  }, [id, state, revalidate])
  // What was said over an older drawing of the page counts no more.
  return said?.over === state ? said : { state, progress }
}
