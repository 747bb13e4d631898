import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { targetConditions } from '../rules/target.ts'
import { directions, recordSorts, targetAnswers } from '../types.ts'
import { contactKind, country, isoDay, label, language, line, network, recordKind, words } from './atoms.ts'

/* Artists, people and organisations: what is given, what is shown. */

const custom = z.record(z.string().max(60), z.unknown())
const labels = z.array(label).max(50)

/** What can be said of a record. Null takes it away; what is left out stays as it is. */
export const RecordFields = z.object({
  role: line(120).nullable().optional(),
  email: line(254).nullable().optional(),
  phone: line(60).nullable().optional(),
  country: country.nullable().optional(),
  city: line(120).nullable().optional(),
  biography: words(10_000).nullable().optional(),
  genres: labels.optional(),
  languages: z.array(language).max(20).optional(),
  tags: labels.optional(),
  selfProduced: z.boolean().nullable().optional(),
  hasTeam: z.boolean().nullable().optional(),
  source: line(120).nullable().optional(),
  ownerId: id.nullable().optional(),
  /** Values of the agency's own fields, by key. */
  custom: custom.optional(),
  nextStep: line(300).nullable().optional(),
  nextStepOn: isoDay.nullable().optional(),
})

export const Link = z.object({ network, identifier: z.string(), url: z.string().nullable() }).meta({ id: 'RecordLink' })

export const ArtistDraft = RecordFields.extend({
  workspaceId: id.optional(),
  name: line(200).min(1),
  /** Addresses or @names; the network is read from an address when it is not said. */
  links: z
    .array(z.object({ network: network.optional(), address: line(500).min(1) }))
    .max(40)
    .optional(),
  /** Followers already known, by network: `{ "instagram": 4200 }`. */
  followers: z.partialRecord(network, z.int().min(0).max(10_000_000_000)).optional(),
})
export const ContactDraft = ArtistDraft.omit({ followers: true }).extend({ kind: contactKind.default('person') })

/** `version` is the one the change was made from: what another has changed since is never overwritten. */
export const ArtistEdit = RecordFields.extend({ id, name: line(200).min(1).optional(), version: z.int().min(1).optional() })

const Person = z.object({ id, name: z.string() }).meta({ id: 'AgencyPerson' })
export const People = z.object({ items: z.array(Person) })

export const RecordLine = z
  .object({
    id,
    kind: recordKind,
    name: z.string(),
    role: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    genres: z.array(z.string()),
    tags: z.array(z.string()),
    owner: Person.nullable(),
    followers: z.number().nullable(),
    score: z.number().nullable(),
    target: z.enum(targetAnswers),
    stage: z.object({ key: z.string(), name: z.string() }).nullable(),
    source: z.string().nullable(),
    lastContactAt: instant.nullable(),
    nextStep: z.string().nullable(),
    nextStepOn: z.string().nullable(),
    updatedAt: instant,
    custom,
    invented: z.boolean(),
  })
  .meta({ id: 'RecordLine' })
export type RecordLine = z.output<typeof RecordLine>

/** `total` is counted up to 1,000 and only with the first page; null with the others. `more` says that there are more than that. */
export const RecordPage = pageOf(RecordLine).extend({ total: z.int().nullable(), more: z.boolean() })

/** The conditions of a list, in the address; all hold together. */
export const Conditions = z.object({
  q: z.string().trim().max(200).optional(),
  tags: labels.optional(),
  genres: labels.optional(),
  country: z.array(country).max(50).optional(),
  /** A person's id, `me`, or `none`. */
  owner: z.union([id, z.enum(['me', 'none'])]).optional(),
  target: z.enum(targetAnswers).optional(),
  /** Key of a stage of the agency's first pipeline, or `none`. */
  stage: line(40).optional(),
  followersFrom: z.int().min(0).optional(),
  followersTo: z.int().min(0).optional(),
  scoreFrom: z.number().min(0).max(100).optional(),
  scoreTo: z.number().min(0).max(100).optional(),
  source: line(120).optional(),
  hasEmail: z.boolean().optional(),
  silentDays: z.int().min(1).max(36_500).optional(),
  role: line(120).optional(),
  custom: z.record(z.string().max(60), z.string().max(200)).optional(),
})
export type Conditions = z.output<typeof Conditions>

const ordered = { sort: z.enum(recordSorts).default('name'), direction: z.enum(directions).optional() }
export const ArtistQuery = Conditions.extend({ workspaceId: id.optional(), ...ordered, ...paging })
export const ContactQuery = ArtistQuery.extend({ kind: contactKind.default('person') })

export const FieldShown = z
  .object({ id, kind: recordKind, key: z.string(), label: z.string(), type: z.string(), choices: z.array(z.string()), position: z.int() })
  .meta({ id: 'RecordField' })

const Audience = z.object({ network, followers: z.number().nullable(), engagement: z.number().nullable(), at: z.string(), invented: z.boolean() }).meta({ id: 'RecordAudience' })
const Relation = z.object({ id, kind: recordKind, name: z.string(), role: z.string(), direction: z.enum(['from', 'to']) }).meta({ id: 'RecordRelation' })
export const KeptFile = z.object({ id, name: z.string(), type: z.string(), size: z.number(), addedAt: instant, addedBy: z.string().nullable() }).meta({ id: 'RecordFile' })

/** The whole sheet of one record. */
export const RecordSheet = RecordLine.extend({
  workspaceId: id,
  version: z.int(),
  biography: z.string().nullable(),
  languages: z.array(z.string()),
  selfProduced: z.boolean().nullable(),
  hasTeam: z.boolean().nullable(),
  accountId: id.nullable(),
  targetWhy: z.array(z.object({ name: z.enum(targetConditions), answer: z.enum(targetAnswers) })),
  audience: z.array(Audience),
  links: z.array(Link),
  relations: z.array(Relation),
  files: z.array(KeptFile),
  fields: z.array(FieldShown),
  createdAt: instant,
  /** What the caller may do here. */
  mayEdit: z.boolean(),
  mayManage: z.boolean(),
}).meta({ id: 'RecordSheet' })
export type RecordSheet = z.output<typeof RecordSheet>

export const RecordRef = z.object({ id, name: z.string(), version: z.int() }).meta({ id: 'RecordRef' })
