import { z } from 'zod'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { Refusal } from '#platform/refusal'
import { wordsOf } from './dictionary.ts'
import { findNotices } from './store.ts'

/** The caller's notices, newest first, in the language they read. */
export async function listNotices(ctx: Ctx, input: { after?: string; limit: number }) {
  const before = decodeCursor(input.after, z.uuid())
  if (input.after && !before) throw new Refusal('invalid', 'platform.badCursor')
  const rows = await findNotices(ctx.db, callerIn(ctx).id, before, input.limit + 1)
  const { items, next } = toPage(rows, input.limit, (row) => row.id)
  return { items: items.map(({ params, ...row }) => ({ ...row, ...wordsOf(ctx.lang, row.kind, params) })), next }
}
