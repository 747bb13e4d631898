import { Download } from 'lucide-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, type PageHandle, pageOf, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Card } from '#ui/card'
import { ChoiceField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { exportDays, graceDays } from '../types.ts'
import { Trail } from './trail.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

const dones = ['saved', 'eraseKept'] as const

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const trust = callerOf<typeof operations>(context, 'trust')
  const asked = new URL(request.url).searchParams
  const [consents, archives, erasure, trail] = await Promise.all([
    trust.myConsents(),
    trust.myExports(),
    trust.getErasure(),
    trust.myAudit({ limit: 15, after: asked.get('after') ?? undefined }),
  ])
  const address = actor.kind === 'person' ? (actor.email.endsWith('@phone.invalid') ? actor.name : actor.email) : ''
  return { consents: consents.items, archives: archives.items, erasure, trail, address, done: dones.find((one) => one === asked.get('done')) ?? null }
}

const steps = { consent: 'setConsent', export: 'requestExport', erase: 'requestErasure', keep: 'cancelErasure' } as const

function intentOf(form: FormData): keyof typeof steps {
  const intent = form.get('intent')
  return typeof intent === 'string' && intent in steps ? (intent as keyof typeof steps) : 'consent'
}

export async function action({ context, request }: ActionFunctionArgs): Promise<{ intent: string; result: Submitted } | Response> {
  const form = await request.formData()
  const intent = intentOf(form)
  const result = await pageOf(context).submit(`trust.${steps[intent]}`, form)
  if (!result.ok) return { intent, result }
  if (intent === 'erase' && (result.output as { done: boolean }).done) return redirect('/', 303)
  const done = intent === 'consent' ? '?done=saved' : intent === 'keep' ? '?done=eraseKept' : ''
  return redirect(`/account/data${done}`, 303)
}

type Data = Awaited<ReturnType<typeof loader>>
interface Props {
  loaderData: Data
  actionData?: { intent: string; result: Submitted }
}

export default function DataPage({ loaderData: { consents, archives, erasure, trail, address, done }, actionData }: Props) {
  const { t } = useText()
  const resultOf = (intent: string): Submitted | null => (actionData?.intent === intent ? actionData.result : null)
  return (
    <Page width="text">
      <PageHead title={t('trust.title')} lead={t('trust.lead')} />
      {done && <Notice kind="good">{t(`trust.${done}`)}</Notice>}
      <Section title={t('trust.consentsTitle')} lead={t('trust.consentsLead')}>
        <div className="grid gap-4">
          {consents.map((one) => (
            <Choice key={one.purpose} consent={one} />
          ))}
        </div>
      </Section>
      <Section title={t('trust.exportTitle')} lead={t('trust.exportLead', { days: exportDays })}>
        <Archives archives={archives} result={resultOf('export')} />
      </Section>
      <Section title={t('trust.activityTitle')}>
        <Trail items={trail.items} />
        {trail.next && <LinkButton href={`/account/data?after=${trail.next}`}>{t('trust.activityMore')}</LinkButton>}
      </Section>
      <Section title={t('trust.eraseTitle')} lead={t('trust.eraseLead')}>
        <Erasing erasure={erasure} address={address} erase={resultOf('erase')} keep={resultOf('keep')} />
      </Section>
    </Page>
  )
}

/** One purpose: what it does, what holds, the other answer, and every answer before. */
function Choice({ consent: { purpose, basis, granted, history } }: { consent: Data['consents'][number] }) {
  const { t, dateTime } = useText()
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <strong>{t(`trust.purpose.${purpose}`)}</strong>
          <p className="text-soft">
            {t(`trust.purposeText.${purpose}`)} {t(`trust.basis.${basis}`)}
          </p>
        </div>
        <Badge tone={granted ? 'good' : 'neutral'}>{t(granted ? 'trust.yes' : 'trust.no')}</Badge>
      </div>
      <div className="mt-4">
        <Form submit={t(granted ? 'trust.refuse' : 'trust.allow')} kind="secondary" result={null}>
          <Hidden values={{ intent: 'consent', purpose, granted: granted ? 'false' : 'true' }} />
        </Form>
      </div>
      {history.length > 0 && (
        <Disclosure title={t('trust.history', { n: history.length })}>
          <ul>
            {history.map((line) => (
              <li key={line.at.toISOString()}>{t('trust.historyLine', { granted: String(line.granted), at: dateTime(line.at) })}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Card>
  )
}

function Archives({ archives, result }: { archives: Data['archives']; result: Submitted | null }) {
  const { t, dateTime, date, bytes } = useText()
  const waits = archives.some((one) => one.state === 'waiting')
  return (
    <div className="grid gap-4">
      {archives.length === 0 && <p className="text-soft">{t('trust.exportNone')}</p>}
      {archives.map((one) => (
        <Card key={one.id}>
          {one.state === 'waiting' && <p>{t('trust.exportWaiting', { at: dateTime(one.askedAt) })}</p>}
          {one.state === 'failed' && <p>{t('trust.exportFailed')}</p>}
          {one.state === 'ready' && one.href && (
            <div className="flex flex-wrap items-center justify-between gap-4">
              <span>{t('trust.exportReady', { at: dateTime(one.readyAt!), size: bytes(one.size ?? 0), until: date(one.expiresAt!) })}</span>
              <LinkButton href={one.href} icon={<Icon of={Download} size="small" />}>
                {t('trust.exportGet')}
              </LinkButton>
            </div>
          )}
        </Card>
      ))}
      {!waits && (
        <Form submit={t('trust.exportAsk')} kind="secondary" result={result}>
          <Hidden values={{ intent: 'export' }} />
        </Form>
      )}
    </div>
  )
}

function Erasing({ erasure, address, erase, keep }: { erasure: Data['erasure']; address: string; erase: Submitted | null; keep: Submitted | null }) {
  const { t, dateTime } = useText()
  if (erasure.asked)
    return (
      <Notice kind="warn" title={t('trust.eraseAsked', { at: dateTime(erasure.dueAt!) })}>
        {erasure.blocked && <p>{t('trust.eraseBlocked', { reason: t(erasure.blocked) })}</p>}
        <Form submit={t('trust.eraseCancel')} result={keep}>
          <Hidden values={{ intent: 'keep' }} />
        </Form>
      </Notice>
    )
  return (
    <Disclosure title={t('trust.eraseTitle')} open={erase?.ok === false}>
      <Form submit={t('trust.eraseAsk')} kind="danger" result={erase}>
        <Hidden values={{ intent: 'erase' }} />
        <Field name="confirm" label={t('trust.eraseConfirm', { what: address })} autoComplete="off" required />
        <ChoiceField
          name="when"
          label={t('trust.eraseWhen')}
          defaultValue="week"
          options={[
            { value: 'week', label: t('trust.eraseWeek', { days: graceDays }) },
            { value: 'now', label: t('trust.eraseNow') },
          ]}
        />
      </Form>
    </Disclosure>
  )
}
