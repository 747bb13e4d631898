import { z } from 'zod'
import { currencies } from '#platform/money'

/* The smallest pieces that the room's shapes are made of. */
export const slug = z.string().min(1).max(200)
export const text = (max: number) => z.string().trim().max(max)
export const country = z.string().regex(/^[A-Z]{2}$/)
/** Minor units. */
export const amount = z.int().min(0).max(1_000_000_000_000)
export const currency = z.enum(currencies)
export const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
