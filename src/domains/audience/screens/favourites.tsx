import { Bookmark } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Grid, Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { FilmTile } from './film-tile.tsx'
import './audience.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get('after') ?? undefined
  return { ...(await callerOf<typeof operations>(context, 'audience').listFavourites({ after, limit: 30 })), first: after === undefined }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const form = await request.formData()
  const result = await pageOf(context).submit('audience.saveFilm', form, { saved: false })
  return result.ok ? redirect('/karangou/favourites', 303) : result
}

export default function Favourites({ loaderData: { items, next, first } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  return (
    <Page width="wide">
      <PageHead title={t('audience.favouritesTitle')} lead={t('audience.favouritesLead')} actions={<LinkButton href="/karangou/lists">{t('audience.listsTitle')}</LinkButton>} />
      {items.length === 0 ? (
        <EmptyState
          title={t('audience.favouritesEmpty')}
          picture={<Icon of={Bookmark} size="large" />}
          action={
            <LinkButton kind="primary" href="/karangou/films">
              {t('audience.exploreFilms')}
            </LinkButton>
          }
        >
          {t('audience.favouritesEmptyText')}
        </EmptyState>
      ) : (
        <Grid min="poster">
          {items.map(({ film }) => (
            <div key={film.id}>
              <FilmTile film={film} />
              <Form>
                <Hidden values={{ slug: film.slug }} />
                <Button type="submit" kind="quiet" size="small" aria-label={t('audience.removeNamed', { title: film.title })}>
                  {t('audience.remove')}
                </Button>
              </Form>
            </div>
          ))}
        </Grid>
      )}
      {(next || !first) && <Pager previous={first ? null : '/karangou/favourites'} next={next && `/karangou/favourites?after=${next}`} />}
    </Page>
  )
}
