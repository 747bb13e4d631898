import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** E.164 from what people type: spaces, dots, `00`, a national number of `country` (ISO 3166-1 alpha-2). Null when it is no number that could exist. */
export function readPhone(typed: string, country?: string | null): string | null {
  if (typed.length > 60) return null
  const number = parsePhoneNumberFromString(typed.replace(/^\s*(tel:)?\s*00/i, '+'), country ? (country as CountryCode) : undefined)
  return number?.isValid() ? number.number : null
}
