import { RotateCw } from 'lucide-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Facts } from '#ui/card'
import { ChoiceField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { EmptyState, Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { resolutions } from '../rules/reconcile.ts'
import type { Answered } from './holds.tsx'
import { periodOf } from './parts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const whole = await callerOf<typeof operations>(context, 'payments').getReconciliation({ reconciliationId: params.id ?? '' })
  return { ...whole, done: new URL(request.url).searchParams.has('done') }
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Answered | Response> {
  const form = await request.formData()
  const result = await pageOf(context).submit('payments.resolveLine', form)
  const about = form.get('lineId')
  return result.ok ? redirect(`/office/reconciliation/${params.id}?done`, 303) : { about: typeof about === 'string' ? about : '', result }
}

type Data = Awaited<ReturnType<typeof loader>>
type Line = Data['lines'][number]

/** One report: what matches, and each line that does not, to be settled. */
export default function ReconciliationPage({ loaderData: { reconciliation, lines, done }, actionData }: { loaderData: Data; actionData?: Answered }) {
  const { t, date, money, number } = useText()
  const name = t(`payments.provider.${reconciliation.provider}`)
  const period = periodOf(date, reconciliation)
  return (
    <Page>
      <Breadcrumbs items={[{ href: '/office/reconciliation', label: t('payments.reconciliationTitle') }, { label: `${name}, ${period}` }]} />
      <PageHead
        title={name}
        tab={`${name} · ${t('payments.reconciliationTitle')}`}
        lead={period}
        actions={
          reconciliation.state === 'waiting' && (
            <LinkButton href={`/office/reconciliation/${reconciliation.id}`} icon={<Icon of={RotateCw} />}>
              {t('payments.refresh')}
            </LinkButton>
          )
        }
      />
      {done && <Notice kind="good">{t('payments.resolved')}</Notice>}
      {reconciliation.state === 'failed' && <Notice kind="bad">{t(reconciliation.reason ?? 'payments.providerUnavailable', { host: '' })}</Notice>}
      <Facts
        items={[
          { label: t('payments.state'), value: t(`payments.report.${reconciliation.state}`) },
          { label: t('payments.matched'), value: number(reconciliation.matched) },
          { label: t('payments.openLines'), value: number(reconciliation.open) },
          ...reconciliation.balances.map(({ currency, ours, theirs }) => ({
            label: `${t('payments.ourLedger')} / ${t('payments.theirWord')}`,
            value: `${money(ours, currency)} / ${theirs === null ? t('payments.notTold') : money(theirs, currency)}`,
          })),
        ]}
      />
      {reconciliation.state === 'done' && lines.length === 0 && <EmptyState title={t('payments.allGood')}>{t('payments.allGoodText')}</EmptyState>}
      {lines.length > 0 && (
        <Section title={t('payments.lines')}>
          <ul className="money-lines">
            {lines.map((line) => (
              <LineCard key={line.id} line={line} answered={actionData?.about === line.id ? actionData : undefined} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

function LineCard({ line, answered }: { line: Line; answered: Answered | undefined }) {
  const { t, dateTime } = useText()
  const name = line.providerRef ?? line.reference ?? ''
  return (
    <li>
      <div className="money-head">
        <Badge tone={line.resolution ? 'neutral' : 'warn'}>{t(`payments.finding.${line.finding}`)}</Badge>
        <Badge>{t(`payments.kind.${line.about}`)}</Badge>
        {line.aboutId && line.about === 'payment' ? (
          <a href={`/office/payments/${line.aboutId}`}>
            <code>{name}</code>
          </a>
        ) : (
          <code>{name}</code>
        )}
      </div>
      <div className="money-sides">
        <Side title={t('payments.ours')} side={line.ours} />
        <Side title={t('payments.theirs')} side={line.theirs} />
      </div>
      {line.resolution ? (
        <p>
          {t(`payments.resolution.${line.resolution}`)} {line.word && `« ${line.word} » `}
          <span className="text-soft text-sm">{line.resolvedAt && t('payments.decidedBy', { name: line.resolvedBy ?? '—', when: dateTime(line.resolvedAt) })}</span>
        </p>
      ) : (
        <Disclosure title={t('payments.resolveHow')} open={answered !== undefined}>
          <Resolve line={line} answered={answered} />
        </Disclosure>
      )}
    </li>
  )
}

function Side({ title, side }: { title: string; side: Line['ours'] }) {
  const { t, money, dateTime } = useText()
  return (
    <div>
      <p className="text-soft text-sm">{title}</p>
      {side ? (
        <>
          <strong className="tabular">{money(side.amount, side.currency)}</strong> · {t(`payments.state.${side.state}`)}
          <br />
          <span className="text-soft text-sm">{dateTime(side.at)}</span>
        </>
      ) : (
        t('payments.nothingHere')
      )}
    </div>
  )
}

function Resolve({ line, answered }: { line: Line; answered: Answered | undefined }) {
  const { t } = useText()
  const fits = resolutions.filter((one) => one !== 'adopted' || (line.aboutId !== null && line.theirs !== null))
  return (
    <Form result={answered?.result ?? null} submit={t('payments.resolve')}>
      <Hidden values={{ lineId: line.id }} />
      <ChoiceField
        id={`resolution-${line.id}`}
        name="resolution"
        label={t('payments.resolveHow')}
        defaultValue={fits[0]}
        options={fits.map((value) => ({ value, label: t(`payments.resolution.${value}`), hint: t(`payments.resolutionHint.${value}`) }))}
        required
      />
      <Field id={`word-${line.id}`} name="word" label={t('payments.word')} maxLength={1000} autoComplete="off" />
    </Form>
  )
}
