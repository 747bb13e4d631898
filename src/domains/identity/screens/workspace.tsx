import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Page, PageHead } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { type Acted, backTo, doneOf, intentOf } from './acting.ts'
import { InvitationsSection } from './workspace/invitations.tsx'
import { MembersSection } from './workspace/members.tsx'
import { WorkspaceSettings } from './workspace/settings.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

const words = ['workspaceCreated', 'roleChanged', 'inviteRevoked', 'renamed', 'transferDone'] as const

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const slug = params.slug ?? ''
  const { actor } = pageOf(context)
  const identity = callerOf<typeof operations>(context, 'identity')
  const workspace = await identity.getWorkspace({ slug })
  const mine = actor.kind === 'person' ? actor.memberships.find((one) => one.workspaceId === workspace.id) : undefined
  const may = (permission: string): boolean => mine?.permissions.includes(permission) ?? false
  const can = { manage: may('members.manage'), edit: may('workspace.edit'), transfer: may('workspace.transfer') }
  const [members, roles, invitations] = await Promise.all([
    identity.listMembers({ slug }),
    identity.listRoles({ slug }),
    can.manage ? identity.listInvitations({ slug }) : { items: [] },
  ])
  const search = new URL(request.url).searchParams
  const rank = roles.items.find(({ role }) => role === mine?.role)?.rank ?? 99
  return {
    workspace,
    can,
    me: actor.kind === 'person' ? actor.id : '',
    members: members.items,
    invitations: invitations.items,
    roles: roles.items.filter((one) => one.rank >= rank).map(({ role }) => role),
    done: doneOf(request, words),
    invited: search.get('invited'),
    removed: search.get('removed'),
  }
}

export type WorkspaceData = Awaited<ReturnType<typeof loader>>

const steps: Record<string, readonly [string, (typeof words)[number]]> = {
  role: ['changeMemberRole', 'roleChanged'],
  revoke: ['revokeInvitation', 'inviteRevoked'],
  rename: ['renameWorkspace', 'renamed'],
  transfer: ['transferWorkspace', 'transferDone'],
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Acted | Response> {
  const page = pageOf(context)
  const form = await request.formData()
  const intent = intentOf(form)
  const here = `/account/workspaces/${params.slug}`
  const extra = { slug: params.slug }
  const step = steps[intent]
  if (step) {
    const result = await page.submit(`identity.${step[0]}`, form, extra)
    return result.ok ? backTo(here, step[1]) : { intent, result }
  }
  const operation = { invite: 'inviteMember', remove: 'removeMember', leave: 'leaveWorkspace' }[intent]
  if (!operation) return redirect(here, 303)
  const result = await page.submit(`identity.${operation}`, form, extra)
  if (!result.ok) return { intent, result }
  const word = (name: string, value: unknown): string => new URLSearchParams({ [name]: String(value) }).toString()
  if (intent === 'invite') return redirect(`${here}?${word('invited', (result.output as { email: string }).email)}`, 303)
  return redirect(intent === 'leave' ? `/account/workspaces?${word('left', form.get('named') ?? '')}` : `${here}?${word('removed', form.get('named') ?? '')}`, 303)
}

export default function WorkspacePage({ loaderData, actionData }: { loaderData: WorkspaceData; actionData?: Acted }) {
  const { t } = useText()
  const { workspace, done, invited, removed } = loaderData
  return (
    <Page>
      <Breadcrumbs items={[{ href: '/account/workspaces', label: t('identity.workspacesTitle') }, { label: workspace.name }]} />
      <PageHead
        title={workspace.name}
        lead={`${t(`identity.kind.${workspace.kind}`)} · ${t('identity.membersCount', { count: workspace.members })}`}
        actions={loaderData.can.edit && <LinkButton href={`/account/workspaces/${workspace.slug}/webhooks`}>{t('webhooks.title')}</LinkButton>}
      />
      {done && <Notice kind="good">{t(`identity.${done}`)}</Notice>}
      {invited && <Notice kind="good">{t('identity.invited', { email: invited.slice(0, 254) })}</Notice>}
      {removed && <Notice kind="good">{t('identity.memberRemoved', { name: removed.slice(0, 120) })}</Notice>}
      <MembersSection data={loaderData} acted={actionData} />
      {loaderData.can.manage && <InvitationsSection data={loaderData} acted={actionData} />}
      <WorkspaceSettings data={loaderData} acted={actionData} />
    </Page>
  )
}
