import { announce } from '#platform/events'
import { hush, type Built, type Entries, type Someone, type World } from './world.ts'

interface Watching {
  by: Someone
  id: string
  token: string
}

async function watching(world: World): Promise<Watching> {
  const by = await world.person({ name: `${hush} Spectatrice` })
  return { by, ...(await world.call<{ id: string; token: string }>(by, 'playback.startWatching', { film: world.film.slug, device: `${hush} téléphone` })) }
}

async function watched(world: World): Promise<Someone> {
  const { by, token } = await watching(world)
  await world.call(by, 'playback.beatWatching', { token, positionMs: 2_000 })
  return by
}

const withToken =
  (more: object = {}) =>
  async (world: World): Promise<Built> => {
    const { by, token } = await watching(world)
    return { by, input: { token, ...more } }
  }
const bySomeone =
  (input: (world: World) => Record<string, unknown> = () => ({})) =>
  async (world: World): Promise<Built> => ({ by: await world.person(), input: input(world) })
const ofFilm = (more: object = {}) => bySomeone((world) => ({ slug: world.film.slug, ...more }))

async function list(world: World, more: object = {}): Promise<Built> {
  const by = await world.person()
  const { id } = await world.call<{ id: string }>(by, 'audience.createList', { name: `${hush} liste`, film: world.film.slug })
  return { by, input: { id, ...more } }
}
const withList =
  (more: (world: World) => object = () => ({})) =>
  (world: World): Promise<Built> =>
    list(world, more(world))

async function comment(world: World, more: object = {}): Promise<Built> {
  const by = await world.person()
  const { id } = await world.call<{ id: string }>(by, 'audience.postComment', { slug: world.film.slug, body: 'Quelle lumière.' })
  return { by, input: { id, ...more } }
}

async function reported(world: World): Promise<string> {
  const { input } = await comment(world)
  await world.call(await world.person(), 'audience.reportComment', { id: input.id, reason: 'spam', note: `${hush} signalement` })
  return String(input.id)
}

async function webhook(world: World): Promise<string> {
  const { webhook: made } = await world.call<{ webhook: { id: string } }>(world.maker, 'webhooks.createWebhook', {
    slug: world.slug,
    url: `https://${hush}.example/crochet`.toLowerCase(),
    name: hush,
    events: ['film.entrusted'],
  })
  return made.id
}
const withWebhook =
  (more: object = {}) =>
  async (world: World): Promise<Built> => ({ by: world.maker, input: { webhookId: await webhook(world), ...more } })

async function delivery(world: World): Promise<Built> {
  const webhookId = await webhook(world)
  await announce(world.house.db, { type: 'film.entrusted', subject: world.film.id, workspaceId: world.workspaceId, payload: { slug: hush } })
  await world.house.runJobs()
  const { items } = await world.call<{ items: { id: string }[] }>(world.maker, 'webhooks.listWebhookDeliveries', { webhookId })
  const input = { deliveryId: items[0]!.id }
  return { by: world.maker, input }
}

export const people: Entries = {
  'playback.startWatching': { build: bySomeone((world) => ({ film: world.film.slug })) },
  'playback.beatWatching': { build: withToken({ positionMs: 1_000 }) },
  'playback.leaveWatching': { build: withToken() },
  'playback.recordExperience': { build: withToken({ events: [{ kind: 'start', value: 900 }] }) },
  'playback.listWatching': { isPrivate: true, build: async (world) => ({ by: (await watching(world)).by, input: {} }) },
  'playback.endWatching': { build: async (world) => watching(world).then(({ by, id }) => ({ by, input: { id } })) },
  'playback.listHistory': { build: async (world) => ({ by: await watched(world), input: {} }) },
  'playback.continueWatching': { build: async (world) => ({ by: await watched(world), input: {} }) },
  'playback.filmForStage': { build: ofFilm() },
  'playback.filmProgress': { build: async (world) => ({ by: await watched(world), input: { slug: world.film.slug } }) },
  'playback.forgetFilm': { build: async (world) => ({ by: await watched(world), input: { filmId: world.film.id } }) },
  'playback.clearHistory': { build: async (world) => ({ by: await watched(world), input: {} }) },
  'playback.historySettings': { build: bySomeone() },
  'playback.setHistory': { build: bySomeone(() => ({ paused: true })) },
  'playback.mostWatched': { build: bySomeone() },
  'playback.filmQuality': { build: (world) => ({ by: world.maker, input: { slug: world.film.slug } }) },

  'audience.filmOpinion': { build: ofFilm() },
  'audience.rateFilm': { build: ofFilm({ stars: 4 }) },
  'audience.unrateFilm': { build: ofFilm() },
  'audience.saveFilm': { build: ofFilm({ saved: true }) },
  'audience.listFavourites': { build: bySomeone() },
  'audience.listLists': { isPrivate: true, build: async (world) => ({ by: (await list(world)).by, input: {} }) },
  'audience.listsForFilm': { isPrivate: true, build: async (world) => ({ by: (await list(world)).by, input: { slug: world.film.slug } }) },
  'audience.createList': { build: bySomeone(() => ({ name: 'À voir' })) },
  'audience.getList': { isPrivate: true, build: withList() },
  'audience.sharedList': {
    isKey: true,
    build: async (world) => {
      const { by, input } = await list(world)
      const { link } = await world.call<{ link: string }>(by, 'audience.shareList', { ...input, shared: true })
      return { by: null, input: { token: link.split('/').at(-1) } }
    },
  },
  'audience.renameList': { build: withList(() => ({ name: 'Autre nom' })) },
  'audience.shareList': { build: withList(() => ({ shared: true })) },
  'audience.removeList': { build: withList() },
  'audience.addListFilm': { build: withList((world) => ({ slug: world.film.slug })) },
  'audience.removeListFilm': { build: withList((world) => ({ slug: world.film.slug })) },
  'audience.moveListFilm': { build: withList((world) => ({ slug: world.film.slug, to: 0 })) },
  'audience.listComments': { build: ofFilm() },
  'audience.postComment': { build: ofFilm({ body: 'Magnifique.' }) },
  'audience.editComment': { build: (world) => comment(world, { body: 'Quelle belle lumière.' }) },
  'audience.deleteComment': { build: (world) => comment(world) },
  'audience.reportComment': { build: async (world) => ({ by: await world.person(), input: { id: (await comment(world)).input.id, reason: 'spam' } }) },
  'audience.moderationQueue': { isPrivate: true, build: async (world) => (await reported(world), { by: world.moderator, input: {} }) },
  'audience.moderateComment': { build: async (world) => ({ by: world.moderator, input: { id: await reported(world), act: 'hide', reason: 'spam' } }) },
  'audience.recommendFilms': { build: bySomeone() },
  'audience.similarFilms': { build: ofFilm() },

  'webhooks.listWebhookEvents': { build: () => ({ by: null, input: {} }) },
  'webhooks.listWebhooks': { isPrivate: true, build: async (world) => (await webhook(world), { by: world.maker, input: { slug: world.slug } }) },
  'webhooks.createWebhook': { build: (world) => ({ by: world.maker, input: { slug: world.slug, url: 'https://outil.example/crochet', events: ['*'] } }) },
  'webhooks.getWebhook': { isPrivate: true, build: withWebhook() },
  'webhooks.editWebhook': { build: withWebhook({ name: 'Autre nom' }) },
  'webhooks.removeWebhook': { build: withWebhook() },
  'webhooks.rotateWebhookSecret': { build: withWebhook() },
  'webhooks.testWebhook': { build: withWebhook() },
  'webhooks.listWebhookDeliveries': { build: withWebhook() },
  'webhooks.getWebhookDelivery': { isPrivate: true, build: delivery },
  'webhooks.redeliverWebhook': { build: delivery },

  'house.getStatus': { build: () => ({ by: null, input: {} }) },
  'house.searchAll': { build: () => ({ by: null, input: { q: 'mossane' } }) },
  // Open to everyone by design, on a demo only; asked here for an address that gets no mail.
  'house.listMailbox': { build: () => ({ by: null, input: { recipient: 'no-mail@griot.example' } }) },
}
