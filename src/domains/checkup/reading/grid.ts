import { findPeople } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx, Db } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import { Refusal } from '#platform/refusal'
import { z } from 'zod'
import { daysBefore, staleAfter } from '../rules/figures/growth.ts'
import { criteria } from '../rules/grid/criteria.ts'
import { completed, differences, type Grid, houseGrid } from '../rules/grid/grid.ts'
import { ownFrom } from '../rules/grid/own.ts'
import type { Tier } from '../types.ts'
import { measuredArtists, readGrid, readGrids } from '../store/grids.ts'
import { inAgency } from './agency.ts'
import { today } from './figures.ts'

/** The grid new check-ups of a workspace are made with. */
export async function latestGrid(db: Db, workspaceId: string): Promise<{ version: number; grid: Grid }> {
  const row = await readGrid(db, workspaceId, null)
  return row ? { version: row.version, grid: completed(row.criteria) } : { version: 1, grid: houseGrid }
}

/** One version, the last when none is named. Refuses `checkup.noSuchVersion`. */
export async function getGrid(ctx: Ctx, input: { workspaceId?: string | undefined; version?: number | undefined }) {
  const workspaceId = await inAgency(ctx, input.workspaceId)
  const last = await readGrid(ctx.db, workspaceId, null)
  const latest = last?.version ?? 1
  const version = input.version ?? latest
  const row = version === latest ? last : await readGrid(ctx.db, workspaceId, version)
  if (!row && version !== 1) throw new Refusal('missing', 'checkup.noSuchVersion', { version })
  const people = await findPeople(ctx.db, row?.madeBy ? [row.madeBy] : [])
  const grid = row ? completed(row.criteria) : houseGrid
  return {
    version,
    latest,
    origin: row?.origin ?? ('house' as const),
    note: row?.note ?? null,
    madeAt: row?.madeAt ?? null,
    madeBy: people.get(row?.madeBy ?? '')?.name ?? null,
    criteria: criteria.map(({ key, area, source }) => ({ key, area, source, weight: grid[key]!.weight, from: grid[key]!.from, bands: listed(grid[key]!.bands) })),
    measured: (await measuredArtists(ctx.db, workspaceId, daysBefore(today(ctx.now), staleAfter))).length,
    ownFrom,
    mayEdit: may(ctx.actor, workspaceId, 'artists.manage'),
  }
}

const listed = (bands: Grid[string]['bands']) => Object.entries(bands ?? {}).map(([tier, { low, high }]) => ({ tier: tier as Tier, low, high }))

/** The versions of a workspace, newest first, each with what it changed. The house's own has no line. */
export async function gridVersions(
  ctx: Ctx,
  input: { workspaceId?: string | undefined; after?: string | undefined; limit: number },
): Promise<Page<unknown> & { items: ReturnType<typeof line>[] }> {
  const workspaceId = await inAgency(ctx, input.workspaceId)
  // One more than the page and its neighbour: each version is told against the one below it.
  const rows = await readGrids(ctx.db, workspaceId, decodeCursor(input.after, z.int()), input.limit + 1)
  const people = await findPeople(
    ctx.db,
    rows.flatMap(({ madeBy }) => madeBy ?? []),
  )
  const page = toPage(rows, input.limit, ({ version }) => version)
  return { items: page.items.map((row, place) => line(row, rows[place + 1]?.criteria ?? houseGrid, people.get(row.madeBy ?? '')?.name ?? null)), next: page.next }
}

function line(row: Awaited<ReturnType<typeof readGrids>>[number], below: Grid, madeBy: string | null) {
  const changes = differences(completed(below), completed(row.criteria)).map(({ criterion, weight, tiers }) => ({
    criterion,
    weight: weight && { before: weight[0], after: weight[1] },
    tiers: tiers.map(({ tier, before, after }) => ({ tier, before: [...before], after: [...after] })),
  }))
  return { version: row.version, origin: row.origin, note: row.note, madeAt: row.madeAt, madeBy, changes }
}
