import type { z } from 'zod'
import { LinkButton } from '#ui/button'
import { Section } from '#ui/layout'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { Trail as TrailShape } from '../../schema.ts'
import type { ProjectState } from '../../types.ts'

type Trail = z.output<typeof TrailShape>
const flows = ['left', 'paidOut', 'fees', 'refunded', 'takenBack'] as const
/** Rare: told only when it happened. */
const isTold = (trail: Trail, name: (typeof flows)[number]): boolean => name !== 'takenBack' || trail.takenBack > 0

/** Every franc: what came in, what was kept, what went out, from the ledger itself. */
export function MoneyTrail({ trail, slug, feeBasisPoints, state }: { trail: Trail; slug: string; feeBasisPoints: number; state: ProjectState }) {
  const { t, money, dateTime, percent } = useText()
  return (
    <Section
      title={t('crowdfunding.public.moneyTitle')}
      lead={t(state === 'live' ? 'crowdfunding.public.moneyLeadOpen' : 'crowdfunding.public.moneyLead', { fee: percent(feeBasisPoints / 10_000) })}
    >
      <MoneyFlow trail={trail} />
      <Table
        caption={t('crowdfunding.public.moneyLines')}
        stack
        columns={[
          { key: 'at', label: t('crowdfunding.public.moneyAt'), cell: ({ at }) => dateTime(at) },
          {
            key: 'kind',
            label: t('crowdfunding.public.moneyKind'),
            cell: ({ kind, label }) => [t(`crowdfunding.public.money.${kind}`), label && (kind === 'payout' ? label : t(`payments.provider.${label}`))].filter(Boolean).join(' · '),
          },
          { key: 'amount', label: t('crowdfunding.public.moneyAmount'), align: 'end', cell: ({ amount }) => money(amount, trail.currency) },
          { key: 'balance', label: t('crowdfunding.public.moneyBalance'), align: 'end', cell: ({ balance }) => money(balance, trail.currency) },
        ]}
        rows={trail.lines}
        rowKey={(line) => `${line.at.getTime()} ${line.kind} ${line.amount} ${line.balance}`}
        empty={<p className="fund-soft">{t('crowdfunding.public.moneyNone')}</p>}
      />
      {trail.next && (
        <p>
          <LinkButton href={`/karangou/projects/${slug}?view=money&after=${encodeURIComponent(trail.next)}#views`}>{t('crowdfunding.public.more')}</LinkButton>
        </p>
      )}
    </Section>
  )
}

const [width, height, gap, thick] = [200, 120, 6, 10]

/** Where each part of the stream begins on either side, and how thick it is. */
function bandsOf(trail: Trail) {
  const shown = flows.filter((name) => trail[name] > 0)
  const room = height - gap * Math.max(0, shown.length - 1)
  const top = (height - room) / 2
  let [from, to] = [top, 0]
  const bands = shown.map((name) => {
    const size = Math.max((room * trail[name]) / Math.max(trail.in, 1), 1)
    const band = { name, size, from, to }
    from += size
    to += size + gap
    return band
  })
  return { bands, top, room }
}

/** One stream that parts: as thick as the money. The list beside it says the same in figures. */
function MoneyFlow({ trail }: { trail: Trail }) {
  const { t, money } = useText()
  const { bands, top, room } = bandsOf(trail)
  return (
    <div className="fund-flow">
      <p>
        <span>{t('crowdfunding.public.flow.in')}</span>
        <strong className="tabular">{money(trail.in, trail.currency)}</strong>
      </p>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <rect className="fund-flow-in" x="0" y={top} width={thick} height={room} />
        {bands.map(({ name, size, from: a, to: b }) => (
          <g key={name} data-flow={name}>
            <path d={`M${thick} ${a}C100 ${a} 100 ${b} ${width - thick} ${b}V${b + size}C100 ${b + size} 100 ${a + size} ${thick} ${a + size}Z`} />
            <rect x={width - thick} y={b} width={thick} height={size} />
          </g>
        ))}
      </svg>
      <dl>
        {flows
          .filter((name) => isTold(trail, name))
          .map((name) => (
            <div key={name} data-flow={name}>
              <dt>{t(`crowdfunding.public.flow.${trail[name] < 0 ? 'owed' : name}`)}</dt>
              <dd className="tabular">{money(Math.abs(trail[name]), trail.currency)}</dd>
            </div>
          ))}
      </dl>
    </div>
  )
}
