import type { z } from 'zod'
import { findRecords, selectRecords, workspaceOfRecord } from '#domains/crm'
import { workspaceIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { later } from '#platform/jobs'
import { Refusal } from '#platform/refusal'
import { agencyOf } from '../reading/agency.ts'
import { groundFor } from '../reading/facts.ts'
import { type ShownAnalysis, shown, taken } from '../reading/shown.ts'
import { inForce } from '../reading/weights.ts'
import { analyse } from '../rules/score.ts'
import type { Analyzed, AnalyzeInput, FactsGiven } from '../schema.ts'
import type { FitFacts } from '../types.ts'
import { learnLater, refreshLater } from '../work.ts'
import { analyseRecords } from './analyse.ts'

type Asked = z.output<typeof AnalyzeInput>
type Given = z.output<typeof FactsGiven>

/** The agency that is asked: the one named, else that of the first artist, else the one the caller stands in. */
export async function agencyAskedFor(ctx: Ctx, { workspaceId, artistId, artistIds }: Asked): Promise<string | null> {
  const first = artistId ?? artistIds?.[0]
  return workspaceId === undefined && first !== undefined ? workspaceOfRecord(ctx.db, first) : workspaceIn(ctx, 'agency', workspaceId)
}

/**
 * Analyses one artist, many, or given facts that are not kept. Refuses `fit.nothingAsked` unless exactly one of the three is given, and `platform.missing` for one artist who is not the agency's;
 * of many, those are named in `missing`.
 */
export async function analyzeFit(ctx: Ctx, asked: Asked): Promise<z.input<typeof Analyzed>> {
  const { artistId, artistIds, facts } = asked
  if ([artistId, artistIds, facts].filter((one) => one !== undefined).length !== 1) throw new Refusal('invalid', 'fit.nothingAsked')
  const workspaceId = await agencyAskedFor(ctx, asked)
  if (workspaceId === null) throw new Refusal('missing', 'platform.missing')
  if (facts !== undefined) return { items: await given(ctx, workspaceId, Array.isArray(facts) ? facts : [facts]), missing: [] }
  const ids = [...new Set(artistIds ?? [artistId!])]
  const made = await analyseRecords(ctx, { workspaceId, recordIds: ids, occasion: 'asked' })
  const missing = ids.filter((id) => !made.has(id))
  if (artistId !== undefined && missing.length > 0) throw new Refusal('missing', 'platform.missing')
  const records = await findRecords(ctx.db, [...made.keys()])
  return { items: ids.flatMap((id) => (made.has(id) ? [shown(ctx.lang, made.get(id)!, records.get(id)?.name ?? null)] : [])), missing }
}

async function given(ctx: Ctx, workspaceId: string, all: readonly Given[]): Promise<ShownAnalysis[]> {
  const ground = await groundFor(ctx.db, workspaceId, ctx.now)
  const { weights, version } = await inForce(ctx.db, workspaceId)
  return all.map((one) => ({
    id: null,
    artistId: null,
    ref: one.ref ?? null,
    name: null,
    ...taken(ctx.lang, analyse(factsIn(one), ground, weights)),
    weightsVersion: version,
    occasion: null,
    invented: false,
    madeAt: ctx.now,
  }))
}

function factsIn({ checkup, genres, ...one }: Given): FitFacts {
  const { score = null, live = null, monetisation = null, catalogue = null, rights = null, pressKit = null } = checkup
  return {
    country: one.country ?? null,
    genres,
    selfProduced: one.selfProduced ?? null,
    hasTeam: one.hasTeam ?? null,
    followers: one.followers ?? null,
    network: one.network ?? null,
    growth90: one.growth90 ?? null,
    engagement: one.engagement ?? null,
    engagementNetwork: one.engagementNetwork ?? one.network ?? null,
    listeners: one.listeners ?? null,
    checkup: { score, live, monetisation, catalogue, rights, pressKit },
    invented: false,
  }
}

/** All artists of the agency are analysed again, in the background. */
export async function refreshFits(ctx: Ctx, { workspaceId: asked }: { workspaceId?: string | undefined }): Promise<{ artists: number }> {
  const workspaceId = await agencyOf(ctx, asked)
  await later(ctx.db, refreshLater, { workspaceId }, { key: `fit.refresh:${workspaceId}` })
  return { artists: (await selectRecords(ctx.db, workspaceId, { kind: 'artist' }, 200_000)).length }
}

/** Weights are learnt from the agency's results now, not tonight. */
export async function learnFits(ctx: Ctx, { workspaceId: asked }: { workspaceId?: string | undefined }): Promise<Record<string, never>> {
  const workspaceId = await agencyOf(ctx, asked)
  await later(ctx.db, learnLater, { workspaceId }, { key: `fit.learn:${workspaceId}` })
  return {}
}
