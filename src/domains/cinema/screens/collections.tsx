import { Plus } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { isStaff } from '#platform/actor'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Grid, Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { CollectionTile } from './tiles.tsx'
import { PublicHead } from './head.tsx'
import './cinema.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const { origin, actor } = pageOf(context)
  return { ...(await callerOf<typeof operations>(context, 'cinema').listCollections()), origin, mayCompose: isStaff(actor, 'reviewer') }
}

export default function Collections({ loaderData: { items, origin, mayCompose } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  return (
    <Page width="wide">
      <PublicHead origin={origin} path="/karangou/collections" title={t('cinema.collections')} description={t('cinema.collectionsLead')} />
      <PageHead
        title={t('cinema.collections')}
        tab={null}
        lead={t('cinema.collectionsLead')}
        actions={
          mayCompose && (
            <LinkButton href="/karangou/review/collections/new" icon={<Icon of={Plus} />}>
              {t('cinema.newCollection')}
            </LinkButton>
          )
        }
      />
      {items.length === 0 ? (
        <EmptyState
          title={t('cinema.noCollections')}
          action={
            <LinkButton kind="primary" href="/karangou/films">
              {t('cinema.toCatalogue')}
            </LinkButton>
          }
        >
          {t('cinema.noCollectionsText')}
        </EmptyState>
      ) : (
        <Grid min="card">
          {items.map((one) => (
            <CollectionTile key={one.id} collection={one} />
          ))}
        </Grid>
      )}
    </Page>
  )
}
