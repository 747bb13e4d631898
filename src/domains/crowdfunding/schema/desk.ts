import { z } from 'zod'
import { id, instant } from '#platform/operation'
import { contributionStates, models, projectStates, projectVerdicts } from '../types.ts'
import { amount, country, currency, isoDay, slug, text } from './atoms.ts'
import { Funding, Milestone, Project, ProjectCard, ProjectDocument } from './project.ts'

/* The makers' side. */
export const ProjectDraft = z.object({ workspaceId: id, title: text(120).min(1), filmSlug: slug.optional() })
/** `updatedAt`: what the writer sends as `seen` with the next edit. */
export const ProjectRef = z.object({ id, slug: z.string(), updatedAt: instant }).meta({ id: 'ProjectRef' })
/** The `updatedAt` the writer last saw. When the project was edited since (by anyone's edit, never by money coming in), the edit is refused: conflict `crowdfunding.editedMeanwhile`. Left out, it overwrites. */
const seen = z.iso.datetime().optional()
/** Why, in the makers' words: after the launch everyone reads it beside what changed. */
const note = text(500).optional()
/** Autosave: only the fields that changed. Null empties a field. */
export const ProjectEdit = z.object({
  id,
  seen,
  title: text(120).min(1).optional(),
  summary: text(300).optional(),
  story: text(20_000).optional(),
  risks: text(4_000).optional(),
  language: z.enum(['fr', 'en']).optional(),
  country: country.nullable().optional(),
  goal: amount.optional(),
  minimum: amount.nullable().optional(),
  currency: currency.optional(),
  model: z.enum(models).optional(),
  endsOn: isoDay.nullable().optional(),
  videoTitleId: id.nullable().optional(),
  filmSlug: slug.nullable().optional(),
  resultFilmSlug: slug.nullable().optional(),
  note,
})
export const BudgetEdit = z.object({ id, seen, note, lines: z.array(z.object({ label: text(160).min(1), amount })).max(60) })
export const RewardsEdit = z.object({
  id,
  seen,
  note,
  rewards: z
    .array(
      z.object({
        id: id.optional(),
        title: text(120).min(1),
        text: text(1_000).default(''),
        amount: amount.min(1),
        quantity: z.int().min(1).max(1_000_000).nullable().default(null),
        deliveredBy: isoDay.nullable().default(null),
        shipped: z.boolean().default(false),
      }),
    )
    .max(40),
})
export const TeamEdit = z.object({ id, seen, note, team: z.array(z.object({ name: text(120).min(1), role: text(120).default(''), bio: text(1_000).default('') })).max(40) })
export const MilestonesEdit = z.object({
  id,
  seen,
  milestones: z
    .array(z.object({ id: id.optional(), title: text(160).min(1), text: text(1_000).default(''), basisPoints: z.int().min(1).max(10_000), dueOn: isoDay.nullable().default(null) }))
    .max(12),
})
/** Where the producer is paid. */
export const PayoutTo = z.object({
  id,
  kind: z.enum(['wallet', 'bank']),
  channel: z.string().max(20).optional(),
  phone: z.string().max(30).optional(),
  iban: z.string().max(40).optional(),
  bic: z.string().max(14).optional(),
  name: text(120).min(1),
})
export const Missing = z.object({ field: z.string(), code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).meta({ id: 'ProjectMissing' })
export const StudioProject = Project.extend({
  workspaceId: id,
  endsOn: z.string().nullable(),
  minimum: z.int().nullable(),
  /** Of the makers' last edit: what `seen` is compared with. */
  updatedAt: instant,
  missing: z.array(Missing),
  editable: z.boolean(),
  payoutTo: z.object({ kind: z.enum(['wallet', 'bank']), label: z.string(), name: z.string() }).nullable(),
  /** What the reviewers said of requests they sent back. */
  answers: z.array(z.object({ milestoneId: id, text: z.string() })),
  decisions: z.array(z.object({ kind: z.string(), by: z.string().nullable(), note: z.string().nullable(), at: instant })),
}).meta({ id: 'StudioProject' })
export type StudioProject = z.output<typeof StudioProject>
export const StudioProjectCard = ProjectCard.extend({ workspaceName: z.string(), missing: z.int(), updatedAt: instant, state: z.enum(projectStates) }).meta({
  id: 'StudioProjectCard',
})

/** Money by day, where it came from, and where it is heading. `forecast` low, likely, high at the end date (80 % interval), null while there is too little to say. */
export const ProjectFigures = z
  .object({
    funding: Funding,
    days: z.array(z.object({ day: z.string(), amount: z.int(), contributors: z.int(), total: z.int() })),
    sources: z.array(z.object({ source: z.string(), amount: z.int(), contributors: z.int() })),
    countries: z.array(z.object({ country: z.string().nullable(), amount: z.int(), contributors: z.int() })),
    channels: z.array(z.object({ channel: z.string(), amount: z.int(), contributors: z.int() })),
    rewards: z.array(z.object({ title: z.string().nullable(), amount: z.int(), contributors: z.int() })),
    average: z.int().nullable(),
    median: z.int().nullable(),
    started: z.int(),
    abandoned: z.int(),
    forecast: z.object({ low: z.int(), likely: z.int(), high: z.int(), chance: z.number(), basis: z.string() }).nullable(),
    followers: z.int(),
  })
  .meta({ id: 'ProjectFigures' })
export const Contributor = z
  .object({
    id,
    number: z.string().nullable(),
    name: z.string(),
    email: z.string().nullable(),
    amount: z.int(),
    state: z.enum(contributionStates),
    reward: z.string().nullable(),
    shipping: z.string().nullable(),
    country: z.string().nullable(),
    message: z.string().nullable(),
    /** Not shown on the wall. */
    messageHidden: z.boolean(),
    at: instant,
  })
  .meta({ id: 'Contributor' })

/* Review. */
export const ProjectDecision = z.object({ id, verdict: z.enum(projectVerdicts), note: text(4_000).optional() })
export const QueuedProject = StudioProjectCard.extend({ submittedAt: instant.nullable(), workspaceSlug: z.string() }).meta({ id: 'QueuedProject' })
export const MilestoneRequest = z
  .object({
    project: z.object({ id, slug: z.string(), title: z.string() }),
    milestone: Milestone,
    /** What leaves when it is approved now, and what is kept back of the milestone's amount. */
    amount: z.int(),
    withheld: z.int(),
    currency,
    note: z.string().nullable(),
    proofs: z.array(ProjectDocument),
    askedAt: instant,
  })
  .meta({ id: 'MilestoneRequest' })
export const StuckRefund = z
  .object({
    contributionId: id,
    project: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    amount: z.int(),
    currency,
    reason: z.string().nullable(),
    since: instant,
  })
  .meta({ id: 'StuckRefund' })
/** Words that came with a contribution, as the wall of its project shows them. */
export const SaidMessage = z
  .object({ id, project: z.object({ slug: z.string(), title: z.string() }), name: z.string().nullable(), message: z.string(), hidden: z.boolean(), at: instant })
  .meta({ id: 'ContributionMessage' })
export const MilestoneAsk = z.object({ id, note: text(4_000).min(1), documentIds: z.array(id).max(20).default([]) })
export const MilestoneDecision = z.object({ id, verdict: z.enum(['approved', 'sent-back']), note: text(4_000).optional() })
export const ContributorQuery = z.object({ id, after: z.string().max(400).optional(), limit: z.int().min(1).max(100).default(50), q: text(120).optional() })
export const UpdateDraft = z.object({ id, title: text(160).min(1), text: text(20_000).min(1), forContributors: z.boolean().default(false) })
