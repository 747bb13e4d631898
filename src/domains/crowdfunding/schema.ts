import { z } from 'zod'
import { currencies } from '#platform/money'
import { id, instant, pageOf, paging } from '#platform/operation'
import { contributionStates, milestoneStates, models, projectSorts, projectStates, projectVerdicts, sources, visibilities } from './types.ts'

export const slug = z.string().min(1).max(200)
const text = (max: number) => z.string().trim().max(max)
const country = z.string().regex(/^[A-Z]{2}$/)
/** Minor units. */
const amount = z.int().min(0).max(1_000_000_000_000)
const currency = z.enum(currencies)
const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A picture in the sizes it is offered in, as the media room makes them. */
export const ProjectPicture = z
  .object({ src: z.string(), width: z.int(), height: z.int(), color: z.string(), sources: z.array(z.object({ type: z.string(), srcSet: z.string() })) })
  .meta({ id: 'ProjectPicture' })

/** The bar: what the ledger and the pledges say now. `percent` whole, rounded down, may exceed 100. */
export const Funding = z
  .object({
    raised: z.int(),
    goal: z.int(),
    minimum: z.int().nullable(),
    currency,
    percent: z.int(),
    contributors: z.int(),
    pending: z.int(),
    endsAt: instant.nullable(),
    state: z.enum(projectStates),
  })
  .meta({ id: 'Funding' })

export const ProjectCard = z
  .object({
    id,
    slug: z.string(),
    title: z.string(),
    summary: z.string(),
    country: z.string().nullable(),
    cover: ProjectPicture.nullable(),
    makers: z.string(),
    model: z.enum(models),
    funding: Funding,
    publishedAt: instant.nullable(),
  })
  .meta({ id: 'ProjectCard' })
export type ProjectCard = z.output<typeof ProjectCard>
export const ProjectPage = pageOf(ProjectCard)

export const BudgetLine = z.object({ label: z.string(), amount: z.int() }).meta({ id: 'BudgetLine' })
export const Reward = z
  .object({
    id,
    title: z.string(),
    text: z.string(),
    amount: z.int(),
    quantity: z.int().nullable(),
    left: z.int().nullable(),
    deliveredBy: z.string().nullable(),
    shipped: z.boolean(),
  })
  .meta({ id: 'Reward' })
export const TeamMember = z.object({ name: z.string(), role: z.string(), bio: z.string() }).meta({ id: 'TeamMember' })
export const ProjectDocument = z.object({ id, name: z.string(), visibility: z.enum(visibilities), size: z.int(), href: z.string() }).meta({ id: 'ProjectDocument' })
/** `basisPoints` of what is paid out; all milestones sum to 10 000. */
export const Milestone = z
  .object({
    id,
    title: z.string(),
    text: z.string(),
    basisPoints: z.int(),
    amount: z.int().nullable(),
    dueOn: z.string().nullable(),
    state: z.enum(milestoneStates),
    paidAt: instant.nullable(),
    proof: z.string().nullable(),
  })
  .meta({ id: 'Milestone' })
export const TiedFilm = z
  .object({ slug: z.string(), title: z.string(), year: z.int().nullable(), relation: z.enum(['follows', 'result']), watchable: z.boolean() })
  .meta({ id: 'TiedFilm' })

export const Project = ProjectCard.extend({
  workspaceName: z.string(),
  workspaceSlug: z.string(),
  story: z.string(),
  risks: z.string(),
  language: z.enum(['fr', 'en']),
  videoTitleId: id.nullable(),
  pictures: z.array(ProjectPicture),
  budget: z.array(BudgetLine),
  rewards: z.array(Reward),
  team: z.array(TeamMember),
  documents: z.array(ProjectDocument),
  milestones: z.array(Milestone),
  films: z.array(TiedFilm),
  versions: z.int(),
  counts: z.object({ updates: z.int(), comments: z.int(), questions: z.int() }),
  mine: z.object({ follows: z.boolean(), contributed: z.boolean(), edits: z.boolean() }),
  /** Basis points of what is raised that the platform keeps at success. */
  feeBasisPoints: z.int(),
}).meta({ id: 'Project' })
export type Project = z.output<typeof Project>

export const ProjectQuery = z.object({
  ...paging,
  q: text(120).optional(),
  state: z.enum(['open', 'succeeded', 'ended']).default('open'),
  country: country.optional(),
  sort: z.enum(projectSorts).default('ending'),
})

/** A line of the public money trail: what came in, what was kept, what went out, from the ledger. */
export const TrailLine = z
  .object({ at: instant, kind: z.enum(['in', 'refund', 'fee', 'charge', 'payout']), amount: z.int(), label: z.string(), balance: z.int() })
  .meta({ id: 'TrailLine' })
export const Trail = z
  .object({ currency, in: z.int(), refunded: z.int(), fees: z.int(), paidOut: z.int(), left: z.int(), lines: z.array(TrailLine), next: z.string().nullable() })
  .meta({ id: 'Trail' })

export const WallEntry = z.object({ name: z.string().nullable(), message: z.string().nullable(), amount: z.int().nullable(), at: instant }).meta({ id: 'WallEntry' })
export const Wall = pageOf(WallEntry)
export const Update = z
  .object({ id, title: z.string(), text: z.string(), forContributors: z.boolean(), locked: z.boolean(), at: instant, author: z.string() })
  .meta({ id: 'ProjectUpdate' })
export const Comment = z
  .object({ id, author: z.string(), contributor: z.boolean(), maker: z.boolean(), text: z.string(), at: instant, mine: z.boolean() })
  .meta({ id: 'ProjectComment' })
export const Question = z
  .object({ id, text: z.string(), author: z.string(), at: instant, answer: z.string().nullable(), answeredAt: instant.nullable() })
  .meta({ id: 'ProjectQuestion' })
export const Version = z
  .object({ number: z.int(), at: instant, by: z.string(), note: z.string().nullable(), changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })) })
  .meta({ id: 'ProjectVersion' })

/** What a contributor sends. `amount` in minor units, at least the reward's. */
export const ContributionInput = z.object({
  slug,
  amount,
  rewardId: id.optional(),
  name: text(120).min(1),
  email: z.email().max(200).optional(),
  phone: z.string().max(30).optional(),
  country: country.optional(),
  provider: z.string().max(20),
  channel: z.string().max(20),
  anonymous: z.boolean().default(false),
  hideAmount: z.boolean().default(false),
  message: text(500).optional(),
  shipping: text(400).optional(),
  source: z.enum(sources).default('project'),
})

export const Contribution = z
  .object({
    id,
    number: z.string().nullable(),
    state: z.enum(contributionStates),
    amount: z.int(),
    currency,
    project: z.object({ slug: z.string(), title: z.string(), state: z.enum(projectStates) }),
    reward: z.object({ id, title: z.string() }).nullable(),
    name: z.string(),
    anonymous: z.boolean(),
    message: z.string().nullable(),
    channel: z.string(),
    provider: z.string(),
    phone: z.string().nullable(),
    createdAt: instant,
    confirmedAt: instant.nullable(),
    /** The reward's place is held until then, while pending. */
    expiresAt: instant.nullable(),
    /** What the payer must do now: open this page (redirect), look at the phone (push), go to a counter with this code. */
    next: z.object({ flow: z.enum(['push', 'redirect', 'counter']), url: z.string().nullable(), code: z.string().nullable() }).nullable(),
    /** Text key of the reason when it failed, below `payments.reason.`. */
    reason: z.string().nullable(),
    refundable: z.boolean(),
    /** Secret path of this contribution for those without an account, and its receipt when there is one. */
    href: z.string(),
    receiptHref: z.string().nullable(),
    sandbox: z.boolean(),
  })
  .meta({ id: 'Contribution' })
export type Contribution = z.output<typeof Contribution>
/** `token` opens a contribution without an account. */
export const ContributionRef = z.object({ id, token: z.string().max(100).optional() })
export const MyContributions = pageOf(Contribution)

/* The makers' side. */
export const ProjectDraft = z.object({ workspaceId: id, title: text(120).min(1), filmSlug: slug.optional() })
export const ProjectRef = z.object({ id, slug: z.string() }).meta({ id: 'ProjectRef' })
/** The `updatedAt` the writer last saw. When the project was edited since (by anyone's edit, never by money coming in), the edit is refused: conflict `crowdfunding.editedMeanwhile`. Left out, it overwrites. */
const seen = z.iso.datetime().optional()
/** Autosave: only the fields that changed. Null empties a field. `note` says why, after launch. */
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
  note: text(500).optional(),
})
export const BudgetEdit = z.object({ id, seen, lines: z.array(z.object({ label: text(160).min(1), amount })).max(60) })
export const RewardsEdit = z.object({
  id,
  seen,
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
export const TeamEdit = z.object({ id, seen, team: z.array(z.object({ name: text(120).min(1), role: text(120).default(''), bio: text(1_000).default('') })).max(40) })
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
export const Missing = z.object({ field: z.string(), code: z.string() }).meta({ id: 'ProjectMissing' })
export const StudioProject = Project.extend({
  workspaceId: id,
  endsOn: z.string().nullable(),
  minimum: z.int().nullable(),
  /** Of the makers' last edit: what `seen` is compared with. */
  updatedAt: instant,
  missing: z.array(Missing),
  editable: z.boolean(),
  payoutTo: z.object({ kind: z.enum(['wallet', 'bank']), label: z.string(), name: z.string() }).nullable(),
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
    amount: z.int(),
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
