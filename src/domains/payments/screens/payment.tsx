import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Card, Facts } from '#ui/card'
import { Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { printed, ReasonLine, SandboxBadge, StateBadge } from './parts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  return callerOf<typeof operations>(context, 'payments').getPaymentDetails({ paymentId: params.id ?? '' })
}

type Data = Awaited<ReturnType<typeof loader>>

/** One payment: how it stands, and everything that happened to it. */
export default function PaymentPage({ loaderData: data }: { loaderData: Data }) {
  const { t, money } = useText()
  const { payment, holds } = data
  const amount = money(payment.amount, payment.currency)
  const waiting = holds.filter(({ state }) => state === 'waiting')
  return (
    <Page>
      <Breadcrumbs items={[{ href: '/office/payments', label: t('payments.paymentsTitle') }, { label: payment.payerName }]} />
      <PageHead
        title={t('payments.paymentTitle', { amount })}
        tab={`${amount} · ${payment.payerName}`}
        lead={
          <>
            <StateBadge state={payment.state} /> <SandboxBadge sandbox={payment.sandbox} />
          </>
        }
      />
      {payment.reason && payment.state !== 'confirmed' && <Notice kind="warn">{t(`payments.reason.${payment.reason}`)}</Notice>}
      {waiting.length > 0 && (
        <Notice
          kind="warn"
          title={t('payments.holdsTitle')}
          actions={
            <LinkButton href="/office/holds" size="small">
              {t('payments.notice.held.action')}
            </LinkButton>
          }
        >
          {waiting
            .flatMap(({ reasons }) => reasons)
            .map((reason) => (
              <p key={reason.kind}>
                <ReasonLine reason={reason} />
              </p>
            ))}
        </Notice>
      )}
      <Known payment={payment} />
      <Timeline steps={data.steps} />
      <Postings postings={data.postings} />
      <Refunds refunds={data.refunds} />
    </Page>
  )
}

function Known({ payment }: Pick<Data, 'payment'>) {
  const { t, money, dateTime } = useText()
  const sum = (amount: number | null, currency: string = payment.currency) => (amount === null || amount === 0 ? null : money(amount, currency))
  return (
    <Card title={t('payments.facts')}>
      <Facts
        items={[
          { label: t('payments.who'), value: payment.payerName },
          { label: t('payments.phone'), value: payment.phone },
          { label: t('payments.email'), value: payment.payerEmail },
          { label: t('payments.about'), value: payment.description },
          { label: t('payments.way'), value: `${t(`payments.channel.${payment.channel}`)} · ${t(`payments.provider.${payment.provider}`)}` },
          { label: t('payments.reference'), value: <code className="wrap-anywhere">{payment.id}</code> },
          { label: t('payments.providerRef'), value: payment.providerRef && payment.provider !== 'voucher' && <code className="wrap-anywhere">{payment.providerRef}</code> },
          { label: t('payments.code'), value: payment.code && <span className="money-code">{printed(payment.code)}</span> },
          { label: t('payments.received'), value: sum(payment.received, payment.receivedCurrency ?? payment.currency) },
          { label: t('payments.fee'), value: sum(payment.fee) },
          { label: t('payments.taken'), value: sum(payment.taken, payment.receivedCurrency ?? payment.currency) },
          { label: t('payments.refunded'), value: sum(payment.refunded, payment.receivedCurrency ?? payment.currency) },
          { label: t('payments.expires'), value: payment.endedAt ? null : dateTime(payment.expiresAt) },
        ]}
      />
    </Card>
  )
}

function Timeline({ steps }: Pick<Data, 'steps'>) {
  const { t, dateTime } = useText()
  const tone = (step: Data['steps'][number]): string | undefined =>
    step.state === 'confirmed' ? 'good' : step.detail === 'forged' || step.state === 'failed' || step.state === 'disputed' ? 'bad' : undefined
  return (
    <Section title={t('payments.timeline')}>
      <ol className="money-steps">
        {steps.map((step, place) => (
          <li key={place} data-tone={tone(step)}>
            <span>
              {step.what === 'moved' && step.state ? t('payments.movedTo', { state: t(`payments.state.${step.state}`) }) : t(`payments.step.${step.what}`)}
              {step.detail && ` · ${t(`payments.worth.${step.detail}`)}`}
              {step.times > 1 && ` · ${t('payments.times', { n: step.times })}`}
            </span>
            <span className="text-soft text-sm">
              {dateTime(step.at)}
              {step.by && ` · ${step.by}`}
              {step.reason && step.what === 'moved' && ` · ${t(`payments.reason.${step.reason}`)}`}
              {step.reason && step.what === 'reconciled' && ` · ${t(`payments.resolution.${step.reason}`)}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Where the money stands in the books. Each account leads to its statement. */
function Postings({ postings }: Pick<Data, 'postings'>) {
  const { t, money } = useText()
  const account = ({ id, owner, purpose }: Data['postings'][number]['debit']) => (
    <a className="wrap-anywhere" href={`/office/ledger/accounts/${id}`}>
      {owner.length > 24 ? `${owner.slice(0, 20)}…` : owner} · {t(`ledger.purpose.${purpose}`)}
    </a>
  )
  if (postings.length === 0) return null
  return (
    <Section title={t('payments.postings')}>
      <Table
        caption={t('payments.postings')}
        hideCaption
        stack
        rows={postings}
        rowKey={(row) => `${row.key} ${row.debit.id}`}
        columns={[
          { key: 'debit', label: t('payments.debit'), cell: (row) => account(row.debit) },
          { key: 'credit', label: t('payments.credit'), cell: (row) => account(row.credit) },
          { key: 'amount', label: t('payments.amount'), align: 'end', cell: (row) => <span className="tabular">{money(row.amount, row.currency)}</span> },
          { key: 'state', label: t('payments.state'), cell: (row) => t(`payments.posting.${row.state}`) },
        ]}
      />
    </Section>
  )
}

function Refunds({ refunds }: Pick<Data, 'refunds'>) {
  const { t, money, dateTime } = useText()
  return (
    <Section title={t('payments.refundsTitle')}>
      {refunds.length === 0 && <p className="text-soft">{t('payments.noRefunds')}</p>}
      {refunds.length > 0 && (
        <Table
          caption={t('payments.refundsTitle')}
          hideCaption
          stack
          rows={refunds}
          rowKey={(row) => row.id}
          columns={[
            { key: 'amount', label: t('payments.amount'), align: 'end', cell: (row) => <strong className="tabular">{money(row.amount, row.currency)}</strong> },
            { key: 'to', label: t('payments.to'), cell: (row) => <span className="wrap-anywhere">{row.to}</span> },
            { key: 'state', label: t('payments.state'), cell: (row) => <StateBadge state={row.state} /> },
            { key: 'createdAt', label: t('payments.when'), cell: (row) => dateTime(row.createdAt) },
          ]}
        />
      )}
    </Section>
  )
}
