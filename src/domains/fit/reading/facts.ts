import { figuresOf, latestCheckups } from '#domains/checkup'
import { artistsOf, outcomesOf, selectRecords } from '#domains/crm'
import { minute } from '#platform/clock'
import type { Db } from '#platform/context'
import { fitFacts } from '../rules/facts.ts'
import { groundOf } from '../rules/ground.ts'
import { keepGround, readGround } from '../store/models.ts'
import type { FitFacts, Ground } from '../types.ts'

/** What is compared with is drawn from so many artists at most: percentiles of 2,000 are as good as those of all. */
const sample = 2_000
/** And kept so long, unless it was drawn from few. */
const keptFor = 10 * minute
const few = 50

/** The facts of these artists of a workspace, by record id; others are left out. */
export async function factsOf(db: Db, workspaceId: string, recordIds: readonly string[]): Promise<Map<string, FitFacts>> {
  const artists = await artistsOf(db, recordIds)
  const own = [...artists.values()].filter((one) => one.workspaceId === workspaceId)
  const ids = own.map((one) => one.id)
  const figures = await figuresOf(db, ids)
  const checkups = await latestCheckups(db, ids)
  return new Map(own.map((one) => [one.id, fitFacts(one, figures.get(one.id), checkups.get(one.id))]))
}

/** What an agency's artists are compared with, at most ten minutes old. */
export async function groundFor(db: Db, workspaceId: string, now: Date): Promise<Ground> {
  const kept = await readGround(db, workspaceId, new Date(now.getTime() - keptFor))
  if (kept && kept.artists >= few) return kept
  const ids = await selectRecords(db, workspaceId, { kind: 'artist' }, sample)
  const facts = await factsOf(db, workspaceId, ids)
  const outcomes = await outcomesOf(db, workspaceId)
  const ended = await artistsOf(db, [...new Set(outcomes.map((one) => one.recordId))])
  const ground = groundOf(
    [...facts.values()],
    outcomes.flatMap(({ recordId, outcome }) => {
      const artist = ended.get(recordId)
      return artist ? [{ facts: artist, won: outcome === 'won' }] : []
    }),
  )
  await keepGround(db, workspaceId, ground, now)
  return ground
}
