import { z } from 'zod'
import { id, instant } from '#platform/operation'
import { sources } from '../rules/grid/criteria.ts'
import { lineOrigins } from '../rules/grid/grid.ts'
import { areas, tiers } from '../types.ts'

const bound = z.number().min(0).max(1_000_000)
const version = z.int().min(1).max(1_000_000)
const bands = z.array(z.object({ tier: z.enum(tiers), low: z.number(), high: z.number() }))

export const ofAgency = { workspaceId: id.optional() }
export const GridQuery = z.object({ ...ofAgency, version: version.optional() })
export const Grid = z
  .object({
    version: z.int(),
    /** The last one: the one new check-ups are made with. */
    latest: z.int(),
    origin: z.enum(['house', 'edited', 'measured']),
    note: z.string().nullable(),
    madeAt: instant.nullable(),
    madeBy: z.string().nullable(),
    criteria: z.array(
      z.object({ key: z.string(), area: z.enum(areas), weight: z.number(), source: z.enum(sources), from: z.enum(lineOrigins), bands }).meta({ id: 'GridCriterion' }),
    ),
    /** Artists with a figure on; own percentiles from `ownFrom`. */
    measured: z.int(),
    ownFrom: z.int(),
    mayEdit: z.boolean(),
  })
  .meta({ id: 'CheckupGrid' })

export const GridVersion = z
  .object({
    version: z.int(),
    origin: z.enum(['edited', 'measured']),
    note: z.string().nullable(),
    madeAt: instant,
    madeBy: z.string().nullable(),
    changes: z.array(
      z.object({
        criterion: z.string(),
        weight: z.object({ before: z.number(), after: z.number() }).nullable(),
        tiers: z.array(z.object({ tier: z.enum(tiers), before: z.array(z.number()), after: z.array(z.number()) })),
      }),
    ),
  })
  .meta({ id: 'CheckupGridVersion' })

export const GridEdit = z.object({
  ...ofAgency,
  /** The version the changes start from. */
  version,
  changes: z
    .array(
      z.object({ criterion: z.string().max(60), weight: z.number().min(0).max(100).optional(), tier: z.enum(tiers).optional(), low: bound.optional(), high: bound.optional() }),
    )
    .min(1)
    .max(300),
  note: z.string().trim().max(500).optional(),
})
export const GridRef = z.object({ version: z.int() }).meta({ id: 'CheckupGridRef' })
