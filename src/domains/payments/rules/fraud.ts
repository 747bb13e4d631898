import type { Currency, Money } from '#platform/money'

export const ruleKinds = ['velocity-phone', 'velocity-person', 'velocity-address', 'amount', 'country', 'new-account', 'note', 'payout'] as const
export type RuleKind = (typeof ruleKinds)[number]
export const ruleActions = ['hold', 'note'] as const
export type RuleAction = (typeof ruleActions)[number]

export interface FraudRule {
  id: string
  kind: RuleKind
  action: RuleAction
  currency: Currency | null
  threshold: number | null
  minutes: number | null
  active: boolean
}

/** What is known of a payment when it is asked for. `counted` = payments of the same phone, person or address within the minutes of each velocity rule, by the rule's id. */
export interface Asked {
  money: Money
  counted: Readonly<Record<string, number>>
  /** ISO countries that should agree: of the phone, of the way to pay, of the person, of the request. Null = not known. */
  countries: { phone: string | null; channel: string | null; person: string | null; request: string | null }
  /** Age of the account in minutes; null = no account. */
  accountMinutes: number | null
}

/** Why a human should look: the text is `payments.suspicion.<kind>` with these figures. */
export interface Suspicion {
  rule: string
  kind: RuleKind
  action: RuleAction
  params: Readonly<Record<string, string | number>>
}

export function suspicions(rules: readonly FraudRule[], asked: Asked): Suspicion[] {
  return rules.flatMap((rule) => {
    if (!rule.active || (rule.currency && rule.currency !== asked.money.currency)) return []
    const params = seen(rule, asked)
    return params ? [{ rule: rule.id, kind: rule.kind, action: rule.action, params }] : []
  })
}

function seen({ id, kind, threshold, minutes }: FraudRule, { money, counted, countries, accountMinutes }: Asked): Suspicion['params'] | null {
  const figures = { amount: money.amount, currency: money.currency, threshold: threshold ?? 0, minutes: minutes ?? 0 }
  switch (kind) {
    case 'velocity-phone':
    case 'velocity-person':
    case 'velocity-address':
      return threshold !== null && (counted[id] ?? 0) + 1 > threshold ? { n: (counted[id] ?? 0) + 1, ...figures } : null
    case 'amount':
    case 'note':
      return threshold !== null && money.amount >= threshold ? figures : null
    case 'new-account':
      return threshold !== null && minutes !== null && accountMinutes !== null && accountMinutes < minutes && money.amount >= threshold ? figures : null
    case 'payout':
      return null
    case 'country':
      return disagreement(countries)
  }
}

/** A phone of one country that pays by the wallet of another; or a phone, a stated country and a request that are three different ones. */
function disagreement({ phone, channel, person, request }: Asked['countries']): Suspicion['params'] | null {
  const told = [phone, person, request].filter((one) => one !== null)
  const strange = (phone !== null && channel !== null && phone !== channel) || (told.length === 3 && new Set(told).size === 3)
  return strange ? { phone: phone ?? '', channel: channel ?? '', person: person ?? '', request: request ?? '' } : null
}

/** Minutes since an account was made, told by its id (UUID version 7, RFC 9562 §5.7); null for another kind of id. */
export function ageOf(userId: string, now: Date): number | null {
  const plain = userId.replaceAll('-', '')
  return plain[12] === '7' ? Math.max(0, (now.getTime() - Number.parseInt(plain.slice(0, 12), 16)) / 60_000) : null
}

/** Why a payout waits for a human. */
export function payoutSuspicions(rules: readonly FraudRule[], { amount, currency }: Money): Suspicion[] {
  const met = rules.filter((rule) => rule.active && rule.kind === 'payout' && (!rule.currency || rule.currency === currency) && rule.threshold !== null && amount >= rule.threshold)
  return met.map((rule) => ({ rule: rule.id, kind: rule.kind, action: rule.action, params: { amount, currency, threshold: rule.threshold ?? 0 } }))
}
