import { after } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import type { z } from 'zod'
import { barOf } from '../bar.ts'
import { forecast } from '../rules/forecast.ts'
import type { ProjectFigures } from '../schema.ts'
import { readByReward, readDays, readSlices, readTally, type Tally } from '../store/figures.ts'
import { type ProjectRow, readProject } from '../store/projects.ts'
import { countTalk } from '../store/talk.ts'

type Figures = z.output<typeof ProjectFigures>

/** How a campaign goes: by day, by source, by country, by channel, by reward, and where it is heading. */
export async function projectFigures(ctx: Ctx, { id }: { id: string }): Promise<Figures> {
  const { db } = ctx
  const project = found(await readProject(db, id), 'crowdfunding.noSuchProject')
  const [funding, days, sources, countries, channels, rewards, tally, talk] = await Promise.all([
    barOf(db, project),
    readDays(db, id),
    readSlices(db, id, 'source'),
    readSlices(db, id, 'country'),
    readSlices(db, id, 'channel'),
    readByReward(db, id),
    readTally(db, id, latelyFrom(project, ctx.now)),
    countTalk(db, id),
  ])
  let total = 0
  return {
    funding,
    days: days.map((one) => ({ ...one, total: (total += one.amount) })),
    sources: sources.map(({ value, ...one }) => ({ source: value ?? '', ...one })),
    countries: countries.map(({ value, ...one }) => ({ country: value, ...one })),
    channels: channels.map(({ value, ...one }) => ({ channel: value ?? '', ...one })),
    rewards,
    average: tally.average,
    median: tally.median,
    started: tally.started,
    abandoned: tally.abandoned,
    forecast: project.state === 'live' ? heading(project, tally, ctx.now) : null,
    followers: talk.followers,
  }
}

/** The last fifth of the time that has passed. */
function latelyFrom({ launchedAt }: ProjectRow, now: Date): Date {
  return launchedAt ? after(now, -(now.getTime() - launchedAt.getTime()) / 5) : now
}

function heading(project: ProjectRow, tally: Tally, now: Date): Figures['forecast'] {
  const { launchedAt, endsAt, goal, minimum, model } = project
  if (!launchedAt || !endsAt) return null
  const { raised, contributors, lately, latelyContributors } = tally
  return forecast({ raised, contributors, lately, latelyContributors, launchedAt, endsAt, goal, minimum, model }, now)
}
