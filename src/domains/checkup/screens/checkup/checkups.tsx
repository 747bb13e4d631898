import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Tag } from '#ui/badge'
import { Cluster, Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { LinkButton } from '#ui/button'
import { ExportMenu } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { CheckupTable } from '../parts/checkups.tsx'
import '../checkup.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

const states = ['open', 'finished'] as const

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const state = states.find((one) => one === asked.get('state'))
  const after = asked.get('after') ?? undefined
  const page = await callerOf<typeof operations>(context, 'checkup').listCheckups({ ...(state ? { state } : {}), ...(after ? { after } : {}), limit: 25 })
  return { page, state: state ?? null, isFirst: !after }
}

/** The check-ups of the agency. */
export default function Checkups({ loaderData: { page, state, isFirst } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const query = (more: Record<string, string>): string => `/mona/checkups?${new URLSearchParams({ ...(state ? { state } : {}), ...more })}`
  return (
    <Page width="wide">
      <PageHead
        title={t('checkup.many')}
        lead={t('checkup.manyLead')}
        actions={
          <>
            {page.items.length > 0 && <ExportMenu href={(format) => `/api/v1/exports/checkups.${format}${state ? `?state=${state}` : ''}`} />}
            <LinkButton href="/mona/grid">{t('checkup.gridTitle')}</LinkButton>
          </>
        }
      />
      <Cluster>
        <Tag href="/mona/checkups" current={state === null}>
          {t('checkup.all')}
        </Tag>
        {states.map((one) => (
          <Tag key={one} href={`/mona/checkups?state=${one}`} current={state === one}>
            {t(`checkup.state.${one}`)}
          </Tag>
        ))}
      </Cluster>
      {page.items.length === 0 ? (
        <EmptyState title={t('checkup.none')} action={<LinkButton href="/mona/artists">{t('checkup.artist')}</LinkButton>}>
          {t('checkup.noneLead')}
        </EmptyState>
      ) : (
        <CheckupTable items={page.items} withArtist />
      )}
      <Pager previous={isFirst ? null : query({})} next={page.next ? query({ after: page.next }) : null} />
    </Page>
  )
}
