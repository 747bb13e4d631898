import { after, minute } from '#platform/clock'
import { reaction } from '#platform/events'
import { later } from '#platform/jobs'
import { computeLater } from './jobs.ts'

/** A new film finds its neighbours within minutes; several at once make one computation. */
const refresh = (name: string, on: string) => reaction(name, on, (ctx) => later(ctx.db, computeLater, {}, { key: 'audience-compute', at: after(ctx.now, 5 * minute) }))

export const reactions = [refresh('audience.placeWatchable', 'film.watchable'), refresh('audience.placePublished', 'film.published')]
