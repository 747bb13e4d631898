import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Grid, Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { FilmTile } from './film-tile.tsx'
import './audience.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  return callerOf<typeof operations>(context, 'audience').sharedList({ token: params.token ?? '' })
}

/** A list read by its link: no account needed, no search engine invited. */
export default function SharedList({ loaderData: list }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  return (
    <Page width="wide">
      <meta name="robots" content="noindex" />
      <PageHead eyebrow={t('audience.sharedBy', { owner: list.owner })} title={list.name} lead={t('audience.listCount', { count: list.films })} />
      <Grid min="poster">
        {list.items.map((film) => (
          <FilmTile key={film.id} film={film} />
        ))}
      </Grid>
    </Page>
  )
}
