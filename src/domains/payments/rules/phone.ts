import type { Channel } from '../types.ts'

const countries: Readonly<Partial<Record<Channel, string>>> = { mixx: 'TG', flooz: 'TG', 'moov-bj': 'BJ', 'mtn-bj': 'BJ', 'mtn-ci': 'CI', 'orange-ci': 'CI', 'wave-ci': 'CI' }

/** The country whose numbers a wallet serves. */
export const channelCountry = (channel: Channel): string | null => countries[channel] ?? null

/** Prefixes of the national number, as they were given out; people have since taken their numbers elsewhere. Sources: ARCEP Togo, ARCEP Bénin, ARTCI, libphonenumber's carrier files. */
const prefixes: Readonly<Record<string, readonly [RegExp, Channel][]>> = {
  TG: [
    [/^(7[0-3]|9[0-3])/, 'mixx'],
    [/^(7[89]|9[6-9])/, 'flooz'],
  ],
  BJ: [
    [/^01(42|46|5[0-47]|6[1267]|69|9[0167])/, 'mtn-bj'],
    [/^01(45|55|58|60|6[3458]|9[4589])/, 'moov-bj'],
  ],
  CI: [
    [/^05/, 'mtn-ci'],
    [/^07/, 'orange-ci'],
  ],
}

export function guessChannel(country: string, national: string): Channel | null {
  return prefixes[country]?.find(([prefix]) => prefix.test(national))?.[1] ?? null
}

/** What libphonenumber can read: `00` is `+`; eight digits of Benin have been ten since 30 November 2024, 01 before them. */
export function normalised(text: string, home: string): string {
  const plain = text.replaceAll(/[\s.()\-\u00a0\u202f]/g, '').replace(/^00/, '+')
  const benin = /^(\+229)?(\d{8})$/.exec(plain)
  if (benin && (benin[1] || home === 'BJ')) return `+22901${benin[2]}`
  return plain
}
