import { plainName } from '../names.ts'

/** Names of countries in French and English, as Unicode CLDR has them, and the ones people write besides. */
const others: Readonly<Record<string, string>> = {
  usa: 'US',
  'etats unis d amerique': 'US',
  'united states of america': 'US',
  amerique: 'US',
  uk: 'GB',
  angleterre: 'GB',
  england: 'GB',
  ecosse: 'GB',
  scotland: 'GB',
  'pays de galles': 'GB',
  wales: 'GB',
  'grande bretagne': 'GB',
  'great britain': 'GB',
  'irlande du nord': 'GB',
  'northern ireland': 'GB',
  hollande: 'NL',
  holland: 'NL',
  rdc: 'CD',
  drc: 'CD',
  'rd congo': 'CD',
  'congo rdc': 'CD',
  'republique democratique du congo': 'CD',
  'democratic republic of the congo': 'CD',
  zaire: 'CD',
  congo: 'CG',
  'republique du congo': 'CG',
  'republic of the congo': 'CG',
  'ivory coast': 'CI',
  'republique de cote d ivoire': 'CI',
  rci: 'CI',
  burkina: 'BF',
  'cap vert': 'CV',
  'cape verde': 'CV',
  guinee: 'GN',
  'guinee conakry': 'GN',
  'guinea conakry': 'GN',
  centrafrique: 'CF',
  rca: 'CF',
  'republique tcheque': 'CZ',
  'czech republic': 'CZ',
  'coree du sud': 'KR',
  'south korea': 'KR',
  coree: 'KR',
  korea: 'KR',
  'republic of korea': 'KR',
  'coree du nord': 'KP',
  russie: 'RU',
  russia: 'RU',
  turquie: 'TR',
  turkey: 'TR',
  macedoine: 'MK',
  macedonia: 'MK',
  birmanie: 'MM',
  burma: 'MM',
  palestine: 'PS',
  'la reunion': 'RE',
  swaziland: 'SZ',
  tanzanie: 'TZ',
}

/** ISO 3166-1 alpha-3 of the countries we meet most. */
const threeLetters: Readonly<Record<string, string>> = {
  ben: 'BJ', bfa: 'BF', cmr: 'CM', civ: 'CI', cog: 'CG', cod: 'CD', gab: 'GA', gha: 'GH', gin: 'GN', mli: 'ML', mrt: 'MR', mar: 'MA', ner: 'NE', nga: 'NG', sen: 'SN', tgo: 'TG',
  tun: 'TN', dza: 'DZ', egy: 'EG', zaf: 'ZA', ken: 'KE', fra: 'FR', bel: 'BE', che: 'CH', can: 'CA', deu: 'DE', esp: 'ES', gbr: 'GB', ita: 'IT', nld: 'NL', prt: 'PT', bra: 'BR',
} // prettier-ignore

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Regions that CLDR names but that are no country. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA'])

let names: Map<string, string> | undefined

function readNames(): Map<string, string> {
  const found = new Map<string, string>()
  for (const lang of ['fr', 'en']) {
    const display = new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' })
    for (const first of alphabet)
      for (const second of alphabet) {
        const code = first + second
        // Codes of countries that are no more (FX, DD, SU) carry the name of the one that follows.
        const name = notCountries.has(code) || Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}` ? undefined : display.of(code)
        if (!name) continue
        found.set(plainName(name), code)
        found.set(code.toLowerCase(), code)
      }
  }
  for (const [name, code] of Object.entries({ ...others, ...threeLetters })) found.set(name, code)
  return found
}

/** ISO 3166-1 alpha-2 from a name in French or English, or from a code. Null when it is none. */
export function countryOf(text: string): string | null {
  names ??= readNames()
  const plain = plainName(text)
  return names.get(plain) ?? names.get(plain.replaceAll(/ and /g, ' ')) ?? null
}
