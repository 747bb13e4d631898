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
import { notices as cinemaNotices } from '#domains/cinema/notices.ts'
import { operations as cinema } from '#domains/cinema/operations.ts'
import { reactions as cinemaReactions } from '#domains/cinema/reactions.ts'
import { readSearch } from '#domains/cinema/search/finder.ts'
import { seed as seedCinema } from '#domains/cinema/seed.ts'
import { pages as cinemaPages } from '#domains/cinema/store/search.ts'
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
import { pages as crowdfundingPages } from '#domains/crowdfunding/store/lists.ts'
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
import type { FastifyInstance } from 'fastify'
import type { Door } from '#platform/http/door'
import type { Job } from '#platform/jobs'
import type { Operation } from '#platform/operation'
import { agencyRooms } from './agency.ts'
import { mount as mountLetters } from './house/letters.ts'
import { operations as houseOperations } from './house/operations.ts'
import { personal as housePersonal, retentions as houseRetentions } from './house/personal.ts'
import { mountSitemap } from './house/sitemap.ts'
import type { Pages, Room } from './room.ts'
import { dictionary as english } from './texts.en.ts'
import { dictionary as french } from './texts.fr.ts'

/** The house's own addresses: letters of the demo, what search engines are told of every room. */
function mountHouse(app: FastifyInstance, door: Door): void {
  mountLetters(app)
  mountSitemap(
    app,
    door,
    rooms.map((room) => room.pages).filter((pages): pages is Pages => pages !== undefined),
  )
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
    pages: cinemaPages,
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
    pages: crowdfundingPages,
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
  ...agencyRooms,
  // No room: what belongs to the house itself.
  { name: 'house', operations: houseOperations, personal: housePersonal, retentions: houseRetentions, mount: mountHouse },
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
