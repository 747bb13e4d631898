import { z } from 'zod'
import { id, instant } from '#platform/operation'
import { isDay } from '../rules/days.ts'
import { priorities } from '../types.ts'

/** A month, as its first day or as `2026-12`. */
export const month = z
  .string()
  .regex(/^\d{4}-\d{2}(-01)?$/)
  .transform((text) => `${text.slice(0, 7)}-01`)
  .refine(isDay)

export const Step = z
  .object({
    title: z.string().trim().min(1).max(200),
    phase: z.string().trim().max(40).nullable().optional(),
    week: z.int().min(1).max(5),
    weekday: z.int().min(1).max(7),
    afterDays: z.int().min(0).max(90).nullable().optional(),
    ownerId: id.nullable().optional(),
    priority: z.enum(priorities).optional(),
  })
  .meta({ id: 'NewRhythmStep' })

/** A step as it is read: nothing is left out. */
const ShownStep = z
  .object({
    title: z.string(),
    phase: z.string().nullable(),
    week: z.int(),
    weekday: z.int(),
    afterDays: z.int(),
    ownerId: id.nullable(),
    priority: z.enum(priorities),
  })
  .meta({ id: 'RhythmStep' })

const steps = z.array(Step).min(1).max(60)
const name = z.string().trim().min(1).max(80)

export const Rhythm = z
  .object({
    id,
    workspaceId: id,
    name: z.string(),
    steps: z.array(ShownStep),
    /** Makes each month by itself, a week before its first week. */
    active: z.boolean(),
    version: z.int(),
    /** Months already made, the last first. */
    made: z.array(z.object({ month: z.string(), madeAt: instant, open: z.int(), done: z.int() })),
  })
  .meta({ id: 'Rhythm' })

export const RhythmDraft = z.object({ workspaceId: id.optional(), name, steps, active: z.boolean().default(true) })
export const RhythmEdit = z.object({ id, version: z.int().optional(), name: name.optional(), steps: steps.optional(), active: z.boolean().optional() })
export const MonthOfRhythm = z.object({ id, month })
export const RhythmRef = z.object({ id, version: z.int() }).meta({ id: 'RhythmRef' })
export const MadeMonth = z.object({ id, month: z.string(), tasks: z.int() }).meta({ id: 'MadeMonth' })
