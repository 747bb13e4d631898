import { Refusal } from '#platform/refusal'
import type { Capability, NewPayment } from '../types.ts'

/** Why a payment cannot be asked for this way, or null. */
export function whyCannotPay(way: Capability | null, { money, save, channel, provider }: Pick<NewPayment, 'money' | 'save' | 'channel' | 'provider'>): Refusal | null {
  if (!way) return new Refusal('refused', 'payments.noWay', { channel, provider })
  if (save && !way.saves) return new Refusal('refused', 'payments.cannotSave')
  if (!Number.isSafeInteger(money.amount) || money.amount <= 0) return wrong('payments.badAmount', {})
  if (money.amount < way.minimum) return wrong('payments.tooLittle', { amount: way.minimum, currency: money.currency })
  if (money.amount > way.maximum) return wrong('payments.tooMuch', { amount: way.maximum, currency: money.currency })
  if (money.amount % way.step !== 0) return wrong('payments.badStep', { amount: way.step, currency: money.currency })
  return null
}

function wrong(code: `payments.${string}`, params: Record<string, string | number>): Refusal {
  return new Refusal('invalid', code, params, [{ field: 'amount', code, params }])
}
