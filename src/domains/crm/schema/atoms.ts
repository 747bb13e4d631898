import { z } from 'zod'
import { isDay } from '../rules/fields.ts'
import { networks, recordKinds } from '../types.ts'

/* The smallest pieces that the room's shapes are made of. */

/** A line of text: trimmed, without signs that no keyboard types. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex -- a name is one line
    .regex(/^[^\u0000-\u001f\u007f]*$/)
/** Several lines. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex -- what PostgreSQL and XML cannot hold
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/)
/** ISO 3166-1 alpha-2. */
export const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/)
export const language = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z]{2,3}$/)
export const isoDay = z.string().refine(isDay)
export const label = line(60).min(1)
export const recordKind = z.enum(recordKinds)
export const network = z.enum(networks)
export const contactKind = z.enum(['person', 'organisation'])
