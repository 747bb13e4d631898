import { z } from 'zod'
import { currencies } from '#platform/money'
import { id, instant, pageOf, paging } from '#platform/operation'
import { askedFields } from '../rules/pipeline/entry.ts'
import { directions, milestones, outcomes, pipelineSubjects, targetAnswers } from '../types.ts'
import { isoDay, label, line } from './atoms.ts'

/* Pipelines, their stages, and the cards in them. Amounts are in the smallest unit of their currency. */

const currency = z.enum(currencies)
const amount = z.int().min(0).max(1_000_000_000_000)
const percent = z.int().min(0).max(100)
const days = z.int().min(1).max(3_650)

/** One condition of entry: a fact reached, a field filled, or somebody spoken with within so many days. */
export const EntryRule = z.discriminatedUnion('needs', [
  z.object({ needs: z.literal('milestone'), milestone: z.enum(milestones) }),
  z.object({ needs: z.literal('field'), field: z.enum(askedFields) }),
  z.object({ needs: z.literal('contact'), days }),
])

const ShownRule = z
  .object({ needs: z.enum(['milestone', 'field', 'contact']), milestone: z.enum(milestones).nullable(), field: z.enum(askedFields).nullable(), days: z.int().nullable() })
  .meta({ id: 'EntryRule' })

export const Stage = z
  .object({
    id,
    key: z.string(),
    name: z.string(),
    outcome: z.enum(outcomes),
    probability: z.int(),
    stallsAfter: z.int().nullable(),
    folded: z.boolean(),
    rules: z.array(ShownRule),
  })
  .meta({ id: 'PipelineStage' })
export type Stage = z.output<typeof Stage>

export const Pipeline = z
  .object({
    id,
    workspaceId: id,
    name: z.string(),
    of: z.enum(pipelineSubjects),
    currency,
    isDefault: z.boolean(),
    archived: z.boolean(),
    stages: z.array(Stage),
    /** What the caller may do with it. */
    mayEdit: z.boolean(),
    mayManage: z.boolean(),
  })
  .meta({ id: 'Pipeline' })
export type Pipeline = z.output<typeof Pipeline>

export const PipelineDraft = z.object({ workspaceId: id.optional(), name: line(80).min(1), of: z.enum(pipelineSubjects), currency: currency.default('EUR') })
/** Another becomes the one meant when none is named by `isDefault`; an archived one keeps its cards and is no longer offered. */
export const PipelineEdit = z.object({
  id,
  name: line(80).min(1).optional(),
  currency: currency.optional(),
  isDefault: z.literal(true).optional(),
  archived: z.boolean().optional(),
})

const stageFields = {
  name: line(80).min(1),
  outcome: z.enum(outcomes),
  probability: percent,
  /** Days without a move after which a card is stalled; null = never. */
  stallsAfter: days.nullable(),
  folded: z.boolean(),
  rules: z.array(EntryRule).max(12),
}
const { name, outcome, probability, stallsAfter, folded, rules } = stageFields
/** `after` is the stage it follows; left out, the last that is open. */
export const StageDraft = z.object({
  id,
  name,
  after: id.optional(),
  outcome: outcome.default('open'),
  probability: probability.default(0),
  stallsAfter: stallsAfter.default(null),
  folded: folded.default(false),
  rules: rules.default([]),
})
export const StageEdit = z
  .object({ id, ...stageFields })
  .partial()
  .required({ id: true })
export const StageOrder = z.object({ id, stages: z.array(id).min(1).max(100) })
export const StageRemoval = z.object({ id, moveTo: id.optional() })

/** The conditions of a board, in the address; all hold together. */
export const CardFilter = z.object({
  q: z.string().trim().max(200).optional(),
  /** A person's id, `me`, or `none`. */
  owner: z.union([id, z.enum(['me', 'none'])]).optional(),
  tags: z.array(label).max(20).optional(),
  stage: id.optional(),
  stalled: z.boolean().optional(),
  valueFrom: amount.optional(),
  valueTo: amount.optional(),
  /** The month in which it is expected, `2026-12`. */
  expected: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  target: z.enum(targetAnswers).optional(),
  ids: z.array(id).max(200).optional(),
})
export type CardFilter = z.output<typeof CardFilter>

export const cardSorts = ['place', 'name', 'value', 'expected', 'age', 'updated'] as const

export const Card = z
  .object({
    id,
    pipelineId: id,
    stageId: id,
    recordId: id,
    /** The artist's name. */
    name: z.string(),
    title: z.string().nullable(),
    value: z.number().nullable(),
    currency: currency.nullable(),
    /** Its own, or the stage's. */
    probability: z.int(),
    /** True when it is the stage's. */
    usual: z.boolean(),
    expectedOn: z.string().nullable(),
    owner: z.object({ id, name: z.string() }).nullable(),
    tags: z.array(z.string()),
    target: z.enum(targetAnswers),
    score: z.number().nullable(),
    followers: z.number().nullable(),
    nextStep: z.string().nullable(),
    enteredAt: instant,
    /** Whole days since it entered its stage. */
    days: z.int(),
    stalled: z.boolean(),
    place: z.string(),
    version: z.int(),
    invented: z.boolean(),
  })
  .meta({ id: 'PipelineCard' })
export type Card = z.output<typeof Card>

/** Never summed over currencies. `weighted`: each card's value times its probability. */
const Sum = z.object({ currency, value: z.number(), weighted: z.number() }).meta({ id: 'CardSum' })
const Total = z.object({ stageId: id, count: z.int(), stalled: z.int(), sums: z.array(Sum) }).meta({ id: 'StageTotal' })
export const Totals = z.object({ items: z.array(Total) })
export type Total = z.output<typeof Total>

export const BoardQuery = CardFilter.extend({ id, limit: z.int().min(1).max(100).default(40) })
export const Board = z.object({
  pipeline: Pipeline,
  totals: z.array(Total),
  columns: z.array(z.object({ stageId: id, cards: z.array(Card), next: z.string().nullable() }).meta({ id: 'BoardColumn' })),
})
export const CardQuery = CardFilter.extend({ id, sort: z.enum(cardSorts).default('place'), direction: z.enum(directions).optional(), ...paging })
export const CardPage = pageOf(Card)

const money = { value: amount.nullable().optional(), currency: currency.optional(), probability: percent.nullable().optional(), expectedOn: isoDay.nullable().optional() }
/** Without `stageId`: the first. A title makes sense in pipelines of opportunities only, where it is needed. */
export const CardDraft = z.object({ pipelineId: id, recordId: id, stageId: id.optional(), title: line(200).min(1).optional(), ...money })
export const CardEdit = z.object({ id, version: z.int().min(1).optional(), title: line(200).min(1).optional(), ...money })
/** `after`: the card above it (null or left out: first). `version`: the one that was seen; the move goes through all the same, and the answer says whether somebody was faster. */
export const CardMove = z.object({
  id,
  toStage: id,
  after: id.nullable().optional(),
  version: z.int().min(1).optional(),
  /** Why an administrator lets it pass a rule of entry; stays in the history. */
  reason: line(300).min(1).optional(),
})
export const Moved = z.object({ id, stageId: id, place: z.string(), version: z.int(), overtook: z.boolean() }).meta({ id: 'CardMoved' })

export const OpportunityDraft = z.object({ id, title: line(200).min(1), pipelineId: id.optional(), stageId: id.optional(), ...money })
export const Opportunity = Card.extend({ stage: z.string(), outcome: z.enum(outcomes), pipeline: z.string() }).meta({ id: 'Opportunity' })
export type Opportunity = z.output<typeof Opportunity>

export const CardSearch = z.object({ q: z.string().trim().min(1).max(200), workspaceId: id.optional(), limit: z.int().min(1).max(50).default(8) })
export const FoundCards = z.object({
  items: z.array(z.object({ id, recordId: id, name: z.string(), title: z.string().nullable(), stage: z.string(), pipeline: z.string(), pipelineId: id }).meta({ id: 'FoundCard' })),
})
