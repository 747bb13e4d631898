import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { after, day } from '#platform/clock'
import { plainName } from '../rules/names.ts'
import type { NewRecord } from '../store/records.ts'
import type { Audience, Network } from '../types.ts'
import { type Chance, chanceOf } from './chance.ts'

/** Names, countries and cities are those of artists of the Trans Musicales (ODbL, demo/artists/SOURCE.txt). All else is invented, and marked so. */

const file = new URL('../../../../demo/artists/trans-musicales.csv', import.meta.url)

interface Listed {
  name: string
  country: string
  city: string
  edition_year: string
}

const genres = ['Afrobeat', 'Chanson', 'Électro', 'Folk', 'Hip-hop', 'Jazz', 'Pop', 'R’n’B', 'Rock', 'Soul', 'Slam', 'Coupé-décalé', 'Reggae', 'Afro-soul', 'Techno']
const tags = ['À rappeler', 'Belle voix', 'Priorité', 'Festival', 'Recommandé', 'Première partie', 'Clip à venir', 'Bilingue']
const sources = ['Trans Musicales', 'Instagram', 'Recommandation', 'Festival', 'Formulaire du site']
/** Where invented artists are said to be found: handles that end with `.demo` belong to nobody. */
const asked: readonly Network[] = ['instagram', 'tiktok', 'youtube', 'facebook']

/** About sixty in a hundred within 1,000–15,000 followers, the others below or above, some unknown. */
function followersOf(chance: Chance): number | null {
  const at = chance.next()
  if (at < 0.08) return null
  if (at < 0.68) return 1_000 + Math.floor(14_000 * chance.next() ** 1.6)
  return at < 0.85 ? 60 + chance.below(900) : 16_000 + Math.floor(220_000 * chance.next() ** 3)
}

function audienceOf(chance: Chance, now: Date): Partial<Record<Network, Audience>> {
  const most = followersOf(chance)
  if (most === null) return {}
  const at = after(now, -chance.below(6) * day).toISOString()
  const networks = asked.slice(0, 1 + chance.below(asked.length))
  return Object.fromEntries(
    networks.map((network, place) => [
      network,
      { followers: place === 0 ? most : Math.floor(most * (0.1 + 0.7 * chance.next())), engagement: 90 + chance.below(780), at, invented: true } satisfies Audience,
    ]),
  )
}

const perhaps = (chance: Chance, yes: number, no: number): boolean | null => {
  const at = chance.next()
  if (at < yes) return true
  return at < yes + no ? false : null
}

/** The agency's artists, as ten weeks of prospecting left them. */
export function demoArtists(now: Date, owners: readonly string[]): NewRecord[] {
  const listed = parse(readFileSync(file), { columns: true, skip_empty_lines: true }) as Listed[]
  return listed.map((one) => invented(one, now, owners))
}

function invented({ name, country, city, edition_year: year }: Listed, now: Date, owners: readonly string[]): NewRecord {
  const chance = chanceOf(name)
  const handle =
    plainName(name)
      .normalize('NFD')
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 20) || 'artiste'
  const audience = audienceOf(chance, now)
  return {
    kind: 'artist',
    name,
    country,
    city: city || null,
    genres: [...new Set([chance.one(genres), chance.one(genres)])].slice(0, 1 + chance.below(2)),
    languages: country === 'FR' || country === 'BE' ? ['fr'] : ['en'],
    tags: chance.next() < 0.55 ? [chance.one(tags)] : [],
    selfProduced: perhaps(chance, 0.72, 0.12),
    hasTeam: perhaps(chance, 0.16, 0.7),
    email: chance.next() < 0.78 ? `contact@${handle}.example` : null,
    source: chance.one(sources),
    ownerId: chance.next() < 0.9 ? chance.one(owners) : null,
    custom: { derniere_scene: `Trans Musicales ${year}`, ...(chance.next() < 0.4 ? { cachet_souhaite: 200 + 50 * chance.below(30) } : {}) },
    audience,
    links: (Object.keys(audience) as Network[]).map((network) => ({ network, identifier: `${network === 'youtube' ? '@' : ''}${handle}.demo`, url: null })),
    invented: true,
    createdAt: after(now, -(3 + chance.below(68)) * day),
  }
}

/** An invented artist with an account of her own: what her space looks like. */
export function amaSika(now: Date, owner: string, accountId: string | null, email: string | null): NewRecord {
  const at = after(now, -day).toISOString()
  return {
    kind: 'artist',
    name: 'Ama Sika',
    country: 'TG',
    city: 'Lomé',
    biography: 'Autrice et chanteuse de Lomé. Elle écrit en éwé et en français, entre soul et highlife, et produit elle-même ses titres depuis 2022.',
    genres: ['Afro-soul', 'Highlife'],
    languages: ['fr', 'ee'],
    tags: ['Priorité', 'Belle voix'],
    selfProduced: true,
    hasTeam: false,
    email: email ?? 'ama@amasika.example',
    phone: '+22890112233',
    source: 'Recommandation',
    ownerId: owner,
    accountId,
    custom: { derniere_scene: 'Institut français de Lomé', cachet_souhaite: 450 },
    audience: {
      instagram: { followers: 6_840, engagement: 520, at, invented: true },
      tiktok: { followers: 4_120, engagement: 760, at, invented: true },
      youtube: { followers: 1_930, engagement: 310, at, invented: true },
    },
    links: [
      { network: 'instagram', identifier: 'amasika.demo', url: null },
      { network: 'tiktok', identifier: 'amasika.demo', url: null },
      { network: 'youtube', identifier: '@amasika.demo', url: null },
    ],
    invented: true,
    createdAt: after(now, -69 * day),
  }
}
