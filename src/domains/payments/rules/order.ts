import { toMajor } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { Capability, NewPayment } from '../types.ts'

/** Why a payment cannot be asked for this way, or null. */
export function whyCannotPay(way: Capability | null, { money, save, channel, provider }: Pick<NewPayment, 'money' | 'save' | 'channel' | 'provider'>): Refusal | null {
  if (!way) return new Refusal('refused', 'payments.noWay', { channel, provider })
  if (save && !way.saves) return new Refusal('refused', 'payments.cannotSave')
  const said = (amount: number) => ({ amount: toMajor({ amount, currency: money.currency }), currency: money.currency })
  if (!Number.isSafeInteger(money.amount) || money.amount <= 0) return wrong('payments.badAmount', {})
  if (money.amount < way.minimum) return wrong('payments.tooLittle', said(way.minimum))
  if (money.amount > way.maximum) return wrong('payments.tooMuch', said(way.maximum))
  if (money.amount % way.step !== 0) return wrong('payments.badStep', said(way.step))
  return null
}

function wrong(code: `payments.${string}`, params: Record<string, string | number>): Refusal {
  return new Refusal('invalid', code, params, [{ field: 'amount', code, params }])
}
