import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { Refusal } from '#platform/refusal'
import { channelCountry, guessChannel, normalised } from './rules/phone.ts'
import type { Channel } from './types.ts'

export interface CheckedPhone {
  /** E.164. */
  phone: string
  /** ISO 3166-1 alpha-2. */
  country: string
  /** The wallet its prefix suggests. Numbers are portable (Togo since May 2024): the payer chooses, this is only what is ticked first. */
  guess: Channel | null
}

/** Reads what a payer typed: spaces, dots, `00`, a national number of the channel's country. A number of Benin from before November 2024 gets its 01. Refuses `payments.wrongPhone`. */
export function checkPhone(text: string, country?: string | null, channel?: Channel): CheckedPhone {
  const home = (channel ? channelCountry(channel) : null) ?? country ?? 'TG'
  const number = read(normalised(text.trim(), home), home)
  if (!number?.isValid() || !number.country) throw wrong()
  if (channel && channelCountry(channel) && number.country !== channelCountry(channel)) throw wrong()
  return { phone: number.number, country: number.country, guess: guessChannel(number.country, number.nationalNumber) }
}

const read = (text: string, home: string): PhoneNumber | undefined => parsePhoneNumberFromString(text, home as CountryCode)

function wrong(): Refusal {
  return new Refusal('invalid', 'payments.wrongPhone', {}, [{ field: 'phone', code: 'payments.wrongPhone' }])
}
