import { Building2 } from 'lucide-react'
import { Outlet, useLoaderData, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

/** The desk of an agency. Who belongs to none learns how to open one; the artist's own space is open to everyone. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const own = /^\/mona\/(me|join)(\/|$)/.test(new URL(request.url).pathname)
  const isSignedOut = actor.kind === 'nobody'
  return { open: own || isSignedOut || actor.memberships.some(({ kind }) => kind === 'agency') }
}

export default function MonaLayout() {
  const { open } = useLoaderData<typeof loader>()
  return open ? <Outlet /> : <NoAgency />
}

function NoAgency() {
  const { t } = useText()
  return (
    <Page>
      <PageHead title={t('app.monaNoAgency')} lead={t('app.monaNoAgencyLead')} />
      <EmptyState
        title={t('app.monaOpenAgency')}
        picture={<Icon of={Building2} size="large" />}
        action={
          <LinkButton kind="primary" href="/account/workspaces">
            {t('app.monaTeam')}
          </LinkButton>
        }
      />
    </Page>
  )
}
