import type { FastifyInstance } from 'fastify'
import { watchActors } from '#domains/identity/actor.ts'
import { mount as mountIdentity } from '#domains/identity/http.ts'
import { jobs as identityJobs, timed as identityTimed } from '#domains/identity/jobs.ts'
import { notices as identityNotices } from '#domains/identity/notices.ts'
import { operations as identity } from '#domains/identity/operations.ts'
import { chooseSmsSender } from '#domains/identity/phone.ts'
import { seed as seedIdentity } from '#domains/identity/seed.ts'
import { addresses as mediaAddresses } from '#domains/media/addresses.ts'
import { begin as beginMedia } from '#domains/media/begin.ts'
import { mount as mountMedia } from '#domains/media/http.ts'
import { jobs as mediaJobs, timed as mediaTimed } from '#domains/media/jobs.ts'
import { operations as media } from '#domains/media/operations.ts'
import { topics as mediaTopics } from '#domains/media/topics.ts'
import { mount as mountCinema } from '#domains/cinema/http.ts'
import { notices as cinemaNotices } from '#domains/cinema/notices.ts'
import { operations as cinema } from '#domains/cinema/operations.ts'
import { reactions as cinemaReactions } from '#domains/cinema/reactions.ts'
import { readSearch } from '#domains/cinema/search/finder.ts'
import { seed as seedCinema } from '#domains/cinema/seed.ts'
import { addresses as playbackAddresses } from '#domains/playback/addresses.ts'
import { operations as playback } from '#domains/playback/operations.ts'
import { mount as mountPlayback } from '#domains/playback/http.ts'
import { timed as playbackTimed } from '#domains/playback/jobs.ts'
import { seed as seedPlayback } from '#domains/playback/seed.ts'
import { topics as playbackTopics } from '#domains/playback/topics.ts'
import { jobs as audienceJobs, timed as audienceTimed } from '#domains/audience/jobs.ts'
import { notices as audienceNotices } from '#domains/audience/notices.ts'
import { operations as audience } from '#domains/audience/operations.ts'
import { reactions as audienceReactions } from '#domains/audience/reactions.ts'
import { seed as seedAudience } from '#domains/audience/seed.ts'
import { addresses as crowdfundingAddresses } from '#domains/crowdfunding/addresses.ts'
import { mount as mountCrowdfunding } from '#domains/crowdfunding/http.ts'
import { jobs as crowdfundingJobs, timed as crowdfundingTimed } from '#domains/crowdfunding/jobs.ts'
import { notices as crowdfundingNotices } from '#domains/crowdfunding/notices.ts'
import { operations as crowdfunding } from '#domains/crowdfunding/operations.ts'
import { personal as crowdfundingPersonal } from '#domains/crowdfunding/personal.ts'
import { reactions as crowdfundingReactions } from '#domains/crowdfunding/reactions.ts'
import { seed as seedCrowdfunding } from '#domains/crowdfunding/seed.ts'
import { topics as crowdfundingTopics } from '#domains/crowdfunding/topics.ts'
import { addresses as paymentAddresses } from '#domains/payments/addresses.ts'
import { mount as mountPayments } from '#domains/payments/http.ts'
import { jobs as paymentJobs, timed as paymentTimed } from '#domains/payments/jobs.ts'
import { notices as paymentNotices } from '#domains/payments/notices.ts'
import { operations as payments } from '#domains/payments/operations.ts'
import { personal as paymentsPersonal } from '#domains/payments/personal.ts'
import { registerDictionaries } from '#domains/messaging/dictionary.ts'
import { registerNotices } from '#domains/messaging/kinds.ts'
import { jobs as messagingJobs } from '#domains/messaging/jobs.ts'
import { notices as messagingNotices } from '#domains/messaging/notices.ts'
import { operations as messaging } from '#domains/messaging/operations.ts'
import { personal as messagingPersonal, retentions as messagingRetentions } from '#domains/messaging/personal.ts'
import { reactions as messagingReactions } from '#domains/messaging/reactions.ts'
import { topics as messagingTopics } from '#domains/messaging/topics.ts'
import type { NoticeKinds } from '#domains/messaging/types.ts'
import { jobs as webhookJobs, timed as webhookTimed } from '#domains/webhooks/jobs.ts'
import { notices as webhookNotices } from '#domains/webhooks/notices.ts'
import { operations as webhooks } from '#domains/webhooks/operations.ts'
import { reactions as webhookReactions } from '#domains/webhooks/reactions.ts'
import { timed as ledgerTimed } from '#domains/ledger/jobs.ts'
import { operations as ledger } from '#domains/ledger/operations.ts'
import { personal as audiencePersonal } from '#domains/audience/personal.ts'
import { personal as cinemaPersonal } from '#domains/cinema/personal.ts'
import { personal as identityPersonal, retentions as identityRetentions } from '#domains/identity/personal.ts'
import { personal as mediaPersonal } from '#domains/media/personal.ts'
import { personal as playbackPersonal, retentions as playbackRetentions } from '#domains/playback/personal.ts'
import { addresses as trustAddresses } from '#domains/trust/addresses.ts'
import { mount as mountTrust } from '#domains/trust/http.ts'
import { jobs as trustJobs, timed as trustTimed } from '#domains/trust/jobs.ts'
import { notices as trustNotices } from '#domains/trust/notices.ts'
import { operations as trust } from '#domains/trust/operations.ts'
import { personal as trustPersonal, retentions as trustRetentions } from '#domains/trust/personal.ts'
import { personal as webhooksPersonal } from '#domains/webhooks/personal.ts'
import { jobs as planningJobs, timed as planningTimed } from '#domains/planning/jobs.ts'
import { notices as planningNotices } from '#domains/planning/notices.ts'
import { operations as planning } from '#domains/planning/operations.ts'
import { personal as planningPersonal, retentions as planningRetentions } from '#domains/planning/personal.ts'
import { reactions as planningReactions } from '#domains/planning/reactions.ts'
import { seed as planningSeed } from '#domains/planning/seed.ts'
import { topics as planningTopics } from '#domains/planning/topics.ts'
import { jobs as crmJobs, timed as crmTimed } from '#domains/crm/jobs.ts'
import { notices as crmNotices } from '#domains/crm/notices.ts'
import { operations as crm } from '#domains/crm/operations.ts'
import { personal as crmPersonal, retentions as crmRetentions } from '#domains/crm/personal.ts'
import { reactions as crmReactions } from '#domains/crm/reactions.ts'
import { seed as crmSeed } from '#domains/crm/seed.ts'
import { topics as crmTopics } from '#domains/crm/topics.ts'
import { jobs as outreachJobs, timed as outreachTimed } from '#domains/outreach/jobs.ts'
import { notices as outreachNotices } from '#domains/outreach/notices.ts'
import { operations as outreach } from '#domains/outreach/operations.ts'
import { personal as outreachPersonal, retentions as outreachRetentions } from '#domains/outreach/personal.ts'
import { reactions as outreachReactions } from '#domains/outreach/reactions.ts'
import { seed as outreachSeed } from '#domains/outreach/seed.ts'
import { topics as outreachTopics } from '#domains/outreach/topics.ts'
import { jobs as checkupJobs, timed as checkupTimed } from '#domains/checkup/jobs.ts'
import { notices as checkupNotices } from '#domains/checkup/notices.ts'
import { operations as checkup } from '#domains/checkup/operations.ts'
import { personal as checkupPersonal, retentions as checkupRetentions } from '#domains/checkup/personal.ts'
import { reactions as checkupReactions } from '#domains/checkup/reactions.ts'
import { seed as checkupSeed } from '#domains/checkup/seed.ts'
import { topics as checkupTopics } from '#domains/checkup/topics.ts'
import { jobs as fitJobs, timed as fitTimed } from '#domains/fit/jobs.ts'
import { notices as fitNotices } from '#domains/fit/notices.ts'
import { operations as fit } from '#domains/fit/operations.ts'
import { personal as fitPersonal, retentions as fitRetentions } from '#domains/fit/personal.ts'
import { reactions as fitReactions } from '#domains/fit/reactions.ts'
import { seed as fitSeed } from '#domains/fit/seed.ts'
import { topics as fitTopics } from '#domains/fit/topics.ts'
import type { Personal, Retention } from '#platform/personal'
import type { Ctx } from '#platform/context'
import type { Reaction } from '#platform/events'
import type { Door } from '#platform/http/door'
import type { Address } from '#platform/http/openapi'
import type { Job, Timed } from '#platform/jobs'
import type { Operation } from '#platform/operation'
import type { Topic } from '#platform/stream'
import { mount as mountLetters } from './house/letters.ts'
import { operations as houseOperations } from './house/operations.ts'
import { personal as housePersonal, retentions as houseRetentions } from './house/personal.ts'
import { dictionary as english } from './texts.en.ts'
import { dictionary as french } from './texts.fr.ts'

/** What the app takes from a room. */
export interface Room {
  name: string
  operations?: Readonly<Record<string, unknown>>
  reactions?: readonly Reaction[]
  jobs?: readonly unknown[]
  timed?: readonly Timed[]
  topics?: readonly Topic[]
  /** The kinds of notices it announces: what each is about and how it goes out. */
  notices?: NoticeKinds
  mount?: (app: FastifyInstance, door: Door) => void | Promise<void>
  /** Raw addresses that `mount` serves and that the API page should name. */
  addresses?: readonly Address[]
  seed?: (ctx: Ctx) => Promise<void>
  /** What the room keeps of people, and how long it keeps things. */
  personal?: Personal
  retentions?: readonly Retention[]
  /** Work of this room when a process begins (a listener, an index in memory). Answers how to end it. */
  begin?: () => Promise<() => Promise<void>>
}

/** Every room, in dependency order. */
export const rooms: readonly Room[] = [
  {
    name: 'identity',
    operations: identity,
    notices: identityNotices,
    personal: identityPersonal,
    retentions: identityRetentions,
    jobs: identityJobs,
    timed: identityTimed,
    mount: mountIdentity,
    seed: seedIdentity,
    begin: () => {
      chooseSmsSender()
      return watchActors()
    },
  },
  {
    name: 'messaging',
    personal: messagingPersonal,
    retentions: messagingRetentions,
    operations: messaging,
    notices: messagingNotices,
    reactions: messagingReactions,
    jobs: messagingJobs,
    topics: messagingTopics,
    begin: async () => {
      registerDictionaries({ fr: french, en: english })
      registerNotices(rooms)
      return async () => {}
    },
  },
  {
    name: 'media',
    personal: mediaPersonal,
    operations: media,
    jobs: mediaJobs,
    timed: mediaTimed,
    topics: mediaTopics,
    mount: mountMedia,
    addresses: mediaAddresses,
    begin: beginMedia,
  },
  {
    name: 'cinema',
    operations: cinema,
    notices: cinemaNotices,
    personal: cinemaPersonal,
    reactions: cinemaReactions,
    mount: mountCinema,
    seed: seedCinema,
    begin: async () => {
      await readSearch()
      return async () => {}
    },
  },
  {
    name: 'playback',
    personal: playbackPersonal,
    retentions: playbackRetentions,
    operations: playback,
    timed: playbackTimed,
    topics: playbackTopics,
    mount: mountPlayback,
    addresses: playbackAddresses,
    seed: seedPlayback,
  },
  {
    name: 'audience',
    personal: audiencePersonal,
    operations: audience,
    notices: audienceNotices,
    reactions: audienceReactions,
    jobs: audienceJobs,
    timed: audienceTimed,
    seed: seedAudience,
  },
  { name: 'ledger', operations: ledger, timed: ledgerTimed },
  {
    name: 'crowdfunding',
    operations: crowdfunding,
    notices: crowdfundingNotices,
    personal: crowdfundingPersonal,
    reactions: crowdfundingReactions,
    jobs: crowdfundingJobs,
    timed: crowdfundingTimed,
    topics: crowdfundingTopics,
    mount: mountCrowdfunding,
    addresses: crowdfundingAddresses,
    seed: seedCrowdfunding,
  },
  {
    name: 'payments',
    personal: paymentsPersonal,
    operations: payments,
    notices: paymentNotices,
    jobs: paymentJobs,
    timed: paymentTimed,
    mount: mountPayments,
    addresses: paymentAddresses,
  },
  { name: 'webhooks', personal: webhooksPersonal, operations: webhooks, notices: webhookNotices, reactions: webhookReactions, jobs: webhookJobs, timed: webhookTimed },
  {
    name: 'trust',
    personal: trustPersonal,
    retentions: trustRetentions,
    operations: trust,
    notices: trustNotices,
    jobs: trustJobs,
    timed: trustTimed,
    mount: mountTrust,
    addresses: trustAddresses,
  },
  {
    name: 'planning',
    operations: planning,
    notices: planningNotices,
    personal: planningPersonal,
    retentions: planningRetentions,
    reactions: planningReactions,
    jobs: planningJobs,
    timed: planningTimed,
    topics: planningTopics,
    seed: planningSeed,
  },
  {
    name: 'crm',
    operations: crm,
    notices: crmNotices,
    personal: crmPersonal,
    retentions: crmRetentions,
    reactions: crmReactions,
    jobs: crmJobs,
    timed: crmTimed,
    topics: crmTopics,
    seed: crmSeed,
  },
  {
    name: 'outreach',
    operations: outreach,
    notices: outreachNotices,
    personal: outreachPersonal,
    retentions: outreachRetentions,
    reactions: outreachReactions,
    jobs: outreachJobs,
    timed: outreachTimed,
    topics: outreachTopics,
    seed: outreachSeed,
  },
  {
    name: 'checkup',
    operations: checkup,
    notices: checkupNotices,
    personal: checkupPersonal,
    retentions: checkupRetentions,
    reactions: checkupReactions,
    jobs: checkupJobs,
    timed: checkupTimed,
    topics: checkupTopics,
    seed: checkupSeed,
  },
  {
    name: 'fit',
    operations: fit,
    notices: fitNotices,
    personal: fitPersonal,
    retentions: fitRetentions,
    reactions: fitReactions,
    jobs: fitJobs,
    timed: fitTimed,
    topics: fitTopics,
    seed: fitSeed,
  },
  // No room: what belongs to the house itself.
  { name: 'house', operations: houseOperations, personal: housePersonal, retentions: houseRetentions, mount: mountLetters },
]

/** Every operation by its full name. Refuses two of the same short name: they are GraphQL fields. */
export function allOperations(from: readonly Room[] = rooms): ReadonlyMap<string, Operation> {
  const all = new Map<string, Operation>()
  const short = new Set<string>()
  for (const room of from) {
    for (const [name, operation] of Object.entries(room.operations ?? {})) {
      if (short.has(name)) throw new Error(`two operations are named ${name}`)
      short.add(name)
      all.set(`${room.name}.${name}`, operation as Operation)
    }
  }
  return all
}

export const allJobs = (from: readonly Room[] = rooms): Job[] => from.flatMap((room) => (room.jobs ?? []) as Job[])
