import { distinct } from '../edits.ts'
import type { Handle } from '../handles.ts'
import { plainName } from '../names.ts'
import type { Audience, Network } from '../../types.ts'
import { likeness, unlike } from './likeness.ts'
import type { RowValues } from './row.ts'

/** What is done with a row that says something of a record that is there already. */
export const duplicateModes = ['ask', 'skip', 'complete', 'overwrite'] as const
export type DuplicateMode = (typeof duplicateModes)[number]
export const rowDecisions = ['create', 'complete', 'overwrite', 'skip'] as const
export type RowDecision = (typeof rowDecisions)[number]

/** A record as an import sees it: one of the agency's, or one that an earlier row of the same batch makes. */
export interface Known {
  ref: string
  name: string
  plainName: string
  role: string | null
  email: string | null
  phone: string | null
  country: string | null
  city: string | null
  biography: string | null
  genres: string[]
  languages: string[]
  tags: string[]
  selfProduced: boolean | null
  hasTeam: boolean | null
  source: string | null
  ownerId: string | null
  nextStep: string | null
  nextStepOn: string | null
  custom: Record<string, unknown>
  audience: Partial<Record<Network, Audience>>
  links: { network: Network; identifier: string; url: string | null }[]
}

export type Certainty = 'sure' | 'likely' | 'possible'
export interface Match {
  known: Known
  certainty: Certainty
}

const rank: Readonly<Record<Certainty, number>> = { sure: 3, likely: 2, possible: 1 }

/**
 * The record that a row is most like. Sure: the same place on a network, or the same mail or telephone under names that resemble each other. Likely: the same name, countries that do not
 * contradict each other, and no other place on a network where both are found. Possible: the rest of what shares a mail, a telephone or a name — two artists of one manager, often.
 */
export function bestMatch(row: RowValues, found: readonly Known[]): Match | null {
  const plain = plainName(row.name)
  let best: Match | null = null
  for (const known of found) {
    const certainty = certaintyOf(row, plain, known)
    if (certainty && (!best || rank[certainty] > rank[best.certainty])) best = { known, certainty }
  }
  return best
}

function certaintyOf(row: RowValues, plain: string, known: Known): Certainty | null {
  if (row.links.some((link) => link.network !== 'website' && known.links.some((one) => one.network === link.network && one.identifier === link.identifier))) return 'sure'
  const alike = likeness(plain, known.plainName)
  const shares = (row.email !== undefined && row.email === known.email?.toLowerCase()) || (row.phone !== undefined && row.phone === known.phone)
  if (shares) return alike >= unlike ? 'sure' : 'possible'
  if (alike < 1) return null
  if (row.country && known.country && row.country !== known.country) return null
  const elsewhere = row.links.some((link) => link.network !== 'website' && known.links.some((one) => one.network === link.network))
  return elsewhere ? 'possible' : 'likely'
}

/** What becomes of a row: who is only possibly the same is always asked about, unless somebody has decided. */
export function outcomeOf(match: Match | null, mode: DuplicateMode, decision: RowDecision | null): 'create' | 'complete' | 'overwrite' | 'skip' | 'ask' {
  if (decision === 'create' || decision === 'skip') return decision
  if (!match) return 'create'
  if (decision) return decision
  return match.certainty === 'possible' ? 'ask' : mode
}

type Change = Partial<Omit<Known, 'ref' | 'links' | 'audience' | 'plainName'>>
const single = ['role', 'email', 'phone', 'country', 'city', 'biography', 'selfProduced', 'hasTeam', 'source', 'ownerId', 'nextStep', 'nextStepOn'] as const

/** What a row changes in a record. `complete` fills what is empty and adds to lists; `overwrite` also replaces what the row says otherwise. */
export function changeOf(row: RowValues, known: Known, mode: 'complete' | 'overwrite'): { values: Change; links: Handle[] } {
  const over = mode === 'overwrite'
  const values: Record<string, unknown> = {}
  for (const key of single) if (row[key] !== undefined && row[key] !== known[key] && (over || known[key] === null || known[key] === '')) values[key] = row[key]
  if (over && row.name !== known.name) values.name = row.name
  for (const key of ['genres', 'languages', 'tags'] as const) {
    if (!row[key]) continue
    const list = over && key !== 'tags' ? row[key] : distinct([...known[key], ...row[key]]).slice(0, 50)
    if (JSON.stringify(list) !== JSON.stringify(known[key])) values[key] = list
  }
  const custom = Object.entries(row.custom ?? {}).filter(([key, value]) => (over ? JSON.stringify(known.custom[key]) !== JSON.stringify(value) : known.custom[key] === undefined))
  if (custom.length > 0) values.custom = { ...known.custom, ...Object.fromEntries(custom) }
  const links = row.links.filter((link) => !known.links.some((one) => one.network === link.network && one.identifier === link.identifier))
  return { values: values as Change, links }
}

/** The measures of a row: all of them for a new record or when the row counts more, else those of networks of which nothing is known. */
export function measuresOf(row: RowValues, known: Known | null, mode: 'complete' | 'overwrite', at: string): { network: Network; audience: Audience }[] {
  const measured = [...new Set([...Object.keys(row.followers), ...Object.keys(row.engagement)])] as Network[]
  return measured.flatMap((network) => {
    const before = known?.audience[network]
    if (before && mode === 'complete' && before.followers !== null) return []
    return [{ network, audience: { followers: row.followers[network] ?? before?.followers ?? null, engagement: row.engagement[network] ?? before?.engagement ?? null, at } }]
  })
}
