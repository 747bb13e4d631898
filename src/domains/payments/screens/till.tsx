import type { Submitted } from '#platform/page'
import { toMajor } from '#platform/money'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { CounterData } from './counter.tsx'
import { printed } from './parts.tsx'

/** The drawer: what it should hold, what it took, and the count that hands it over. */
export function Till({ till, result }: { till: CounterData['till']; result: Submitted | null }) {
  const { t, money, dateTime } = useText()
  return (
    <Section title={t('payments.tillTitle')} lead={till.openedAt ? t('payments.tillSince', { when: dateTime(till.openedAt) }) : t('payments.tillClosed')}>
      {till.expected.length > 0 && (
        <p className="mb-4">
          {t('payments.tillShould')}
          <br />
          {till.expected.map(({ currency, expected }) => (
            <span key={currency} className="money-large">
              {money(expected, currency)}{' '}
            </span>
          ))}
        </p>
      )}
      {till.cashed.length > 0 && <Cashed till={till} />}
      {till.openedAt && (
        <Disclosure title={t('payments.tillCount')} open={result !== null}>
          <p className="text-soft">{t('payments.tillCountLead')}</p>
          <Form result={result} submit={t('payments.tillClose')}>
            <Hidden values={{ intent: 'close' }} />
            {till.expected.map(({ currency, expected }) => (
              <Field
                key={currency}
                name={`counted-${currency}`}
                label={t('payments.counted', { currency })}
                hint={t('payments.countedHint', { amount: money(expected, currency) })}
                inputMode="decimal"
                placeholder={toMajor({ amount: expected, currency })}
                autoComplete="off"
                required
              />
            ))}
            <Field name="word" label={t('payments.tillWord')} maxLength={1000} autoComplete="off" />
          </Form>
        </Disclosure>
      )}
      {till.closed.length > 0 && <Counts till={till} />}
    </Section>
  )
}

function Cashed({ till }: { till: CounterData['till'] }) {
  const { t, money, time } = useText()
  return (
    <Table
      caption={t('payments.tillCashed')}
      stack
      rows={till.cashed}
      rowKey={(row) => row.code}
      columns={[
        { key: 'code', label: t('payments.counterCode'), cell: (row) => <span className="money-code">{printed(row.code)}</span> },
        { key: 'amount', label: t('payments.amount'), align: 'end', cell: (row) => <span className="tabular">{money(row.amount, row.currency)}</span> },
        { key: 'cashedAt', label: t('payments.when'), cell: (row) => time(row.cashedAt) },
      ]}
    />
  )
}

function Counts({ till }: { till: CounterData['till'] }) {
  const { t, money, dateTime } = useText()
  const rows = till.closed.flatMap(({ closedAt, counts }) => counts.map((one) => ({ ...one, closedAt })))
  return (
    <Disclosure title={t('payments.tillBefore')}>
      <Table
        caption={t('payments.tillBefore')}
        hideCaption
        stack
        rows={rows}
        rowKey={(row) => `${row.closedAt.toISOString()} ${row.currency}`}
        columns={[
          { key: 'closedAt', label: t('payments.when'), cell: (row) => dateTime(row.closedAt) },
          { key: 'counted', label: t('payments.amount'), align: 'end', cell: (row) => <span className="tabular">{money(row.counted, row.currency)}</span> },
          {
            key: 'difference',
            label: t('payments.difference'),
            cell: (row) => (row.counted === row.expected ? '—' : `${money(row.counted - row.expected, row.currency)} · ${row.word ?? ''}`),
          },
        ]}
      />
    </Disclosure>
  )
}
