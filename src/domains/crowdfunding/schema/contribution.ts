import { z } from 'zod'
import { id, instant, pageOf } from '#platform/operation'
import { contributionStates, projectStates, sources } from '../types.ts'
import { amount, country, currency, slug, text } from './atoms.ts'

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
    /** What else was typed, so that a second try keeps everything. */
    hideAmount: z.boolean(),
    email: z.string().nullable(),
    shipping: z.string().nullable(),
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
/** One way to pay this project, as the payer chooses it. `holder`: text key of the room payments that says who holds the money meanwhile. Amounts in minor units. */
export const ContributionMethod = z
  .object({
    provider: z.string(),
    channel: z.string(),
    flow: z.enum(['push', 'redirect', 'counter']),
    country: z.string().nullable(),
    currency,
    minimum: z.int(),
    maximum: z.int(),
    step: z.int(),
    /** Promised now, charged only when the project succeeds. */
    pledges: z.boolean(),
    holder: z.string(),
    sandbox: z.boolean(),
  })
  .meta({ id: 'ContributionMethod' })
/** What is read in a number somebody typed: in full (E.164), and the channel its prefix suggests. A guess only: numbers are kept when one changes operator. */
export const ReadPhone = z.object({ number: z.string(), guess: z.string().nullable() }).meta({ id: 'ReadPhone' })
export const NewWallet = ContributionRef.extend({ channel: z.string().max(20), phone: z.string().max(30), name: text(120).optional() })
