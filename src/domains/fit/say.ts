import { localeOf, type Lang, type Translate, translator } from '#platform/text'
import { texts as en } from './texts.en.ts'
import { texts as fr } from './texts.fr.ts'
import type { Because } from './types.ts'

/** The room's own sentences, for answers of the API. */
export const say: Readonly<Record<Lang, Translate>> = { fr: translator('fr', { fit: fr }), en: translator('en', { fit: en }) }

/** Why a criterion has its score, as a sentence. */
export function because(lang: Lang, { code, params }: Because): string {
  const country = typeof params.country === 'string' ? { country: countryIn(lang, params.country) } : {}
  const network = typeof params.network === 'string' ? { network: networkNames[params.network] ?? params.network } : {}
  return say[lang](code.startsWith('unknown.') ? `fit.${code}` : `fit.because.${code}`, { ...params, ...country, ...network })
}

/** Names of networks are the same in every language. */
const networkNames: Readonly<Record<string, string>> = {
  instagram: 'Instagram',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  facebook: 'Facebook',
  x: 'X',
  spotify: 'Spotify',
  deezer: 'Deezer',
  'apple-music': 'Apple Music',
  soundcloud: 'SoundCloud',
  bandcamp: 'Bandcamp',
  twitch: 'Twitch',
}

function countryIn(lang: Lang, code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([localeOf(lang)], { type: 'region' }).of(code) ?? code) : code
}
