import { distinct } from '../edits.ts'
import { plainName } from '../names.ts'
import type { Audience, Network } from '../../types.ts'
import type { Book } from './book.ts'
import { bestMatch, changeOf, type DuplicateMode, type Known, measuresOf, outcomeOf, type RowDecision } from './decide.ts'
import type { Problem, RowValues } from './row.ts'

/** What a batch of rows does to the records, decided before anything is written. */

export interface PlannedRow {
  number: number
  values: RowValues | null
  problems: readonly Problem[]
  decision: RowDecision | null
  /** The record that a decision is about. */
  recordId: string | null
}

export interface Manner {
  mode: DuplicateMode
  wrongCells: 'aside' | 'leave'
  tags: readonly string[]
  source: string | null
  ownerId: string | null
  /** ISO 8601: when the measures were heard of. */
  at: string
}

export interface Plan {
  /** Records to make, in the order of their rows; `ref` = `new:<row>`. */
  made: Known[]
  /** Records of the agency that change, as they will be. */
  changed: Map<string, Known>
  /** As they were. */
  before: Map<string, Known>
  links: { ref: string; network: Network; identifier: string; url: string | null }[]
  measures: { ref: string; network: Network; audience: Audience }[]
  notes: { ref: string; body: string }[]
  rows: { number: number; state: 'created' | 'completed' | 'skipped' | 'undecided' | 'failed'; ref: string | null; problems: readonly Problem[]; first: boolean }[]
}

/** Goes through the rows in their order: each is made, put to a record that is there, left, kept for a decision, or kept aside with what is wrong. */
export function planRows(rows: readonly PlannedRow[], book: Book, manner: Manner): Plan {
  const plan: Plan = { made: [], changed: new Map(), before: new Map(), links: [], measures: [], notes: [], rows: [] }
  for (const row of rows) {
    const values = row.values && withManner(row.values, manner)
    if (!values || (row.problems.length > 0 && manner.wrongCells === 'aside')) put(plan, row, 'failed', null)
    else place(plan, book, manner, row, values)
  }
  return plan
}

function place(plan: Plan, book: Book, manner: Manner, row: PlannedRow, values: RowValues): void {
  const decided = row.decision && row.recordId ? book.at(row.recordId) : undefined
  const match = decided ? { known: decided, certainty: 'sure' as const } : bestMatch(values, book.find(values))
  const outcome = outcomeOf(match, manner.mode, row.decision)
  if (outcome === 'create' || !match) return make(plan, book, manner, row, values)
  if (outcome === 'ask') return put(plan, row, 'undecided', match.known.ref)
  if (outcome === 'skip') return put(plan, row, 'skipped', match.known.ref)
  const { known } = match
  const change = changeOf(values, known, outcome)
  const measures = measuresOf(values, known, outcome, manner.at)
  if (Object.keys(change.values).length + change.links.length + measures.length + values.notes.length === 0) return put(plan, row, 'skipped', known.ref)
  const first = !plan.before.has(known.ref)
  if (first) plan.before.set(known.ref, structuredClone(known))
  Object.assign(known, change.values, change.values.name ? { plainName: plainName(change.values.name) } : {})
  known.links.push(...change.links)
  for (const { network, audience } of measures) known.audience[network] = audience
  if (!known.ref.startsWith('new:')) plan.changed.set(known.ref, known)
  book.put(known)
  around(plan, known.ref, { ...values, links: known.ref.startsWith('new:') ? [] : change.links }, measures)
  put(plan, row, 'completed', known.ref, first)
}

function make(plan: Plan, book: Book, manner: Manner, row: PlannedRow, values: RowValues): void {
  const ref = `new:${row.number}`
  const measures = measuresOf(values, null, 'overwrite', manner.at)
  const known = knownOf(ref, values, Object.fromEntries(measures.map(({ network, audience }) => [network, audience])))
  plan.made.push(known)
  book.put(known)
  around(plan, ref, { ...values, links: [] }, measures)
  put(plan, row, 'created', ref)
}

function around(plan: Plan, ref: string, values: RowValues, measures: readonly { network: Network; audience: Audience }[]): void {
  plan.links.push(...values.links.map((link) => ({ ref, ...link })))
  plan.measures.push(...measures.map((one) => ({ ref, ...one })))
  plan.notes.push(...values.notes.map((body) => ({ ref, body })))
}

function put(plan: Plan, { number, problems }: PlannedRow, state: Plan['rows'][number]['state'], ref: string | null, first = false): void {
  plan.rows.push({ number, state, ref, problems, first })
}

/** What is said once for the whole import, where the row says nothing else. */
function withManner(values: RowValues, { tags, source, ownerId }: Manner): RowValues {
  const all = { ...values }
  if (tags.length > 0) all.tags = distinct([...(values.tags ?? []), ...tags]).slice(0, 50)
  if (source && !all.source) all.source = source
  if (ownerId && !all.ownerId) all.ownerId = ownerId
  return all
}

function knownOf(ref: string, row: RowValues, audience: Known['audience']): Known {
  return {
    ref,
    name: row.name,
    plainName: plainName(row.name),
    role: row.role ?? null,
    email: row.email ?? null,
    phone: row.phone ?? null,
    country: row.country ?? null,
    city: row.city ?? null,
    biography: row.biography ?? null,
    genres: row.genres ?? [],
    languages: row.languages ?? [],
    tags: row.tags ?? [],
    selfProduced: row.selfProduced ?? null,
    hasTeam: row.hasTeam ?? null,
    source: row.source ?? null,
    ownerId: row.ownerId ?? null,
    nextStep: row.nextStep ?? null,
    nextStepOn: row.nextStepOn ?? null,
    custom: row.custom ?? {},
    audience,
    links: [...row.links],
  }
}
