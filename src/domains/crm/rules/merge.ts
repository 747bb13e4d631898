import { Refusal } from '#platform/refusal'
import type { Audience } from '../types.ts'
import { distinct } from './edits.ts'
import { plainName } from './names.ts'

/** What a record that takes another in becomes. */

export const singleFields = [
  'name',
  'role',
  'email',
  'phone',
  'country',
  'city',
  'biography',
  'self_produced',
  'has_team',
  'source',
  'owner_id',
  'next_step',
  'next_step_on',
] as const
export const listFields = ['genres', 'languages', 'tags'] as const

/** `mine` = of the record that stays, `other` = of the one that goes, `both` for lists. */
export type Choice = 'mine' | 'other' | 'both'

/** A row of crm.records as PostgreSQL gives it in JSON. */
export interface MergeRow {
  id: string
  workspace_id: string
  kind: string
  name: string
  account_id: string | null
  genres: string[]
  languages: string[]
  tags: string[]
  custom: Record<string, unknown>
  audience: Record<string, Audience>
  milestones: Record<string, string>
  score: number | null
  last_contact_at: string | null
  invented: boolean
  [column: string]: unknown
}

/** Refuses two kinds, one record twice, and two records that stand for two people's accounts. */
export function whyCannotMerge(mine: MergeRow, other: MergeRow): Refusal | null {
  if (mine.id === other.id) return new Refusal('invalid', 'crm.merge.same')
  if (mine.kind !== other.kind || mine.workspace_id !== other.workspace_id) return new Refusal('conflict', 'crm.merge.kinds')
  return mine.account_id && other.account_id && mine.account_id !== other.account_id ? new Refusal('conflict', 'crm.merge.accounts') : null
}

/** A later merge that holds something of an earlier one: `name` went into the record `into`. */
export interface MergeUpon {
  id: string
  name: string
  into: Pick<MergeRow, 'id' | 'kind' | 'name'>
}

const listOf = (kind: string): string => `/mona/${kind === 'artist' ? 'artists' : 'contacts'}`

/**
 * Merges are taken apart from the last one back: refuses what is undone already, what a later merge was built upon (`merge` = the one to undo first, `href` = the record it is told on), and what was
 * taken away since (`href` = where it is put back).
 */
export function whyCannotUnmerge({ isUndone, upon, kept }: { isUndone: boolean; upon: MergeUpon | null; kept: MergeRow }): Refusal | null {
  if (isUndone) return new Refusal('conflict', 'crm.merge.undone')
  if (upon) return new Refusal('conflict', 'crm.merge.later', { merge: upon.id, name: upon.name, into: upon.into.name, href: `${listOf(upon.into.kind)}/${upon.into.id}#timeline` })
  return kept['removed_at'] === null ? null : new Refusal('conflict', 'crm.merge.away', { name: kept.name, href: `${listOf(kept.kind)}?removed=${kept.id}` })
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''

/** The columns of the record that stays. Without a choice: what it has, else what the other has; lists hold both; figures are the latest of each network. */
export function mergedRow(mine: MergeRow, other: MergeRow, choices: Readonly<Record<string, Choice>>): Record<string, unknown> {
  const merged: Record<string, unknown> = {}
  for (const field of singleFields) merged[field] = choices[field] === 'other' ? other[field] : choices[field] === 'mine' || !isEmpty(mine[field]) ? mine[field] : other[field]
  if (isEmpty(merged.name)) merged.name = mine.name
  merged.plain_name = plainName(String(merged.name))
  // A day without what is to be done on it means nothing.
  if (merged.next_step === mine.next_step && choices.next_step_on === undefined) merged.next_step_on = mine.next_step === null ? other.next_step_on : mine.next_step_on
  for (const field of listFields) {
    const choice = choices[field] ?? 'both'
    merged[field] = choice === 'both' ? distinct([...mine[field], ...other[field]]).slice(0, 50) : choice === 'other' ? other[field] : mine[field]
  }
  const custom = { ...other.custom, ...mine.custom }
  for (const key of Object.keys(custom)) if (choices[`custom.${key}`] === 'other' && key in other.custom) custom[key] = other.custom[key]
  const audience = { ...mine.audience }
  for (const [network, theirs] of Object.entries(other.audience)) if (!audience[network] || audience[network].at < theirs.at) audience[network] = theirs
  const milestones = { ...other.milestones, ...mine.milestones }
  for (const [name, at] of Object.entries(other.milestones)) if (mine.milestones[name] && at < mine.milestones[name]) milestones[name] = at
  const followers = Object.values(audience).reduce<number | null>((most, one) => (one.followers === null ? most : Math.max(most ?? 0, one.followers)), null)
  const contacts = [mine.last_contact_at, other.last_contact_at].filter((at) => at !== null).toSorted((a, b) => Date.parse(b) - Date.parse(a))
  return {
    ...merged,
    custom,
    audience,
    milestones,
    followers,
    account_id: mine.account_id ?? other.account_id,
    score: mine.score ?? other.score,
    last_contact_at: contacts[0] ?? null,
    invented: mine.invented && other.invented,
  }
}

/** The columns of a record after its merge is undone: what nobody has changed since is as it was before. */
export function unmergedRow(now: MergeRow, before: MergeRow, after: MergeRow): Record<string, unknown> {
  const back: Record<string, unknown> = {}
  for (const column of Object.keys(before)) if (JSON.stringify(now[column]) === JSON.stringify(after[column])) back[column] = before[column]
  return back
}
