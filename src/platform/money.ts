/** The currencies Griot keeps accounts in, with the digits of their minor unit (ISO 4217: the CFA francs have none). */
export const currencies = ['XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP'] as const
export type Currency = (typeof currencies)[number]

const digits: Readonly<Record<Currency, number>> = { XOF: 0, XAF: 0, EUR: 2, CHF: 2, USD: 2, GBP: 2 }

/** An amount in the smallest unit of its currency: 5000 XOF is 5 000 F, 5000 EUR is 50,00 €. Always a safe integer. */
export interface Money {
  amount: number
  currency: Currency
}

export function isCurrency(code: string): code is Currency {
  return currencies.some((one) => one === code)
}

export function minorDigits(currency: Currency): number {
  return digits[currency]
}

/** The decimal string in major units that most outside services speak: 1050 EUR → `10.50`, 1050 XOF → `1050`. */
export function toMajor({ amount, currency }: Money): string {
  const places = digits[currency]
  const text = String(Math.abs(amount)).padStart(places + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}

/**
 * Reads a decimal string in major units, comma or point, spaces allowed: `1 234,5` EUR → 123450. Null when it is not a number, has more
 * decimals than the currency (trailing zeros apart), or is not a safe integer.
 */
export function fromMajor(text: string, currency: Currency): Money | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f']/g, '').replace(',', '.')
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain) ?? []
  if (!whole) return null
  const kept = decimals.replace(/0+$/, '')
  const places = digits[currency]
  if (kept.length > places) return null
  const amount = Number(`${sign}${whole}${kept.padEnd(places, '0')}`)
  return Number.isSafeInteger(amount) ? { amount: amount === 0 ? 0 : amount, currency } : null
}

/**
 * Splits an amount by weights without losing a unit (largest remainder; ties go to the first). Weights are non-negative integers, one at least above zero.
 * The parts keep the order of the weights and sum to the amount.
 */
export function split(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  if (sum <= 0n) throw new Error('nothing to split by')
  const whole = BigInt(Math.abs(amount))
  const parts = weights.map((weight, place) => ({ place, part: (whole * BigInt(weight)) / sum, rest: (whole * BigInt(weight)) % sum }))
  let left = whole - parts.reduce((all, { part }) => all + part, 0n)
  for (const one of parts.toSorted((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    one.part += 1n
    left -= 1n
  }
  return parts.map(({ part }) => (amount < 0 ? -Number(part) : Number(part)))
}

/** A share in basis points (500 = 5 %), rounded half up to a whole unit. */
export function shareOf(amount: number, basisPoints: number): number {
  return Number((BigInt(amount) * BigInt(basisPoints) + 5_000n) / 10_000n)
}
