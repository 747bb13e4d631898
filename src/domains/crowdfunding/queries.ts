import { isStaff } from '#platform/actor'
import { findFilm } from '#domains/cinema'
import { channels, checkPhone, methodsFor } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import { found, isRefusal } from '#platform/refusal'
import { z } from 'zod'
import { cardsOf, isShown, mayEdit, maySee, projectOf } from './present.ts'
import type { ContributionMethod, Project, ProjectCard, ProjectQuery, ReadPhone, Wall } from './schema.ts'
import { listAfterFilm, listOpenOf, listShown } from './store/lists.ts'
import { type ProjectRow, readProject } from './store/projects.ts'
import { listWall } from './store/talk.ts'

const place = z.object({ key: z.string().max(60), id: z.uuid() })

export async function listProjects(ctx: Ctx, { q, state, country, sort, after, limit }: z.output<typeof ProjectQuery>): Promise<Page<ProjectCard>> {
  const rows = await listShown(ctx.db, { q, state, country, sort, after: decodeCursor(after, place), limit: limit + 1 })
  const page = toPage(rows, limit, ({ key, id }) => ({ key, id }))
  return { items: await cardsOf(ctx.db, page.items), next: page.next }
}

/** The project if the caller may see it. Refuses `crowdfunding.noSuchProject`. */
export async function shownProject(ctx: Ctx, slug: string): Promise<ProjectRow> {
  const row = await readProject(ctx.db, slug)
  return found(row && maySee(ctx, row) ? row : null, 'crowdfunding.noSuchProject')
}

/** The project if everyone may see it. */
export async function publicProject(ctx: Ctx, slug: string): Promise<ProjectRow> {
  const row = await readProject(ctx.db, slug)
  return found(row && isShown(row) ? row : null, 'crowdfunding.noSuchProject')
}

export async function getProject(ctx: Ctx, { slug }: { slug: string }): Promise<Project> {
  return projectOf(ctx, await shownProject(ctx, slug))
}

export async function projectWall(ctx: Ctx, { slug, after, limit }: { slug: string; after?: string | undefined; limit: number }): Promise<z.output<typeof Wall>> {
  const project = await publicProject(ctx, slug)
  const { items, next } = await listWall(ctx.db, project.id, { after, limit })
  const moderates = mayEdit(ctx, project) || isStaff(ctx.actor, 'moderator')
  return {
    items: items.map(({ id, name, message, hidden, amount, at }) =>
      moderates ? { id, name, message, hidden, amount, at } : { id: null, name, message: hidden ? null : message, hidden: false, amount, at },
    ),
    next,
  }
}

/** Open projects that follow the film; when there is none, those of the same makers. */
export async function fundableAfter(ctx: Ctx, { slug, limit }: { slug: string; limit: number }): Promise<{ items: ProjectCard[] }> {
  const film = await findFilm(ctx.db, slug)
  if (!film?.listed) return { items: [] }
  const next = await listAfterFilm(ctx.db, film.id, limit)
  if (next.length > 0) return { items: await cardsOf(ctx.db, next) }
  return { items: film.workspaceId ? await cardsOf(ctx.db, await listOpenOf(ctx.db, film.workspaceId, limit)) : [] }
}

interface Wanted {
  slug: string
  amount?: number | undefined
  country?: string | undefined
  phone?: string | undefined
  channel?: string | undefined
}

/** Ways to pay in the project's currency; of an all-or-nothing project, those that can are charged only at success. */
export async function contributionMethods(
  ctx: Ctx,
  { slug, amount, country, phone, channel }: Wanted,
): Promise<{ items: z.output<typeof ContributionMethod>[]; phone: z.output<typeof ReadPhone> | null }> {
  const project = await publicProject(ctx, slug)
  const methods = methodsFor({ currency: project.currency, country: country ?? null, amount: amount ?? null })
  return {
    phone: phone ? readPhone(phone, channel) : null,
    items: methods.map(({ provider, channel, flow, country: serves, currency, minimum, maximum, step, saves, holder, sandbox }) => ({
      provider,
      channel,
      flow,
      country: serves,
      currency,
      minimum,
      maximum,
      step,
      pledges: saves && project.model === 'all-or-nothing',
      holder,
      sandbox,
    })),
  }
}

function readPhone(typed: string, channel: string | undefined): z.output<typeof ReadPhone> | null {
  try {
    const { phone, guess } = checkPhone(
      typed,
      null,
      channels.find((one) => one === channel),
    )
    return { number: phone, guess }
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}
