import { Webhook as WebhookIcon } from 'lucide-react'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Field, Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { EventsField, SecretNotice, tones } from './parts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const slug = params.slug ?? ''
  const room = callerOf<typeof operations>(context, 'webhooks')
  const [{ items }, events] = await Promise.all([room.listWebhooks({ slug }), room.listWebhookEvents()])
  const workspace = actor.kind === 'person' ? actor.memberships.find((one) => one.slug === slug) : undefined
  if (!workspace) throw data(null, { status: 404 })
  return { slug, name: workspace.name, items, types: events.items }
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Submitted> {
  return pageOf(context).submit('webhooks.createWebhook', await request.formData(), { slug: params.slug })
}

type Data = Awaited<ReturnType<typeof loader>>

/** The addresses a workspace has registered, and the form for one more. */
export default function Webhooks({ loaderData: { slug, name, items, types }, actionData }: { loaderData: Data; actionData?: Submitted }) {
  const { t } = useText()
  const here = `/account/workspaces/${slug}`
  const made = actionData?.ok ? (actionData.output as { secret: string; webhook: { id: string } }) : null
  const form = <AddressForm types={types} result={actionData} />
  return (
    <Page>
      <Breadcrumbs items={[{ href: '/account/workspaces', label: t('identity.workspacesTitle') }, { href: here, label: name }, { label: t('webhooks.title') }]} />
      <PageHead title={t('webhooks.title')} tab={`${t('webhooks.title')} · ${name}`} lead={t('webhooks.lead', { workspace: name })} />
      {made && <SecretNotice secret={made.secret} href={`${here}/webhooks/${made.webhook.id}`} />}
      {items.length === 0 ? (
        <>
          <EmptyState title={t('webhooks.empty')} picture={<Icon of={WebhookIcon} size="large" />}>
            {t('webhooks.emptyText')}
          </EmptyState>
          <Section title={t('webhooks.add')}>
            <Card>{form}</Card>
          </Section>
        </>
      ) : (
        <>
          <Addresses items={items} here={here} />
          <Section>
            <Disclosure title={t('webhooks.add')} open={actionData?.ok === false}>
              {form}
            </Disclosure>
          </Section>
        </>
      )}
      <Section title={t('webhooks.how')}>
        <p className="prose">{t('webhooks.howText')}</p>
      </Section>
    </Page>
  )
}

function AddressForm({ types, result }: Pick<Data, 'types'> & { result: Submitted | undefined }) {
  const { t } = useText()
  return (
    <Form result={result} submit={t('webhooks.add')}>
      <Field name="url" type="url" label={t('webhooks.url')} hint={t('webhooks.urlHint')} required maxLength={2000} autoComplete="off" inputMode="url" />
      <Field name="name" label={t('webhooks.name')} hint={t('webhooks.nameHint')} maxLength={120} autoComplete="off" />
      <EventsField types={types} kept={result && !result.ok ? (result.values.events ?? []) : undefined} chosen={['*']} />
    </Form>
  )
}

function Addresses({ items, here }: Pick<Data, 'items'> & { here: string }) {
  const { t } = useText()
  return (
    <ul className="hook-list">
      {items.map((one) => (
        <li key={one.id}>
          <a href={`${here}/webhooks/${one.id}`}>{one.name || new URL(one.url).host}</a>
          <Badge tone={tones[one.state]}>{t(`webhooks.state.${one.state}`)}</Badge>
          <code lang="en">{one.url}</code>
          <span className="text-soft text-sm">{one.events.includes('*') ? t('webhooks.everything') : one.events.map((type) => t(`webhooks.event.${type}`)).join(' · ')}</span>
        </li>
      ))}
    </ul>
  )
}
