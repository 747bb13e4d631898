import { z } from 'zod'
import { languages } from '#platform/text'

/* The smallest pieces that the room's shapes are made of. */

/** A line of text: trimmed, without signs that no keyboard types; so that nothing typed can end a header. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex -- a line is one line
    .regex(/^[^\u0000-\u001f\u007f\u0085\u2028\u2029]*$/)
/** Several lines. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex -- what PostgreSQL and mail programs cannot hold
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/)
    .transform((text) => text.replaceAll('\r\n', '\n').toWellFormed())
export const lang = z.enum(languages)
export const email = z.email().max(254)
export const Problem = z.string().nullable()
