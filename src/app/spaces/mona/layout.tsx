import { Building2 } from 'lucide-react'
import { Outlet, useLoaderData, useLocation, type LoaderFunctionArgs } from 'react-router'
import type { operations } from '#domains/identity/operations.ts'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

type Agency = { slug: string; name: string; standing: boolean }

/** The desk of an agency. Who belongs to none learns how to open one; the artist's own space is open to everyone. */
export async function loader({ context, url }: LoaderFunctionArgs): Promise<{ isOpen: boolean; agencies: Agency[] }> {
  const { actor } = pageOf(context)
  const isOwnSpace = /^\/mona\/(me|join)(\/|$)/.test(url.pathname)
  if (actor.kind === 'nobody' || isOwnSpace) return { isOpen: true, agencies: [] }
  const count = actor.memberships.filter(({ kind }) => kind === 'agency').length
  if (count < 2) return { isOpen: count === 1, agencies: [] }
  const { items } = await callerOf<typeof operations>(context, 'identity').listMyWorkspaces()
  return { isOpen: true, agencies: items.filter(({ kind }) => kind === 'agency').map(({ slug, name, standing }) => ({ slug, name, standing })) }
}

export default function MonaLayout() {
  const { isOpen, agencies } = useLoaderData<typeof loader>()
  if (!isOpen) return <NoAgency />
  return (
    <>
      {agencies.length > 1 && <AgencyChoice agencies={agencies} />}
      <Outlet />
    </>
  )
}

/** For those who work in several agencies: which one the desk is about. */
function AgencyChoice({ agencies }: { agencies: readonly Agency[] }) {
  const { t } = useText()
  const { pathname } = useLocation()
  return (
    <form method="post" action="/mona/agency" className="agency-choice">
      <input type="hidden" name="next" value={pathname} />
      <label>
        <span className="visually-hidden">{t('app.chooseAgency')}</span>
        <Icon of={Building2} size="small" />
        <select name="slug" defaultValue={agencies.find(({ standing }) => standing)?.slug}>
          {agencies.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" size="small" kind="quiet">
        {t('app.chooseAgencyAct')}
      </Button>
    </form>
  )
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
