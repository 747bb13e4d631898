/** True for a well-formed IBAN whose check digits hold (ISO 13616, ISO 7064 mod 97-10). */
export function isIban(text: string): boolean {
  const iban = plainIban(text)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((one) => String(Number.parseInt(one, 36))).join('')
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

export const plainIban = (text: string): string => text.replaceAll(/[\s-]/g, '').toUpperCase()

/** What may be shown of an account: country, and the last four. */
export function maskedIban(text: string): string {
  const iban = plainIban(text)
  return `${iban.slice(0, 4)} •••• ${iban.slice(-4)}`
}
