import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { LinkCard } from '#ui/card'
import { ChoiceField, Field, Form } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { workspaceKinds } from '../types.ts'
import { type Acted, resultOf } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const left = new URL(request.url).searchParams.get('left')
  return { left, ...(await callerOf<typeof operations>(context, 'identity').listMyWorkspaces()) }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const result = await pageOf(context).submit('identity.createWorkspace', await request.formData())
  return result.ok ? redirect(`/account/workspaces/${(result.output as { slug: string }).slug}?done=workspaceCreated`, 303) : { intent: 'create', result }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Acted
}

export default function WorkspacesPage({ loaderData: { items, left }, actionData }: Props) {
  const { t } = useText()
  return (
    <Page width="text">
      <PageHead title={t('identity.workspacesTitle')} lead={t('identity.workspacesLead')} />
      {left && <Notice kind="good">{t('identity.left', { name: left.slice(0, 120) })}</Notice>}
      {items.length === 0 ? (
        <EmptyState title={t('identity.workspacesNone')}>{t('identity.workspacesNoneText')}</EmptyState>
      ) : (
        <div className="grid gap-3">
          {items.map(({ id, slug, name, kind, role, members }) => (
            <LinkCard
              key={id}
              href={`/account/workspaces/${slug}`}
              title={name}
              detail={`${t(`identity.kind.${kind}`)} · ${t(`identity.role.${role}`)} · ${t('identity.membersCount', { count: members })}`}
            />
          ))}
        </div>
      )}
      <Section title={t('identity.workspaceNew')} id="new">
        <Form result={resultOf(actionData, 'create')} submit={t('identity.workspaceNew')} kind={items.length === 0 ? 'primary' : 'secondary'}>
          <Field name="name" label={t('identity.workspaceName')} maxLength={120} required />
          <ChoiceField
            name="kind"
            label={t('identity.workspaceKind')}
            defaultValue="production"
            required
            options={workspaceKinds.map((kind) => ({ value: kind, label: t(`identity.kind.${kind}`), hint: t(`identity.kindHint.${kind}`) }))}
          />
        </Form>
      </Section>
    </Page>
  )
}
