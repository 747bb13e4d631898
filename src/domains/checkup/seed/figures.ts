import type { ArtistFacts } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { daysBefore } from '../rules/figures/growth.ts'
import { today } from '../reading/figures.ts'
import { type NewFigure, putFigures } from '../store/figures.ts'
import { putPlaces } from '../store/places.ts'
import { type MeasuredNetwork, measuredNetworks, type Metric } from '../types.ts'
import { chanceOf } from './chance.ts'

/** Ten weeks of figures for the demo's artists: invented, and marked so. They end where crm's audience stands. */

const weeks = 14
const inOneBreath = 4_000
const isMeasured = (network: string): network is MeasuredNetwork => measuredNetworks.some((one) => one === network)

export async function seedFigures(ctx: Ctx, workspaceId: string, artists: readonly ArtistFacts[], by: string): Promise<void> {
  const figures = artists.flatMap((artist) => coursesOf(artist, today(ctx.now)))
  for (let place = 0; place < figures.length; place += inOneBreath)
    await putFigures(ctx.db, workspaceId, figures.slice(place, place + inOneBreath), { source: 'imported', invented: true, notedBy: by, notedAt: ctx.now })
  for (const artist of artists.filter(({ accountId }, place) => accountId !== null || place % 9 === 0)) {
    const home = chanceOf(`places ${artist.name}`).between(3_500, 7_200)
    const countries = [
      { country: artist.country ?? 'FR', share: Math.round(home) },
      { country: artist.country === 'CI' ? 'FR' : 'CI', share: Math.round((10_000 - home) * 0.4) },
      { country: 'BE', share: Math.round((10_000 - home) * 0.25) },
    ]
    await putPlaces(
      ctx.db,
      workspaceId,
      artist.id,
      { countries, touring: artist.accountId ? ['FR', 'BE'] : [], day: today(ctx.now), invented: true },
      { notedBy: by, notedAt: ctx.now },
    )
  }
}

function coursesOf(artist: ArtistFacts, last: string): NewFigure[] {
  const isWhole = artist.accountId !== null
  const known = Object.entries(artist.audience).filter(([network]) => isMeasured(network)) as [MeasuredNetwork, { followers: number | null; engagement: number | null }][]
  const all = isWhole ? [...known, ...whole.filter(([network]) => !known.some(([one]) => one === network))] : known
  return all.flatMap(([network, { followers, engagement }]) => courseOf(artist, network, followers ?? 800, engagement, last))
}

/** An artist with a whole file: every network has something to say. */
const whole: readonly [MeasuredNetwork, { followers: number | null; engagement: number | null }][] = [
  ['instagram', { followers: 4_860, engagement: 412 }],
  ['tiktok', { followers: 7_340, engagement: 560 }],
  ['youtube', { followers: 1_210, engagement: 340 }],
  ['spotify', { followers: 640, engagement: null }],
  ['deezer', { followers: 188, engagement: null }],
]

function courseOf(artist: ArtistFacts, network: MeasuredNetwork, followers: number, engagement: number | null, last: string): NewFigure[] {
  const chance = chanceOf(`${artist.name} ${network}`)
  const weekly = chance.between(-0.004, 0.022)
  // One artist in fifteen has bought followers once, and it shows.
  const bought = chance.next() < 0.066 ? Math.floor(chance.between(3, 9)) : null
  const figure = (metric: Metric, ago: number, value: number): NewFigure => ({
    recordId: artist.id,
    network,
    metric,
    day: daysBefore(last, ago),
    value: Math.max(0, Math.round(value)),
  })
  const figures: NewFigure[] = []
  for (let week = 0; week < weeks; week += 1) {
    const jump = bought !== null && week > bought ? 0.72 : 1
    figures.push(figure('followers', 7 * week, (followers * jump * (1 + (week === 0 ? 0 : chance.between(-0.003, 0.003)))) / (1 + weekly) ** week))
    if (week % 2 === 0 && engagement !== null) figures.push(figure('engagement', 7 * week, engagement * (week === 0 ? 1 : chance.between(0.8, 1.2))))
  }
  if (network === 'instagram' || network === 'tiktok') for (const ago of [0, 28, 56]) figures.push(figure('posts', ago, chance.between(1, 16)))
  if (network === 'spotify') figures.push(...streamsOf(followers, chance, figure))
  return figures
}

function streamsOf(followers: number, chance: ReturnType<typeof chanceOf>, figure: (metric: Metric, ago: number, value: number) => NewFigure): NewFigure[] {
  const listeners = followers * chance.between(3, 16)
  return [0, 28, 56].flatMap((ago) => [
    figure('listeners', ago, listeners * (1 - ago / 400)),
    figure('streams', ago, listeners * chance.between(1.5, 3.8)),
    figure('saves', ago, listeners * chance.between(0.02, 0.14)),
  ])
}
