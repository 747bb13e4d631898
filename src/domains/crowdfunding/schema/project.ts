import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { milestoneStates, models, projectSorts, projectStates, visibilities } from '../types.ts'
import { country, currency, text } from './atoms.ts'

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

/** One MP4, the address of the picture that stands before it, and its subtitles (WebVTT). */
export const ProjectVideo = z
  .object({ src: z.string(), poster: z.string().nullable(), subtitles: z.array(z.object({ language: z.string(), label: z.string(), src: z.string() })) })
  .meta({ id: 'ProjectVideo' })
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
    /** Of the amount, what is not paid out: banks had taken as much back from the project. */
    withheld: z.int(),
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
  /** The chosen video, once everyone can play it. */
  video: ProjectVideo.nullable(),
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

/** A line of the public money trail: what came in, what was kept, what went out, what banks took back and returned, from the ledger. */
export const TrailLine = z
  .object({ at: instant, kind: z.enum(['in', 'refund', 'fee', 'charge', 'payout', 'taken-back', 'given-back']), amount: z.int(), label: z.string(), balance: z.int() })
  .meta({ id: 'TrailLine' })
/** `left`: in the pot and owed to the makers, less what they owe of payments that banks took back; below zero when they owe more. */
export const Trail = z
  .object({ currency, in: z.int(), refunded: z.int(), takenBack: z.int(), fees: z.int(), paidOut: z.int(), left: z.int(), lines: z.array(TrailLine), next: z.string().nullable() })
  .meta({ id: 'Trail' })

/** `id` of the contribution, and words that were hidden (`hidden`), are told only to those who may hide them: its makers and moderators. */
export const WallEntry = z
  .object({ id: id.nullable(), name: z.string().nullable(), message: z.string().nullable(), hidden: z.boolean(), amount: z.int().nullable(), at: instant })
  .meta({ id: 'WallEntry' })
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
