import { findFilm } from '#domains/cinema'
import { findPersonByEmail } from '#domains/identity'
import { after, day, hour, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { addView, saveProgress } from './memory.ts'
import { isFinished } from './rules.ts'

/** What the people of the demo have watched: share of the film, days ago. */
const watched: Readonly<Record<string, readonly (readonly [slug: string, share: number, daysAgo: number])[]>> = {
  'awa.mensah@griot.example': [
    ['tears-of-steel', 0.42, 0.1],
    ['touki-bouki', 1, 3],
    ['felicite', 1, 9],
  ],
  'kossi.adjovi@griot.example': [
    ['touki-bouki', 1, 2],
    ['felicite', 1, 5],
    ['tilai', 1, 8],
    ['atlantics', 0.7, 12],
  ],
  'fatoumata.traore@griot.example': [
    ['touki-bouki', 1, 6],
    ['tilai', 1, 7],
    ['sarraounia', 1, 20],
    ['atlantics', 1, 21],
  ],
  'hugo.lambert@griot.example': [
    ['felicite', 1, 4],
    ['atlantics', 1, 4],
    ['tears-of-steel', 1, 1],
    ['king-of-boys', 0.3, 30],
  ],
  'aminata.diallo@griot.example': [
    ['touki-bouki', 1, 15],
    ['sarraounia', 1, 16],
    ['tilai', 1, 18],
    ['big-buck-bunny', 1, 2],
  ],
}

/** The demo's memory of watching: enough for "continue", for history, and for recommendations to have reasons. */
export async function seed(ctx: Ctx): Promise<void> {
  for (const [email, films] of Object.entries(watched)) {
    const person = await findPersonByEmail(ctx.db, email)
    if (person) for (const [slug, share, daysAgo] of films) await remember(ctx, person.id, slug, share, after(ctx.now, -daysAgo * day))
  }
  for (const [n, country] of ['TG', 'TG', 'TG', 'SN', 'CI', 'FR'].entries()) {
    for (const slug of n % 2 === 0 ? ['tears-of-steel', 'big-buck-bunny'] : ['tears-of-steel']) {
      const film = await findFilm(ctx.db, slug)
      if (film) await addView(ctx.db, { filmId: film.id, viewer: `demo:${n}`, country, at: after(ctx.now, -(n + 1) * 5 * hour) })
    }
  }
}

async function remember(ctx: Ctx, userId: string, slug: string, share: number, watchedAt: Date): Promise<void> {
  const film = await findFilm(ctx.db, slug)
  if (!film) return
  const durationMs = slug === 'tears-of-steel' ? 70_500 : slug === 'big-buck-bunny' ? 30_000 : 95 * minute
  const positionMs = Math.round(durationMs * share)
  await saveProgress(ctx.db, userId, { filmId: film.id, positionMs, durationMs, finished: isFinished(positionMs, durationMs), watchedAt })
}
