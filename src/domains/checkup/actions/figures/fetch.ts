import { addLinks, artistsOf, type ArtistFacts, selectRecords } from '#domains/crm'
import { after, clock, hour, second } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { type Attempt, later } from '#platform/jobs'
import { found, isRefusal, Refusal } from '#platform/refusal'
import { publish } from '#platform/stream'
import { isStandIn, providerWith, providers } from '../../providers/registry.ts'
import { artistOf } from '../../reading/agency.ts'
import { today } from '../../reading/figures.ts'
import { endFetch, freshFetches, putWaiting } from '../../store/fetches.ts'
import type { MeasuredNetwork } from '../../types.ts'
import { fetchLater } from '../../work.ts'
import { keepFigures } from './keep.ts'

/** An artist measured less long ago than this is not asked about again by the daily round. */
const fresh = 20 * hour
const inOneBreath = 500

/** Networks that can be asked about an artist: open ones where they have a link. */
function reachable(artist: Pick<ArtistFacts, 'links'>): string[] {
  return providers.filter(({ name, measure, isOpen }) => measure && isOpen() && artist.links.some(({ network }) => network === name)).map(({ name }) => name)
}

/** Asks every network where the artist has a link, now. Refuses `checkup.nothingToFetch`. */
export async function fetchFigures(ctx: Ctx, { recordId }: { recordId: string }): Promise<{ networks: string[] }> {
  const record = await artistOf(ctx, recordId)
  const artist = found((await artistsOf(ctx.db, [recordId])).get(recordId))
  const networks = reachable(artist)
  if (networks.length === 0) throw new Refusal('refused', 'checkup.nothingToFetch')
  await queue(
    ctx,
    record.workspaceId,
    networks.map((network) => ({ recordId, network })),
    0,
  )
  return { networks }
}

/** Adds the links a person has confirmed, and asks those networks at once. */
export async function confirmLinks(ctx: Ctx, { recordId, urls }: { recordId: string; urls: readonly string[] }): Promise<{ added: number }> {
  const record = await artistOf(ctx, recordId)
  const added = await addLinks(
    ctx.db,
    recordId,
    urls.map((address) => ({ address })),
  )
  const artist = found((await artistsOf(ctx.db, [recordId])).get(recordId))
  if (added > 0)
    await queue(
      ctx,
      record.workspaceId,
      reachable(artist).map((network) => ({ recordId, network })),
      0,
    )
  return { added }
}

/** The daily round of an agency: every artist with a link, in turn. What was measured today is left alone, so a round that was cut goes on where it stopped. */
export async function round(ctx: Ctx, { workspaceId }: { workspaceId: string }): Promise<void> {
  const ids = await selectRecords(ctx.db, workspaceId, { kind: 'artist' })
  for (let place = 0; place < ids.length; place += inOneBreath) {
    const some = ids.slice(place, place + inOneBreath)
    const [artists, known] = await Promise.all([artistsOf(ctx.db, some), freshFetches(ctx.db, some, after(clock.now(), -fresh))])
    const due = [...artists.values()].flatMap((artist) => reachable(artist).flatMap((network) => (known.has(`${artist.id} ${network}`) ? [] : [{ recordId: artist.id, network }])))
    await transaction(ctx, (inside) => queue(inside, workspaceId, due, 10))
  }
}

/** One job a network and artist; those of one network come one after the other. A lower priority goes first. */
async function queue(ctx: Ctx, workspaceId: string, pairs: readonly { recordId: string; network: string }[], priority: number): Promise<void> {
  if (pairs.length === 0) return
  await putWaiting(ctx.db, workspaceId, pairs, ctx.now)
  for (const pair of pairs) await later(ctx.db, fetchLater, pair, { key: keyOf(pair), queue: `checkup.fetch:${pair.network}`, priority })
}

const keyOf = ({ recordId, network }: { recordId: string; network: string }): string => `checkup.fetch:${network}:${recordId}`

/** Asks one network about one artist. Asked too often, it comes back when it was told to; what cannot be is kept with its reason. */
export async function fetchOne(ctx: Ctx, pair: { recordId: string; network: string }, attempt: Attempt): Promise<void> {
  const artist = (await artistsOf(ctx.db, [pair.recordId])).get(pair.recordId)
  const link = artist?.links.find(({ network }) => network === pair.network)
  if (!artist || !link) return end(ctx, pair, 'checkup.linkGone')
  try {
    const told = await providerWith(pair.network, 'measure').measure(link.identifier)
    if (told.length === 0) return await end(ctx, pair, 'checkup.nothingTold')
    const network = pair.network as MeasuredNetwork
    const now = clock.now()
    await transaction({ ...ctx, now }, async (inside) => {
      const figures = told.map(({ metric, value }) => ({ recordId: artist.id, network, metric, day: today(now), value }))
      await keepFigures(inside, artist.workspaceId, figures, { source: 'provider', invented: isStandIn(network), notedBy: null })
      await end(inside, pair, null)
    })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const seconds = Number(error.params.seconds ?? 0)
    if (error.code === 'checkup.networkBusy' && seconds > 0)
      return later(ctx.db, fetchLater, pair, { key: keyOf(pair), queue: `checkup.fetch:${pair.network}`, at: after(clock.now(), seconds * second), priority: 10 })
    if (error.kind === 'unavailable' && !attempt.last) throw error
    await end(ctx, pair, error.code)
  }
}

async function end(ctx: Ctx, { recordId, network }: { recordId: string; network: string }, problem: string | null): Promise<void> {
  await endFetch(ctx.db, recordId, network, { problem, at: clock.now() })
  await publish(ctx.db, `figures:${recordId}`, { network, state: problem ? 'refused' : 'done' })
}
