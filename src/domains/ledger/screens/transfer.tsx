import { Badge } from '#ui/badge'
import { Card, Facts } from '#ui/card'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { AccountData } from './account.tsx'
import { useOwner, useReason } from './parts.tsx'

type Transfer = NonNullable<AccountData['transfer']>
type LegAccount = Transfer['legs'][number]['debit']

const tones = { pending: 'warn', posted: 'good', voided: 'neutral' } as const

/** One transfer whole: all its legs, wherever they lead. */
export function TransferCard({ transfer, back }: { transfer: Transfer; back: string }) {
  const { t, dateTime, money } = useText()
  const reasonName = useReason()
  const name = (key: string) => <code className="wrap-anywhere">{key}</code>
  return (
    <div className="mt-6">
      <Card title={reasonName(transfer.reason)} action={<a href={back}>{t('ledger.transferClose')}</a>}>
        <Facts
          items={[
            { label: t('ledger.key'), value: name(transfer.key) },
            { label: t('ledger.state'), value: <Badge tone={tones[transfer.state]}>{t(`ledger.state.${transfer.state}`)}</Badge> },
            { label: t('ledger.at'), value: dateTime(transfer.settledAt ?? transfer.at) },
            ...(transfer.reference ? [{ label: t('ledger.reference'), value: name(transfer.reference) }] : []),
            ...(transfer.reverses ? [{ label: t('ledger.reverses'), value: name(transfer.reverses) }] : []),
            ...(transfer.reversedBy ? [{ label: t('ledger.reversedBy'), value: name(transfer.reversedBy) }] : []),
            ...Object.entries(transfer.metadata).map(([label, value]) => ({ label, value: String(value) })),
          ]}
        />
        <Table
          caption={t('ledger.transfer', { key: transfer.key })}
          hideCaption
          stack
          rows={transfer.legs}
          rowKey={({ debit, credit, amount }) => `${debit.id} ${credit.id} ${amount}`}
          columns={[
            { key: 'debit', label: t('ledger.from'), cell: ({ debit }) => <AccountLink of={debit} /> },
            { key: 'credit', label: t('ledger.to'), cell: ({ credit }) => <AccountLink of={credit} /> },
            { key: 'amount', label: t('ledger.amount'), align: 'end', cell: ({ amount, currency }) => <span className="tabular">{money(amount, currency)}</span> },
          ]}
        />
      </Card>
    </div>
  )
}

function AccountLink({ of }: { of: LegAccount }) {
  const { t } = useText()
  const ownerName = useOwner()
  return (
    <span className="min-w-0">
      <a href={`/office/ledger/accounts/${of.id}`} className="wrap-anywhere">
        {ownerName(of.owner)}
      </a>
      <br />
      <span className="text-sm text-soft">{t(`ledger.purpose.${of.purpose}`)}</span>
    </span>
  )
}
