import { z } from 'zod'
import type { Ctx } from './context.ts'
import type { StaffRole } from './actor.ts'

/** Verb and path, `:name` for parameters: below `/api/v1`, or whole when it begins with `/api/` (addresses that others were promised). */
export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

/** Who may call an operation. Required: an operation cannot exist without saying so. */
export type Who<Input = never> =
  | { kind: 'anyone' }
  | { kind: 'signed-in' }
  | { kind: 'staff'; roles: readonly StaffRole[] }
  | { kind: 'member'; permission: string; workspaceOf: (ctx: Ctx, input: Input) => Promise<string | null> | string | null; orStaff: readonly StaffRole[] }
  | { kind: 'owner'; ownerOf: (ctx: Ctx, input: Input) => Promise<string | null>; orStaff: readonly StaffRole[] }

export const anyone = { kind: 'anyone' } as const
export const signedIn = { kind: 'signed-in' } as const
export function staff(...roles: StaffRole[]): Who<unknown> & { kind: 'staff' } {
  return { kind: 'staff', roles }
}
/** Members of the workspace that the row belongs to, with that permission. `workspaceOf` answers null when there is no such row: the caller then gets `missing`. */
export function member<Input>(permission: string, workspaceOf: (ctx: Ctx, input: Input) => Promise<string | null> | string | null, ...orStaff: StaffRole[]): Who<Input> {
  return { kind: 'member', permission, workspaceOf, orStaff }
}
/** The person the row belongs to. Others get `missing`: they may not learn that the row exists. */
export function owner<Input>(ownerOf: (ctx: Ctx, input: Input) => Promise<string | null>, ...orStaff: StaffRole[]): Who<Input> {
  return { kind: 'owner', ownerOf, orStaff }
}

interface Definition<In extends z.ZodType, Out extends z.ZodType> {
  /** One English line for the API page. */
  summary: string
  route: Route
  who: Who<z.output<In>>
  input: In
  output: Out
  run: (ctx: Ctx, input: z.output<In>) => Promise<z.input<Out>>
  /** Requests a minute allowed to one account (or one address when nobody is signed in). Default 600. */
  perMinute?: number
}

export interface Query<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> extends Definition<In, Out> {
  kind: 'query'
  /** `Cache-Control` for anonymous callers. */
  cache?: string
  form?: z.input<In>
}

export interface Command<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> extends Definition<In, Out> {
  kind: 'command'
  /** HTTP status of success. Default 200. */
  status?: 200 | 201 | 202 | 204
  /** Takes an `Idempotency-Key`; a replay returns the first answer. For what moves money or sends something. */
  idempotent?: boolean
  /** False only where another library owns the transaction (sign-in); the action then sees the pool. */
  transaction?: boolean
  /** What the audit line names as touched. Default: the first `…Id`, `id` or `slug` of the input. */
  subject?: (input: z.output<In>, output: z.input<Out>) => string | null
  /** Refused calls leave a line too: ways in, where a failure tells as much as a success. */
  auditRefusals?: boolean
  /** Not written to the audit trail: heartbeats and the like. */
  unaudited?: boolean
  form?: z.input<In>
}

export type Operation = Query | Command

/** A read. GET; runs on the pool, leaves no audit line. */
export function query<In extends z.ZodType, Out extends z.ZodType>(definition: Omit<Query<In, Out>, 'kind' | 'form'>): Query<In, Out> {
  return { kind: 'query', ...definition }
}

/** A change. Runs in one transaction with its audit line and the events it announces. */
export function command<In extends z.ZodType, Out extends z.ZodType>(definition: Omit<Command<In, Out>, 'kind' | 'form'>): Command<In, Out> {
  return { kind: 'command', ...definition }
}

export const id = z.uuid()
/** An instant: `Date` inside, ISO 8601 with `Z` outside. */
export const instant = z.date().meta({ instant: true })
export const nothing = z.object({})

/** Input of a list paged by cursor: `after` is the `next` of the previous page. */
export const paging = { after: z.string().max(400).optional(), limit: z.int().min(1).max(100).default(20) }

/** Output of a list: `next` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** Cuts a read of `limit + 1` rows into a page; `cursorOf` names the last row kept. */
export function toPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => unknown): Page<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null }
}

export function encodeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** The value inside a cursor, or null when it was tampered with. */
export function decodeCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (!cursor) return null
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Where an operation answers. */
export function addressOf(path: string): `/api/${string}` {
  return path.startsWith('/api/') ? (path as `/api/${string}`) : `/api/v1${path}`
}
