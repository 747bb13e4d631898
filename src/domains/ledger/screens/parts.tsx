import { localeOf } from '#platform/text'
import { useText } from '#ui/text'

/** `2026-11` → « novembre 2026 ». */
export function useMonth(): (month: string) => string {
  const { lang } = useText()
  const format = new Intl.DateTimeFormat(localeOf(lang), { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (month) => format.format(new Date(`${month}-01T00:00:00Z`))
}

const owners = ['project', 'provider', 'counter', 'platform']

/** `project:01a2…` → « Projet 01a2… ». An owner of another kind is shown as it is written. */
export function useOwner(): (owner: string) => string {
  const { t } = useText()
  return (owner) => {
    const [kind = '', ...name] = owner.split(':')
    return owners.includes(kind) ? t(`ledger.owner.${kind}`, { name: name.join(':') }) : owner
  }
}

const reasons = ['contribution', 'payment', 'refund', 'fee', 'payout', 'settlement', 'reconciliation', 'correction']

/** A reason in words, where the house has some. */
export function useReason(): (reason: string) => string {
  const { t } = useText()
  return (reason) => (reasons.includes(reason) ? t(`ledger.reason.${reason}`) : reason)
}
