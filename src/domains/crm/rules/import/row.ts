import type { RefusalCode, RefusalParams } from '#platform/refusal'
import { distinct } from '../edits.ts'
import { type FieldRule, fieldValue, longestText } from '../fields.ts'
import { handleIn, handleOf, type Handle } from '../handles.ts'
import { plainMail } from '../names.ts'
import type { Network, organisationRoles, RecordKind } from '../../types.ts'
import { networkOf } from './columns.ts'
import { countryOf } from './countries.ts'
import type { Target } from './targets.ts'
import { countIn, dayIn, isNothing, languageIn, listIn, numberIn, rateIn, unquoted, yesNoIn } from './values.ts'

/** What a row says of a record. What it does not say is left out. */
export interface RowValues {
  name: string
  role?: string
  email?: string
  phone?: string
  country?: string
  city?: string
  biography?: string
  genres?: string[]
  languages?: string[]
  tags?: string[]
  selfProduced?: boolean
  hasTeam?: boolean
  source?: string
  ownerId?: string
  nextStep?: string
  nextStepOn?: string
  custom?: Record<string, unknown>
  links: Handle[]
  followers: Partial<Record<Network, number>>
  engagement: Partial<Record<Network, number>>
  notes: string[]
}

/** What is wrong in a row. `column` −1 = the row itself. */
export interface Problem {
  column: number
  code: RefusalCode
  params: RefusalParams
  value: string
}

/** What a row is read with. */
export interface Means {
  kind: RecordKind
  mapping: readonly Target[]
  fields: ReadonlyMap<string, FieldRule>
  monthFirst: boolean
  /** Where national telephone numbers are of, when the row names no country. */
  country: string | null
  /** E.164, or null. */
  readPhone: (typed: string, country: string | null) => string | null
  /** The member of the agency with this name or address. */
  memberOf: (text: string) => string | null
}

export interface RowRead {
  /** Null when the row has no name. */
  values: RowValues | null
  problems: Problem[]
}

type Bad = { code: RefusalCode; params?: RefusalParams }
type Put = (values: RowValues, cell: string, means: Means, target: string) => Bad | void

/** Reads one row as the mapping says. Cells that cannot be read are in `problems`; the rest is read all the same. */
export function readRow(cells: readonly string[], means: Means): RowRead {
  const values: RowValues = { name: '', links: [], followers: {}, engagement: {}, notes: [] }
  const problems: Problem[] = []
  const extra = cells.slice(means.mapping.length).filter((cell) => cell !== '')
  if (extra.length > 0) problems.push({ column: -1, code: 'crm.import.rowTooWide', params: { columns: means.mapping.length }, value: shown(extra[0]!) })
  for (const [column, target] of inOrder(means.mapping)) {
    const cell = unquoted((cells[column] ?? '').trim())
    if (cell === '' || (isNothing(cell) && !/^(first|last)?name$/i.test(target))) continue
    const bad = readers[target.split(':')[0]!]!(values, cell, means, target)
    if (bad) problems.push({ column, code: bad.code, params: bad.params ?? {}, value: shown(cell) })
  }
  values.name = values.name.replaceAll(/\s+/g, ' ').trim()
  if (values.name) return { values, problems }
  if (!problems.some(({ column }) => /name/i.test(means.mapping[column] ?? '')))
    problems.push({ column: means.mapping.findIndex((one) => /name$/i.test(one)), code: 'crm.import.noName', params: {}, value: '' })
  return { values: null, problems }
}

/** The beginning of a cell. An emoji cut in half is no text that PostgreSQL keeps in jsonb. */
const shown = (cell: string): string => cell.slice(0, 200).toWellFormed()

/** The country first: telephone numbers are read by it. First names before last names. */
function inOrder(mapping: readonly Target[]): [number, Target][] {
  const rank = (target: Target): number => (target === 'country' || target === 'firstName' ? 0 : 1)
  return [...mapping.entries()].filter(([, target]) => target !== '').toSorted((a, b) => rank(a[1]) - rank(b[1]) || a[0] - b[0])
}

const text =
  (key: 'role' | 'city' | 'source' | 'nextStep', most: number): Put =>
  (values, cell) => {
    if (cell.length > most) return { code: 'crm.import.tooLong', params: { most } }
    values[key] = oneLine(cell)
  }
// oxlint-disable-next-line no-control-regex -- signs that no keyboard types
const oneLine = (cell: string): string => cell.replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
// oxlint-disable-next-line no-control-regex -- what PostgreSQL and XML cannot hold
const severalLines = (cell: string): string => cell.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').trim()

const named: Put = (values, cell) => {
  const name = oneLine(`${values.name} ${cell}`)
  if (name.length > 200) return { code: 'crm.import.tooLong', params: { most: 200 } }
  values.name = name
}

const labels =
  (key: 'genres' | 'tags'): Put =>
  (values, cell) => {
    const list = listIn(cell, key === 'tags' ? /[,;|\n]+/ : undefined).map(oneLine)
    if (list.some((one) => one.length > 60)) return { code: 'crm.import.tooLong', params: { most: 60 } }
    values[key] = distinct([...(values[key] ?? []), ...list]).slice(0, 50)
  }

const told =
  (key: 'selfProduced' | 'hasTeam'): Put =>
  (values, cell) => {
    const answer = yesNoIn(cell)
    if (answer === undefined) return { code: 'crm.import.notYesNo' }
    if (answer !== null) values[key] = answer
  }

const measured =
  (key: 'followers' | 'engagement', read: typeof countIn, code: RefusalCode): Put =>
  (values, cell, _means, target) => {
    const count = read(cell)
    if (count === undefined) return { code }
    if (count !== null) values[key][networkOf(target)!] = count
  }

const roles: readonly [RegExp, (typeof organisationRoles)[number]][] = [
  [/label|maison de disques|record/i, 'label'],
  [/salle|lieu|venue|club|festival|théâtre|theatre|smac|café|cafe|bar\b/i, 'venue'],
  [/m[ée]dia|radio|presse|press|journal|blog|magazine|tv\b|webzine/i, 'media'],
  [/sponsor|partenaire|partner|marque|brand|m[ée]c[èe]n/i, 'sponsor'],
]

const readers: Readonly<Record<string, Put>> = {
  name: named,
  firstName: named,
  lastName: named,
  role: (values, cell, means) => {
    if (means.kind !== 'organisation') return text('role', 120)(values, cell, means, 'role')
    values.role = roles.find(([words]) => words.test(cell))?.[1] ?? 'other'
  },
  email: (values, cell) => {
    const all = cell.split(/[\s,;/]+/).filter(Boolean)
    const mail = plainMail(cell) ?? (all.length > 1 && all.every((one) => plainMail(one)) ? plainMail(all[0]!) : null)
    if (!mail) return { code: 'crm.import.badMail' }
    values.email = mail
  },
  phone: (values, cell, means) => {
    const country = values.country ?? means.country
    const number = means.readPhone(cell, country) ?? means.readPhone(cell.split(/\s*[/;,]\s*/)[0]!, country)
    if (!number) return { code: country ? 'crm.import.badPhone' : 'crm.import.phoneNoCountry' }
    values.phone = number
  },
  country: (values, cell) => {
    const code = countryOf(cell) ?? countryOf(cell.split(/[,/(]/)[0]!)
    if (!code) return { code: 'crm.import.badCountry' }
    values.country = code
  },
  city: text('city', 120),
  biography: (values, cell) => {
    if (cell.length > 10_000) return { code: 'crm.import.tooLong', params: { most: 10_000 } }
    values.biography = severalLines(cell)
  },
  genres: labels('genres'),
  tags: labels('tags'),
  languages: (values, cell) => {
    const codes = listIn(cell).map(languageIn)
    if (codes.includes(undefined)) return { code: 'crm.import.badLanguage' }
    values.languages = distinct([...(values.languages ?? []), ...(codes as string[])])
  },
  selfProduced: told('selfProduced'),
  hasTeam: told('hasTeam'),
  source: text('source', 120),
  owner: (values, cell, means) => {
    const id = means.memberOf(cell)
    if (!id) return { code: 'crm.import.noSuchMember' }
    values.ownerId = id
  },
  nextStep: text('nextStep', 300),
  nextStepOn: (values, cell, means) => {
    const day = dayIn(cell, means.monthFirst)
    if (!day) return { code: 'crm.import.badDay' }
    values.nextStepOn = day
  },
  note: (values, cell) => {
    if (cell.length > 20_000) return { code: 'crm.import.tooLong', params: { most: 20_000 } }
    values.notes.push(severalLines(cell))
  },
  link: (values, cell, _means, target) => {
    const network = networkOf(target)
    for (const part of network ? [cell] : cell.split(/[\s,;|]+/).filter(Boolean)) {
      const handle = network ? handleOf(network, part) : handleIn(part)
      if (!handle) return { code: 'crm.import.badLink' }
      if (!values.links.some((one) => one.network === handle.network && one.identifier === handle.identifier)) values.links.push(handle)
    }
  },
  followers: measured('followers', countIn, 'crm.import.badCount'),
  engagement: measured('engagement', rateIn, 'crm.import.badRate'),
  custom: (values, cell, means, target) => {
    const field = means.fields.get(target.slice(7))
    if (!field) return { code: 'crm.import.noSuchTarget', params: { label: target.slice(7) } }
    const value = ownValue(field, cell, means)
    if (value === undefined) return { code: `crm.import.own.${field.type}` }
    if (value !== null) (values.custom ??= {})[field.key] = value
  },
  // A field that is made when the import begins: until then its cells are shown as they are.
  new: (_values, cell, means, target) => {
    const type = target.slice(4) as FieldRule['type']
    return ownValue({ key: '', type, choices: [] }, cell, means) === undefined ? { code: `crm.import.own.${type}` } : undefined
  },
}

function ownValue(field: FieldRule, cell: string, means: Means): unknown {
  switch (field.type) {
    case 'text':
      return cell.length > longestText ? undefined : severalLines(cell)
    case 'number':
      return numberIn(cell) ?? countIn(cell)
    case 'date':
      return dayIn(cell, means.monthFirst)
    case 'yes-no':
      return yesNoIn(cell)
    case 'choice':
      return field.choices.find((choice) => choice.toLowerCase() === cell.toLowerCase())
    case 'choices': {
      const chosen = listIn(cell, /[,;|\n]+/).map((part) => field.choices.find((choice) => choice.toLowerCase() === part.toLowerCase()))
      return chosen.includes(undefined) ? undefined : chosen
    }
    default:
      return fieldValue(field, /^https?:/i.test(cell) ? cell : `https://${cell}`)
  }
}
