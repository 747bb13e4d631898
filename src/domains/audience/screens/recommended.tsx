import type { z } from 'zod'
import { Section, Shelf } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { recommendations } from '../schema.ts'
import { FilmTile } from './film-tile.tsx'
import './audience.css'

/** A row of films, each with its reason, and how they were chosen. */
export function Recommended({ title, films }: { title: string; films: z.output<typeof recommendations> }) {
  const { t } = useText()
  if (films.items.length === 0) return null
  return (
    <Section title={title}>
      <Shelf label={title}>
        {films.items.map(({ film, reason }) => (
          <FilmTile key={film.id} film={film} word={reason.text} />
        ))}
      </Shelf>
      <Disclosure title={t('audience.methodTitle')}>
        <p>{films.method}</p>
      </Disclosure>
    </Section>
  )
}
