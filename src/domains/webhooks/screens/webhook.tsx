import { Send } from 'lucide-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Card } from '#ui/card'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Cluster, Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { Notice, RefusalNote } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { EventsField, SecretNotice, tones } from './parts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams
  const webhookId = params.webhookId ?? ''
  const room = callerOf<typeof operations>(context, 'webhooks')
  const after = search.get('after')
  const [webhook, log, events] = await Promise.all([
    room.getWebhook({ webhookId }),
    room.listWebhookDeliveries({ webhookId, ...(after ? { after } : {}) }),
    room.listWebhookEvents(),
  ])
  const open = search.get('delivery')
  const whole = open && log.items.some((one) => one.id === open) ? await room.getWebhookDelivery({ deliveryId: open }) : null
  return {
    slug: params.slug ?? '',
    overlaps: webhook.formerUntil !== null && webhook.formerUntil > new Date(),
    webhook,
    log,
    whole,
    types: events.items,
    after,
    said: search.get('said'),
  }
}

export type WebhookData = Awaited<ReturnType<typeof loader>>

interface Acted {
  intent: string
  result: Submitted
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Acted | Response> {
  const form = await request.formData()
  const asked = form.get('intent')
  const intent = typeof asked === 'string' ? asked : ''
  const here = `/account/workspaces/${params.slug}/webhooks`
  const page = pageOf(context)
  const act = (name: string, extra: Record<string, unknown> = {}): Promise<Submitted> => page.submit(`webhooks.${name}`, form, { webhookId: params.webhookId, ...extra })
  const steps: Record<string, () => Promise<Submitted>> = {
    save: () => act('editWebhook'),
    pause: () => act('editWebhook', { state: 'paused' }),
    resume: () => act('editWebhook', { state: 'active' }),
    rotate: () => act('rotateWebhookSecret'),
    trial: () => act('testWebhook'),
    remove: () => act('removeWebhook'),
    again: () => page.submit('webhooks.redeliverWebhook', form),
  }
  const result = await steps[intent]?.()
  if (!result) return redirect(`${here}/${params.webhookId}`, 303)
  if (!result.ok || intent === 'rotate') return { intent, result }
  return redirect(intent === 'remove' ? here : `${here}/${params.webhookId}?said=${intent}#log`, 303)
}

/** One address: where it stands, what was sent, and what can be changed. */
export default function WebhookPage({ loaderData, actionData }: { loaderData: WebhookData; actionData?: Acted }) {
  const { t, dateTime } = useText()
  const { slug, webhook, said } = loaderData
  const all = `/account/workspaces/${slug}/webhooks`
  const host = new URL(webhook.url).host
  const rotated = actionData?.intent === 'rotate' && actionData.result.ok ? (actionData.result.output as { secret: string }).secret : null
  const refusal = actionData && actionData.intent !== 'save' && !actionData.result.ok ? actionData.result.refusal : null
  return (
    <Page>
      <Breadcrumbs items={[{ href: all, label: t('webhooks.title') }, { label: webhook.name || host }]} />
      <PageHead
        title={webhook.name || host}
        tab={`${webhook.name || host} · ${t('webhooks.title')}`}
        lead={
          <code className="hook-url" lang="en">
            {webhook.url}
          </code>
        }
        actions={<Acts data={loaderData} />}
      />
      <Cluster>
        <Badge tone={tones[webhook.state]}>{t(`webhooks.state.${webhook.state}`)}</Badge>
        {webhook.failures > 0 && <Badge tone="warn">{t('webhooks.failures', { n: webhook.failures })}</Badge>}
      </Cluster>
      {refusal && <RefusalNote refusal={refusal} />}
      {rotated && <SecretNotice secret={rotated} />}
      {said === 'trial' && <Notice kind="good">{t('webhooks.trialSent')}</Notice>}
      {said === 'save' && <Notice kind="good">{t('webhooks.saved')}</Notice>}
      {webhook.state === 'paused' && <Notice kind="info">{t('webhooks.pausedNote')}</Notice>}
      {webhook.state === 'failing' && webhook.failingSince && <Notice kind="bad">{t('webhooks.failingNote', { since: dateTime(webhook.failingSince) })}</Notice>}
      {webhook.formerUntil && loaderData.overlaps && <Notice kind="info">{t('webhooks.secretOverlap', { until: dateTime(webhook.formerUntil) })}</Notice>}
      <DeliveryLog data={loaderData} />
      <Settings data={loaderData} acted={actionData} />
    </Page>
  )
}

function Acts({ data: { webhook } }: { data: WebhookData }) {
  const { t } = useText()
  const isActive = webhook.state === 'active'
  return (
    <>
      {isActive && (
        <Form>
          <Hidden values={{ intent: 'trial' }} />
          <Button type="submit" kind="primary" icon={<Icon of={Send} />}>
            {t('webhooks.trial')}
          </Button>
        </Form>
      )}
      <Form>
        <Hidden values={{ intent: isActive ? 'pause' : 'resume' }} />
        <Button type="submit" kind={isActive ? 'secondary' : 'primary'}>
          {t(isActive ? 'webhooks.pause' : 'webhooks.resume')}
        </Button>
      </Form>
    </>
  )
}

function Settings({ data: { webhook, types }, acted }: { data: WebhookData; acted?: Acted | undefined }) {
  const { t } = useText()
  const saved = acted?.intent === 'save' ? acted.result : undefined
  return (
    <Section title={t('webhooks.settings')}>
      <Card>
        <Form result={saved} submit={t('webhooks.save')}>
          <Hidden values={{ intent: 'save' }} />
          <Field
            name="url"
            type="url"
            label={t('webhooks.url')}
            hint={t('webhooks.urlHint')}
            required
            maxLength={2000}
            defaultValue={webhook.url}
            autoComplete="off"
            inputMode="url"
          />
          <Field name="name" label={t('webhooks.name')} maxLength={120} defaultValue={webhook.name} autoComplete="off" />
          <EventsField types={types} kept={saved && !saved.ok ? (saved.values.events ?? []) : undefined} chosen={webhook.events} />
        </Form>
      </Card>
      <Danger />
    </Section>
  )
}

/** What cannot be taken back: a new secret, and the end of the address. */
function Danger() {
  const { t } = useText()
  return (
    <Disclosure title={t('webhooks.danger')}>
      <Form>
        <Hidden values={{ intent: 'rotate' }} />
        <p>{t('webhooks.rotateText')}</p>
        <div className="btn-row">
          <Button type="submit">{t('webhooks.rotate')}</Button>
        </div>
      </Form>
      <Form>
        <Hidden values={{ intent: 'remove' }} />
        <p>{t('webhooks.removeText')}</p>
        <div className="btn-row">
          <Button type="submit" kind="danger">
            {t('webhooks.remove')}
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}
