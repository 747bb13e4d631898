import { Badge, type Tone } from '#ui/badge'
import { useText } from '#ui/text'
import './payments.css'

const tones: Readonly<Record<string, Tone>> = {
  confirmed: 'good',
  completed: 'good',
  matched: 'good',
  failed: 'bad',
  disputed: 'bad',
  held: 'warn',
  'needs-account': 'warn',
  expired: 'neutral',
  cancelled: 'neutral',
  saved: 'accent',
}

/** The state of a payment, a refund or a payout, in one word and one colour. */
export function StateBadge({ state }: { state: string }) {
  const { t } = useText()
  return <Badge tone={tones[state] ?? 'accent'}>{t(`payments.state.${state}`)}</Badge>
}

/** Said wherever pretended money is shown. */
export function SandboxBadge({ sandbox }: { sandbox: boolean }) {
  const { t } = useText()
  return sandbox ? <Badge>{t('payments.sandbox')}</Badge> : null
}

export interface Reason {
  kind: string
  params: Readonly<Record<string, string | number>>
}

/** Why it is held, in words: figures of money are written out. */
export function ReasonLine({ reason: { kind, params } }: { reason: Reason }) {
  const { t, money } = useText()
  const currency = String(params.currency ?? 'XOF')
  const isMoney = ['amount', 'new-account', 'note', 'payout'].includes(kind)
  const written = {
    ...params,
    ...(params.amount === undefined ? {} : { amount: money(params.amount, currency) }),
    ...(params.threshold === undefined || !isMoney ? {} : { threshold: money(params.threshold, currency) }),
    received: params.receivedAmount === undefined ? '' : money(params.receivedAmount, String(params.receivedCurrency ?? currency)),
    bic: params.bic ? `BIC ${params.bic}` : '',
  }
  return <>{t(`payments.suspicion.${kind}`, written)}</>
}

/** The code as it is printed, easier to compare. */
export const printed = (code: string): string => `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`

/** A report's days, both included; one day is said once. */
export function periodOf(date: (at: Date) => string, { fromAt, toAt }: { fromAt: Date; toAt: Date }): string {
  const [first, last] = [date(fromAt), date(new Date(toAt.getTime() - 1))]
  return first === last ? first : `${first} – ${last}`
}
