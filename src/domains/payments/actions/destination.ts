import { Refusal } from '#platform/refusal'
import { checkPhone } from '../phone.ts'
import { isIban } from '../rules/iban.ts'
import type { Destination } from '../types.ts'

/** A destination as providers want it. Refuses `payments.wrongPhone`, `payments.wrongIban`, `payments.noWayOut`. */
export function checkDestination(to: Destination): Destination {
  if (to.kind === 'wallet') return { ...to, phone: checkPhone(to.phone, null, to.channel).phone }
  if (to.kind === 'counter') throw new Refusal('refused', 'payments.noWayOut')
  const iban = to.iban.replaceAll(/\s/g, '').toUpperCase()
  if (!isIban(iban)) throw new Refusal('invalid', 'payments.wrongIban', {}, [{ field: 'iban', code: 'payments.wrongIban' }])
  return { ...to, iban }
}
