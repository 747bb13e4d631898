import { callerIn, deletePerson, personOf } from '#domains/identity'
import { notify } from '#domains/messaging'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { personalRooms } from '#platform/personal'
import { isRefusal, Refusal } from '#platform/refusal'
import type { z } from 'zod'
import { personErased } from '../events.ts'
import { whyNotConfirmed } from '../rules.ts'
import type { Erasure } from '../schema.ts'
import { deleteErasure, insertErased, insertErasure, readDueErasures, setBlocked, unname } from '../store.ts'
import { graceDays } from '../types.ts'

type Answer = z.input<typeof Erasure>

/**
 * Asks to be erased: in a week, which can be taken back, or at once. Refuses `trust.confirmWrong`, and whatever a room has against it now (money on its way,
 * the last owner of a workspace), in its own words.
 */
export async function requestErasure(ctx: Ctx, { confirm, when }: { confirm: string; when: 'week' | 'now' }): Promise<Answer> {
  const { id, via } = callerIn(ctx)
  if (via === 'key') throw new Refusal('forbidden', 'trust.notByKey')
  const person = await personOf(ctx.db, id)
  const wrong = whyNotConfirmed(confirm, person)
  if (wrong) throw wrong
  const blocked = await whyNot(ctx, id)
  if (blocked) throw new Refusal('conflict', blocked)
  if (when === 'now') {
    await erase(ctx, id)
    return { asked: true, dueAt: ctx.now, blocked: null, done: true }
  }
  const dueAt = after(ctx.now, graceDays * day)
  await insertErasure(ctx.db, id, dueAt)
  await notify(ctx.db, { userId: id, kind: 'trust.erasureAsked', params: { days: graceDays }, href: '/account/data', mail: true })
  return { asked: true, dueAt, blocked: null, done: false }
}

export async function cancelErasure(ctx: Ctx): Promise<Answer> {
  await deleteErasure(ctx.db, callerIn(ctx).id)
  return { asked: false, dueAt: null, blocked: null, done: false }
}

/** Erases whoever's week is over. What stands against it is written down, told, and tried again the next day. */
export async function eraseDue(ctx: Ctx): Promise<void> {
  for (const { userId, blocked: told } of await readDueErasures(ctx.db, ctx.now)) {
    const blocked = await transaction(ctx, async (inside) => {
      const reason = await whyNot(inside, userId)
      if (!reason) await erase(inside, userId)
      else if (reason !== told) {
        await setBlocked(inside.db, userId, reason)
        await notify(inside.db, { userId, kind: 'trust.erasureBlocked', href: '/account/data', mail: true })
      }
      return reason
    }).catch((error: unknown) => {
      if (isRefusal(error)) return error.code
      ctx.log.error({ err: error }, 'a person could not be erased')
      return null
    })
    if (blocked) ctx.log.info({ blocked }, 'an erasure waits')
  }
}

async function whyNot(ctx: Ctx, userId: string): Promise<`${string}.${string}` | null> {
  for (const room of personalRooms()) {
    const code = await room.whyCannotErase?.(ctx.db, userId)
    if (code) return code
  }
  return null
}

/** One transaction: what must stay loses its name, the rooms do what only they can, the person goes with all that hangs on them. */
async function erase(ctx: Ctx, userId: string): Promise<void> {
  const kept: Record<string, number> = {}
  for (const room of personalRooms()) {
    await room.erase?.(ctx, userId)
    for (const table of room.tables) {
      if (typeof table.atErasure === 'object') kept[`${table.table}.${table.by}`] = await unname(ctx.db, table, table.atErasure.unnamed, userId)
    }
  }
  await deletePerson(ctx.db, userId)
  await insertErased(ctx.db, userId, kept)
  await personErased(ctx.db, userId)
}
