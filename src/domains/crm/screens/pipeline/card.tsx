import { Clock3 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Currency } from '#platform/money'
import { Avatar } from '#ui/badge'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import type { Card } from '../../schema/pipeline.ts'

/** What a card says: who, what, how much, since when. `children` is its menu. */
export function CardFace({ card, handle, children }: { card: Card; handle?: ReactNode; children?: ReactNode }) {
  const { t, date, number } = useText()
  return (
    <>
      <p className="pipe-name">{handle ?? card.title ?? card.name}</p>
      <p className="pipe-line">
        {card.title && <span>{card.name}</span>}
        <CardMoney card={card} />
        {card.expectedOn && <span>{date(new Date(card.expectedOn), 'short')}</span>}
        {!card.title && card.followers !== null && <span>{t('crm.pipeline.followers', { n: number(card.followers) })}</span>}
      </p>
      <p className="pipe-foot">
        <Age card={card} />
        {card.nextStep && <span className="pipe-next">{card.nextStep}</span>}
        {card.owner && (
          <span className="pipe-owner" title={card.owner.name}>
            <Avatar name={card.owner.name} size="small" />
            <span className="visually-hidden">{card.owner.name}</span>
          </span>
        )}
      </p>
      {children}
    </>
  )
}

/** A value, and what it weighs when it is not sure. */
export function CardMoney({ card: { value, currency, probability } }: { card: Card }) {
  const { t, money, percent } = useText()
  if (value === null || currency === null) return null
  return (
    <span className="tabular">
      {money(value, currency)}
      {probability > 0 && probability < 100 && <span className="pipe-soft"> {t('crm.pipeline.at', { percent: percent(probability / 100) })}</span>}
    </span>
  )
}

/** Days in the stage; a dot that ages, words when it is stalled. */
export function Age({ card: { days, stalled } }: { card: Card }) {
  const { t } = useText()
  return (
    <span className="pipe-age" data-age={stalled ? 'stalled' : days > 6 ? 'old' : 'fresh'}>
      {stalled && <Icon of={Clock3} size="small" />}
      {t(stalled ? 'crm.pipeline.stalledFor' : 'crm.pipeline.days', { n: days })}
    </span>
  )
}

/** Amounts by currency, never added. `weighted` says what they weigh. */
export function Sums({ sums, weighted }: { sums: readonly { currency: Currency; value: number; weighted: number }[]; weighted?: boolean }) {
  const { money, list } = useText()
  if (sums.length === 0) return null
  return <span className="tabular">{list(sums.map((one) => money(weighted ? one.weighted : one.value, one.currency)))}</span>
}
