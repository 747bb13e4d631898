import { fold } from '../search/fold.ts'

/**
 * ISO 3166-1 code of a country written in English, French or Portuguese, or null. Names come from the Unicode tables inside Node;
 * states that no longer exist are counted under the one that followed them.
 */
export function countryCode(name: string): string | null {
  return known.get(fold(name)) ?? null
}

/** The codes of a list written in one cell ("France, , Sénégal / Mali"), in order, each once; what is not a country is left out. */
export function countryCodes(cell: string): string[] {
  return [...new Set(cell.split(/[,/;]/).flatMap((name) => countryCode(name) ?? []))]
}

/** Every code that names a country today. */
export const countryList: readonly string[] = allCodes()

const others: Readonly<Record<string, string>> = {
  'ivory coast': 'CI',
  'cote divoire': 'CI',
  zaire: 'CD',
  'democratic republic of the congo': 'CD',
  'republica democratica do congo': 'CD',
  'republic of the congo': 'CG',
  congo: 'CG',
  'upper volta': 'BF',
  'haute volta': 'BF',
  'west germany': 'DE',
  'hong kong': 'HK',
  marrocos: 'MA',
  eua: 'US',
  usa: 'US',
  uk: 'GB',
  palestine: 'PS',
  'cape verde': 'CV',
  swaziland: 'SZ',
  'united arab republic': 'EG',
  burma: 'MM',
  'soviet union': 'RU',
  czechoslovakia: 'CZ',
  turkey: 'TR',
  macau: 'MO',
  'the netherlands': 'NL',
  'guinee conakry': 'GN',
  drcongo: 'CD',
  'dr congo': 'CD',
  'democratic republic of congo': 'CD',
  marocco: 'MA',
}

const known = names()

function names(): Map<string, string> {
  const found = new Map<string, string>()
  for (const lang of ['pt', 'fr', 'en']) {
    const display = new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' })
    for (const code of countryList) found.set(fold(display.of(code)!), code)
  }
  for (const [name, code] of Object.entries(others)) found.set(name, code)
  return found
}

function allCodes(): string[] {
  // Regions that CLDR names but that are not countries, and codes kept for former ones.
  const not = new Set([
    'EU',
    'EZ',
    'UN',
    'XA',
    'XB',
    'XK',
    'ZZ',
    'QO',
    'AC',
    'CP',
    'CQ',
    'DG',
    'EA',
    'IC',
    'TA',
    'AN',
    'BU',
    'CS',
    'DD',
    'FX',
    'NT',
    'SU',
    'TP',
    'YD',
    'YU',
    'ZR',
    'RH',
    'DY',
    'HV',
    'NH',
    'VD',
    'UK',
  ])
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => !not.has(code) && display.of(code) !== undefined)
}
