import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { z } from 'zod'
import type { CollectionCard } from '../schema.ts'

/** A collection among others: its first three films, its name, how many it holds. */
export function CollectionTile({ collection }: { collection: z.output<typeof CollectionCard> }) {
  const { t } = useText()
  return (
    <a className="cine-collection" href={`/karangou/collections/${collection.slug}`}>
      <span className="cine-pile">{collection.covers.map(({ title, poster }) => <Poster key={title} title={title} picture={poster} sizes="8rem" decorative />)}</span>
      <strong>{collection.title}</strong>
      <span>{t('cinema.collectionCount', { n: collection.count })}</span>
    </a>
  )
}
