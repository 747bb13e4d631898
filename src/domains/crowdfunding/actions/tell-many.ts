import { filmCards, getWatchable } from '#domains/cinema'
import { peopleWho } from '#domains/trust'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { found } from '#platform/refusal'
import { barOf } from '../bar.ts'
import { listMade } from '../store/lists.ts'
import { markFilmOut, type ProjectRow, readProject } from '../store/projects.ts'
import { tellAll, tellCurious, tellMakers } from './tell.ts'

/** News for everyone around a project, in jobs: there may be thousands. */

/** How the campaign ended, to those who gave, those who follow, and the makers. */
export async function tellEnd(ctx: Ctx, { projectId }: { projectId: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const project = found(await readProject(inside.db, projectId))
    const bar = await barOf(inside.db, project)
    const raised = { amount: bar.raised, currency: bar.currency }
    const what = { succeeded: 'reached', completed: 'reached', failed: 'notReached', cancelled: 'called' }[project.state as string]
    if (!what) return
    const href = `/karangou/projects/${project.slug}`
    await tellAll(inside.db, project, what, { title: project.title, raised, percent: bar.percent }, { href, about: projectId, followers: true })
    if (what !== 'called') await tellMakers(inside.db, project, what === 'reached' ? 'succeeded' : 'failed', { raised, percent: bar.percent }, { key: `end:${projectId}` })
  })
}

/** A campaign begins: told to those who agreed to such news (the consent `news`), its makers apart. */
export async function tellOpened(ctx: Ctx, { projectId }: { projectId: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const project = found(await readProject(inside.db, projectId))
    await tellCurious(inside.db, project, await peopleWho(inside.db, 'news'))
  })
}

export async function tellPosted(ctx: Ctx, { projectId, updateId, headline }: { projectId: string; updateId: string; headline: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const project = found(await readProject(inside.db, projectId))
    const href = `/karangou/projects/${project.slug}/updates`
    await tellAll(inside.db, project, 'posted', { title: project.title, headline }, { href, about: updateId, followers: true })
  })
}

/** The film that a project paid for can be watched: those who gave hear it once, in the words of the film they had watched before, if there was one. */
export async function tellFilmOut(ctx: Ctx, { filmId }: { filmId: string }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const film = await getWatchable(inside.db, filmId)
    if (!film) return
    for (const project of await listMade(inside.db, filmId)) {
      if (!(await markFilmOut(inside.db, project.id, inside.now))) continue
      const before = await firstFilm(inside, project)
      const href = `/karangou/films/${film.slug}`
      const params = { title: project.title, film: film.title, ...(before ? { before } : {}) }
      await tellAll(inside.db, project, before ? 'filmOutAfter' : 'filmOut', params, { href, about: project.id, followers: true })
    }
  })
}

async function firstFilm(ctx: Ctx, project: ProjectRow): Promise<string | null> {
  const [card] = project.filmId ? await filmCards(ctx.db, ctx.lang, [project.filmId]) : []
  return card?.title ?? null
}
