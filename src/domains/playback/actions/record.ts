import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { digest } from '#platform/secrets'
import { addExperiences } from '../memory.ts'
import type { experienceInput } from '../schema.ts'
import { findByToken } from '../store.ts'
import { isHolder, viewerOf } from '../viewer.ts'

/** Keeps what a player says of its quality. Also accepted just after the session's end: the last words come when the page closes. */
export async function recordExperience(ctx: Ctx, input: z.output<typeof experienceInput>): Promise<Record<string, never>> {
  const session = await findByToken(ctx.db, digest(input.token))
  const held = found(session && isHolder(session, viewerOf(ctx)) ? session : null, 'playback.noSuchSession')
  await addExperiences(
    ctx.db,
    held.id,
    held.filmId,
    ctx.now,
    input.events.map((e) => ({ kind: e.kind, value: e.value, rung: e.rung ?? null, detail: e.detail ?? null })),
  )
  return {}
}
