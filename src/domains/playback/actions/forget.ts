import type { Ctx } from '#platform/context'
import { forget, pauseHistory } from '../memory.ts'

const idOf = (ctx: Ctx): string => (ctx.actor.kind === 'person' ? ctx.actor.id : '')

/** Takes one film out of the caller's history; its resume position goes with it. */
export async function forgetFilm(ctx: Ctx, input: { filmId: string }): Promise<Record<string, never>> {
  await forget(ctx.db, idOf(ctx), input.filmId)
  return {}
}

export async function clearHistory(ctx: Ctx): Promise<{ erased: number }> {
  return { erased: await forget(ctx.db, idOf(ctx), null) }
}

/** While paused nothing is written down: neither what was watched nor where it was left. */
export async function setHistory(ctx: Ctx, input: { paused: boolean }): Promise<{ paused: boolean }> {
  await pauseHistory(ctx.db, idOf(ctx), input.paused)
  return { paused: input.paused }
}
