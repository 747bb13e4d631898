import { sql } from 'kysely'
import type { z } from 'zod'
import { isStaff, may, mustHaveScope } from './actor.ts'
import type { Ctx } from './context.ts'
import { shouldRetry } from './database/constraints.ts'
import { pool, transaction } from './database/pool.ts'
import { numbersOutOfRange, whyOutOfBounds } from './input/bounds.ts'
import { clocked, operationSeconds } from './metrics.ts'
import type { Command, Operation, Who } from './operation.ts'
import { type FieldRefusal, found, isRefusal, Refusal, unless } from './refusal.ts'
import { digest } from './secrets.ts'
import { traced } from './tracing.ts'

export interface Call {
  /** `room.operation`. */
  name: string
  operation: Operation
  input: unknown
  idempotencyKey?: string | undefined
}

/** The one way into an operation, whoever calls: who may, what shape, one transaction, audit line, idempotency, figures, trace. */
export function invoke(ctx: Ctx, call: Call): Promise<unknown> {
  return traced(call.name, { 'griot.request': ctx.requestId }, () => enter(ctx, call))
}

async function enter(ctx: Ctx, call: Call): Promise<unknown> {
  const begun = performance.now()
  try {
    mayKnock(ctx, call)
    unless(whyBadKey(call.idempotencyKey))
    const input = parse(call.operation.input, call.input)
    await mayEnter(ctx, call.operation.who as Who<unknown>, input)
    const output = call.operation.kind === 'query' ? await call.operation.run(ctx, input) : await change(ctx, call, call.operation, input)
    clocked(operationSeconds, call.name, 'ok')(begun)
    return output
  } catch (caught) {
    const error = whyUnreadable(caught, call) ?? caught
    clocked(operationSeconds, call.name, isRefusal(error) ? error.kind : 'bug')(begun)
    if (isRefusal(error) && (error.kind === 'forbidden' || (call.operation.kind === 'command' && call.operation.auditRefusals)))
      await audit({ ...ctx, db: pool() }, call.name, null, error.kind)
    throw error
  }
}

/** Values that PostgreSQL cannot read as a number, an id or an instant (SQLSTATE): in a list, whose other inputs have their shapes, only a page marker that somebody wrote by hand holds one. */
const unreadable = ['22003', '22007', '22008', '22P02']
/** A whole number that its column cannot hold. */
const outOfRange = '22003'
/** Texts that it cannot hold: a zero byte, also inside jsonb. */
const unstorable = ['22021', '22P05']

function whyUnreadable(error: unknown, { operation, input }: Call): Refusal | null {
  const code = String((error as { code?: unknown } | null)?.code)
  if (unstorable.includes(code)) return new Refusal('invalid', 'platform.invalid')
  const fields = code === outOfRange ? numbersOutOfRange(input) : []
  if (fields.length > 0) return new Refusal('invalid', 'platform.invalid', {}, fields)
  const isPage = operation.kind === 'query' && typeof (input as { after?: unknown } | null)?.after === 'string'
  return isPage && unreadable.includes(code) ? new Refusal('invalid', 'platform.badCursor', {}, [{ field: 'after', code: 'platform.badCursor' }]) : null
}

/** A key is an index entry: longer ones are nobody's, and PostgreSQL could not hold them. */
const whyBadKey = (key: string | undefined): Refusal | null => (key && key.length > mostKey ? new Refusal('invalid', 'platform.keyTooLong', { max: mostKey }) : null)
const mostKey = 255

/** What can be said before reading the input: signed in or not, staff or not, the scopes of a key. */
function mayKnock({ actor }: Ctx, { name, operation }: Call): void {
  const { who } = operation
  if (who.kind !== 'anyone' && actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  if (who.kind === 'staff' && !isStaff(actor, ...who.roles)) throw new Refusal('forbidden', 'platform.forbidden')
  if (who.kind !== 'anyone') mustHaveScope(actor, `${name.split('.')[0]}:${operation.kind === 'query' ? 'read' : 'write'}`)
}

async function mayEnter(ctx: Ctx, who: Who<unknown>, input: unknown): Promise<void> {
  if (who.kind === 'member') {
    const workspaceId = found(await who.workspaceOf(ctx, input))
    if (may(ctx.actor, workspaceId, who.permission) || (who.orStaff.length > 0 && isStaff(ctx.actor, ...who.orStaff))) return
    const inside = ctx.actor.kind === 'person' && ctx.actor.memberships.some((m) => m.workspaceId === workspaceId)
    // A stranger may not learn that the row exists; a member may learn that the role does not allow it.
    throw inside ? new Refusal('forbidden', 'platform.forbidden') : new Refusal('missing', 'platform.missing')
  }
  if (who.kind === 'owner') {
    const ownerId = await who.ownerOf(ctx, input)
    const own = ctx.actor.kind === 'person' && ctx.actor.id === ownerId
    if (!own && !(ownerId && who.orStaff.length > 0 && isStaff(ctx.actor, ...who.orStaff))) throw new Refusal('missing', 'platform.missing')
  }
}

/** More wrong fields than anybody reads: an answer is never larger than the question. */
const mostFields = 100

/** Reads the input, or refuses with one sentence a field. */
export function parse(shape: z.ZodType, input: unknown): unknown {
  unless(whyOutOfBounds(input))
  // zod leaves the input out of its findings unless asked; without it a wrong answer looks like a missing one.
  const read = shape.safeParse(input ?? {}, { reportInput: true })
  if (read.success) return read.data
  throw new Refusal('invalid', 'platform.invalid', {}, read.error.issues.slice(0, mostFields).flatMap(fieldRefusals).slice(0, mostFields))
}

function fieldRefusals(issue: z.core.$ZodIssue): FieldRefusal[] {
  const field = issue.path.join('.')
  const custom = (issue as { params?: { code?: `${string}.${string}` } }).params?.code
  if (custom) return [{ field, code: custom }]
  switch (issue.code) {
    case 'invalid_type':
      return [{ field, code: issue.input === undefined ? 'platform.required' : 'platform.invalidField' }]
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return [{ field, code: 'platform.required' }]
      return [{ field, code: issue.origin === 'string' ? 'platform.tooShort' : 'platform.tooSmall', params: { min: Number(issue.minimum) } }]
    case 'too_big':
      return [{ field, code: issue.origin === 'string' ? 'platform.tooLong' : 'platform.tooBig', params: { max: Number(issue.maximum) } }]
    case 'invalid_format':
      return [{ field, code: issue.format === 'email' ? 'platform.badEmail' : 'platform.invalidField' }]
    case 'invalid_value':
      return [{ field, code: 'platform.badChoice' }]
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), code: 'platform.unknownField' }))
    default:
      return [{ field, code: 'platform.invalidField' }]
  }
}

async function change(ctx: Ctx, call: Call, operation: Command, input: unknown): Promise<unknown> {
  const work = async (inside: Ctx): Promise<unknown> => {
    const first = operation.idempotent && call.idempotencyKey ? await claim(inside, call, input) : null
    if (first) return first.answer
    const output = await operation.run(inside, input)
    if (operation.idempotent && call.idempotencyKey) await remember(inside, call, output)
    if (!operation.unaudited) await audit(inside, call.name, (operation.subject ?? defaultSubject)(input, output), 'ok')
    return output
  }
  if (operation.transaction === false) return work(ctx)
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction(ctx, work)
    } catch (error) {
      if (tries >= 3 || ctx.db.isTransaction || !shouldRetry(error)) throw error
    }
  }
}

/**
 * Whose key it is. A visitor's key stands alone when nobody could hit upon it (a UUID, 32 characters or more): a phone that tries again after moving from wifi to 4G is the same
 * visitor. Weaker keys count at one address only.
 */
function callerOf(ctx: Ctx, key: string): string {
  if (ctx.actor.kind === 'person') return ctx.actor.id
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key) || key.length >= 32 ? 'visitor' : ctx.request.ip
}

/** The first call under this key goes on; a replay gets the first answer; another request under the same key is refused. */
async function claim(ctx: Ctx, call: Call, input: unknown): Promise<{ answer: unknown } | null> {
  const inputDigest = digest(JSON.stringify(input))
  const key = { caller: callerOf(ctx, call.idempotencyKey!), operation: call.name, key: call.idempotencyKey! }
  const mine = await ctx.db
    .insertInto('platform.idempotency')
    .values({ ...key, input_digest: inputDigest })
    .onConflict((c) => c.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (mine) return null
  const before = await ctx.db
    .selectFrom('platform.idempotency')
    .selectAll()
    .where('caller', '=', key.caller)
    .where('operation', '=', key.operation)
    .where('key', '=', key.key)
    .executeTakeFirst()
  if (!before || before.answer === null) throw new Refusal('conflict', 'platform.keyBusy')
  if (before.input_digest !== inputDigest) throw new Refusal('conflict', 'platform.keyReused')
  return { answer: before.answer }
}

async function remember(ctx: Ctx, call: Call, output: unknown): Promise<void> {
  await ctx.db
    .updateTable('platform.idempotency')
    .set({ answer: JSON.stringify(output) })
    .where('caller', '=', callerOf(ctx, call.idempotencyKey!))
    .where('operation', '=', call.name)
    .where('key', '=', call.idempotencyKey!)
    .execute()
}

function defaultSubject(input: unknown): string | null {
  const entries = Object.entries((input ?? {}) as Record<string, unknown>)
  const named = entries.find(([name, value]) => typeof value === 'string' && (name === 'id' || name === 'slug' || name.endsWith('Id')))
  return (named?.[1] as string | undefined) ?? null
}

/** One line of the audit trail, in the transaction of what it tells. */
export async function audit(ctx: Ctx, operation: string, subject: string | null, outcome: string): Promise<void> {
  const actorId = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const via = ctx.actor.kind === 'person' ? ctx.actor.via : null
  await sql`insert into platform.audit (actor_id, via, operation, subject, request_id, ip, outcome)
    values (${actorId}, ${via}, ${operation}, ${subject}, ${ctx.requestId}, ${ctx.request.ip || null}::inet, ${outcome})`.execute(ctx.db)
}
