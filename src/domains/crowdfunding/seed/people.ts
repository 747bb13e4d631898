/** Invented people who give. No address, no number that would ring: whoever they are, nobody is written to. */

export interface Fan {
  name: string
  country: string
}

const first = [
  'Afi',
  'Komlan',
  'Essi',
  'Yawo',
  'Mawuli',
  'Dzifa',
  'Kodjo',
  'Adjo',
  'Sena',
  'Folly',
  'Rachidatou',
  'Gildas',
  'Fifamè',
  'Aïcha',
  'Bakary',
  'Ndeye',
  'Cheikh',
  'Mariam',
  'Aya',
  'Koffi',
  'Salimata',
  'Élise',
  'Julien',
  'Naïma',
  'Tijani',
  'Ama',
]
const last = [
  'Agbodjan',
  'Lawson',
  'Kpodo',
  'Amegan',
  'Dossou',
  'Hounkpatin',
  'Zinsou',
  'Koné',
  'Ouattara',
  'Traoré',
  'Ndiaye',
  'Faye',
  'Diallo',
  'Mensah',
  'Adjovi',
  'Bamba',
  'Keïta',
  'Tossou',
  'Afanou',
  'Perrin',
  'Leroy',
  'Sow',
  'Gnassou',
  'Akakpo',
]
const countries = ['TG', 'TG', 'TG', 'TG', 'BJ', 'BJ', 'CI', 'CI', 'SN', 'FR', 'FR', 'BE']

/** The same throw for the same seed: the demo tells one story. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <T>(roll: () => number, from: readonly T[]): T => from[Math.floor(roll() * from.length)]!

export const fan = (roll: () => number): Fan => ({ name: `${pick(roll, first)} ${pick(roll, last)}`, country: pick(roll, countries) })

/** A number of that country that its plan allows; null where the demo pays otherwise. */
export function numberOf(country: string, roll: () => number): string | null {
  const digits = (n: number) => String(Math.floor(roll() * 10 ** n)).padStart(n, '0')
  if (country === 'TG') return `+22890${digits(6)}`
  if (country === 'BJ') return `+2290197${digits(6)}`
  return country === 'CI' ? `+22507${digits(8)}` : null
}

const words = [
  'Courage à toute l’équipe !',
  'On veut voir ça à Lomé en premier.',
  'Pour mon père, qui projetait des films au village.',
  'Enfin une histoire de chez nous.',
  'Allez, jusqu’au bout.',
  'Depuis Bruxelles, avec fierté.',
  'J’ai vu le premier, je veux la suite.',
  'Petite contribution, grand espoir.',
  'Que Dieu bénisse ce tournage.',
  'Merci de montrer nos langues à l’écran.',
]

/** One in three leaves a word. */
export const word = (roll: () => number): string | null => (roll() < 0.34 ? pick(roll, words) : null)
