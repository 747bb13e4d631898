import { Refusal } from '#platform/refusal'
import { type FieldType, type Network, networks, type RecordKind } from '../../types.ts'

/** What a column of a file can become. `''` = not taken. */
export const plainTargets = [
  'name',
  'firstName',
  'lastName',
  'role',
  'email',
  'phone',
  'country',
  'city',
  'biography',
  'genres',
  'languages',
  'tags',
  'selfProduced',
  'hasTeam',
  'source',
  'owner',
  'nextStep',
  'nextStepOn',
  'note',
  'link',
] as const
export type PlainTarget = (typeof plainTargets)[number]

/** Types that a column can give a new field of the agency's own. */
export const newFieldTypes = ['text', 'number', 'date', 'yes-no', 'link'] as const satisfies readonly FieldType[]
export type NewFieldType = (typeof newFieldTypes)[number]

/** `link:instagram`, `followers:instagram`, `engagement:instagram`, `custom:<key>`, `new:<type>`. */
export type Target = '' | PlainTarget | `link:${Network}` | `followers:${Network}` | `engagement:${Network}` | `custom:${string}` | `new:${NewFieldType}`

/** Targets that several columns may share: what they hold is put together. */
const shared = new Set<string>(['genres', 'languages', 'tags', 'note', 'link'])
const ofArtists = new Set<string>(['selfProduced', 'hasTeam', 'genres'])

/** Every target of a kind but the agency's own fields, in the order of a list of choices. */
export function targetsOf(kind: RecordKind): Target[] {
  const plain = plainTargets.filter((one) => kind === 'artist' || !ofArtists.has(one))
  const measured = kind === 'artist' ? networks.filter((network) => network !== 'website' && network !== 'musicbrainz') : []
  return [
    ...plain,
    ...networks.map((network) => `link:${network}` as const),
    ...measured.map((network) => `followers:${network}` as const),
    ...measured.map((network) => `engagement:${network}` as const),
    ...newFieldTypes.map((type) => `new:${type}` as const),
  ]
}

export const isShared = (target: string): boolean => shared.has(target) || target.startsWith('link:') || target.startsWith('new:')

/** Refuses a mapping without a name, with a target twice, or with one that this kind does not have. `fields` = keys of the agency's own fields. */
export function whyCannotMap(kind: RecordKind, mapping: readonly string[], fields: ReadonlySet<string>, labels: readonly string[]): Refusal | null {
  const known = new Set<string>(targetsOf(kind))
  const taken = new Map<string, number>()
  for (const [column, target] of mapping.entries()) {
    if (target === '') continue
    const exists = target.startsWith('custom:') ? fields.has(target.slice(7)) : known.has(target)
    const label = labels[column] ?? ''
    if (!exists) return wrong(column, 'crm.import.noSuchTarget', { label })
    const first = taken.get(target)
    if (first !== undefined && !isShared(target)) return wrong(column, 'crm.import.targetTwice', { label, first: labels[first] ?? '' })
    taken.set(target, column)
  }
  return taken.has('name') || taken.has('firstName') || taken.has('lastName') ? null : new Refusal('invalid', 'crm.import.nameNeeded')
}

function wrong(column: number, code: 'crm.import.noSuchTarget' | 'crm.import.targetTwice', params: Record<string, string>): Refusal {
  return new Refusal('invalid', code, params, [{ field: `mapping.${column}`, code, params }])
}
