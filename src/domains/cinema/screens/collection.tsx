import { PenLine } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { isStaff } from '#platform/actor'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Grid, Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { FilmTile, filmHref } from './tiles.tsx'
import { PublicHead } from './head.tsx'
import './cinema.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { origin, actor } = pageOf(context)
  return { collection: await callerOf<typeof operations>(context, 'cinema').getCollection({ slug: params.slug ?? '' }), origin, mayCompose: isStaff(actor, 'reviewer') }
}

export default function Collection({ loaderData: { collection, origin, mayCompose } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const path = `/karangou/collections/${collection.slug}`
  const about = {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    name: collection.title,
    itemListElement: collection.films.map((film, place) => ({ '@type': 'ListItem', position: place + 1, url: origin + filmHref(film.slug), name: film.title })),
  }
  return (
    <Page width="wide">
      <PublicHead origin={origin} path={path} title={collection.title} description={collection.note} image={collection.films.find((film) => film.poster)?.poster} about={about} />
      <PageHead
        eyebrow={<a href="/karangou/collections">{t('cinema.collections')}</a>}
        title={collection.title}
        tab={null}
        lead={collection.note ?? undefined}
        actions={
          mayCompose && (
            <LinkButton href={`/karangou/review/collections/${collection.slug}`} icon={<Icon of={PenLine} />}>
              {t('cinema.editCollection')}
            </LinkButton>
          )
        }
      />
      {collection.films.length === 0 ? (
        <EmptyState title={t('cinema.collectionEmpty')} />
      ) : (
        <Grid min="poster">
          {collection.films.map((film, place) => (
            <FilmTile key={film.id} film={film} priority={place < 4} />
          ))}
        </Grid>
      )}
    </Page>
  )
}
