import { callerIn, findMembersWith, findPeople, findWorkspaces, workspaceIn } from '#domains/identity'
import { z } from 'zod'
import { may } from '#platform/actor'
import { after, hour } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import { addDays, isDay } from '../rules/days.ts'
import type { TaskQuery } from '../schema.ts'
import { countDay, type ListedTask, listRows, ownRows, searchRows, type TaskCursor } from '../store/lists.ts'
import { isMorningWanted } from '../store/mornings.ts'
import type { TaskSort, When } from '../types.ts'
import { present, todayOf } from './present.ts'

const isKey = (text: string): boolean => text === '' || text === 'infinity' || isDay(text) || /^\d{1,12}(\.\d{1,6})?$/.test(text)
const key = z.string().refine(isKey)

/** The cursor of a list in this order; one of another order, or one that was tampered with, begins anew. */
function cursorIn(sort: TaskSort, text: string | undefined): TaskCursor | null {
  const read = decodeCursor(text, z.tuple([z.literal(sort), key, key, z.uuid()]))
  if (!read) return null
  const [, one, two, id] = read
  const fits = { due: one === 'infinity' || isDay(one), priority: /^[123]$/.test(one) && (two === 'infinity' || isDay(two)), newest: true, done: /^\d+(\.\d+)?$/.test(one) }
  return fits[sort] ? [one, two, id] : null
}

const cursorOf =
  (sort: TaskSort) =>
  ({ k1, k2, id }: ListedTask) => [sort, k1, k2, id]

export async function listTasks(ctx: Ctx, input: z.output<typeof TaskQuery>) {
  const me = callerIn(ctx)
  const workspaceId = found(await workspaceIn(ctx, 'agency', input.workspaceId))
  const { owner, sort, after: from, limit, ...filter } = input
  const ownerId = owner === undefined ? undefined : owner === 'none' ? null : owner === 'me' ? me.id : owner
  const today = (await todayOf(ctx.db, me.id, ctx.now)).day
  const rows = await listRows(ctx.db, workspaceId, { ...filter, ownerId, today }, sort, cursorIn(sort, from), limit)
  const page = toPage(rows, limit, cursorOf(sort))
  return { items: await present(ctx.db, page.items), next: page.next }
}

/** So many of each group are shown; the counts say how many there are. */
const most = 100

export async function myDay(ctx: Ctx, input: { workspaceId?: string | undefined }) {
  const me = callerIn(ctx)
  const workspaceId = found(await workspaceIn(ctx, 'agency', input.workspaceId))
  const { day: today, minute } = await todayOf(ctx.db, me.id, ctx.now)
  const midnight = after(ctx.now, (-minute / 60) * hour)
  const group = (filter: { when?: When; dueFrom?: string; dueTo?: string }) =>
    listRows(ctx.db, workspaceId, { ownerId: me.id, state: 'open', today, ...filter }, 'due', null, most - 1)
  const [overdue, dueToday, week, undated, counts, morning, people] = await Promise.all([
    group({ when: 'overdue' }),
    group({ when: 'today' }),
    group({ dueFrom: addDays(today, 1), dueTo: addDays(today, 7) }),
    group({ when: 'undated' }),
    countDay(ctx.db, workspaceId, me.id, today, midnight),
    isMorningWanted(ctx.db, me.id),
    membersOf(ctx, workspaceId),
  ])
  const shown = await present(ctx.db, [...overdue, ...dueToday, ...week, ...undated])
  return {
    ...{ workspaceId, today, counts, morning, people },
    overdue: shown.filter(({ dueOn }) => dueOn !== null && dueOn < today),
    dueToday: shown.filter(({ dueOn }) => dueOn === today).toSorted((a, b) => (a.dueMinute ?? 1_440) - (b.dueMinute ?? 1_440) || rank[a.priority] - rank[b.priority]),
    coming: shown.filter(({ dueOn }) => dueOn !== null && dueOn > today),
    undated: shown.filter(({ dueOn }) => dueOn === null),
    mayEdit: may(ctx.actor, workspaceId, 'tasks.edit'),
  }
}

const rank = { high: 0, normal: 1, low: 2 } as const

/** Who may be given a task there, by name. */
export async function membersOf(ctx: Ctx, workspaceId: string): Promise<{ id: string; name: string }[]> {
  const people = await findPeople(ctx.db, await findMembersWith(ctx.db, workspaceId, 'tasks.view'))
  return [...people.values()].map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name, ctx.lang))
}

export async function taskPeople(ctx: Ctx, input: { workspaceId?: string | undefined }) {
  return { items: await membersOf(ctx, found(await workspaceIn(ctx, 'agency', input.workspaceId))) }
}

/** For the palette: the caller's workspaces only. */
export async function searchTasks(ctx: Ctx, { q, limit }: { q: string; limit: number }) {
  const own = ctx.actor.kind === 'person' ? ctx.actor.memberships.filter((one) => one.permissions.includes('tasks.view')).map((one) => one.workspaceId) : []
  return { items: own.length === 0 ? [] : await present(ctx.db, await searchRows(ctx.db, own, q, limit)) }
}

/** A person's own tasks in every workspace, also where they are no member; there they are led to their own space. */
export async function myTasks(
  ctx: Ctx,
  { state, after: from, limit, ...only }: { state: 'open' | 'done'; workspaceId?: string | undefined; after?: string | undefined; limit: number },
) {
  const me = callerIn(ctx)
  const sort = state === 'open' ? 'due' : 'done'
  const page = toPage(await ownRows(ctx.db, me.id, state, only.workspaceId ?? null, cursorIn(sort, from), limit), limit, cursorOf(sort))
  const workspaces = await findWorkspaces(
    ctx.db,
    page.items.map(({ workspaceId }) => workspaceId),
  )
  const today = (await todayOf(ctx.db, me.id, ctx.now)).day
  const items = page.items.map(({ id, workspaceId, title, notes, dueOn, dueMinute, priority, state: now, href, ownerHref, doneAt }) => ({
    ...{ id, title, notes, dueOn, dueMinute, priority, state: now, doneAt },
    workspace: workspaces.get(workspaceId)?.name ?? '',
    href: may(ctx.actor, workspaceId, 'tasks.view') ? (href ?? `/mona/tasks/${id}`) : ownerHref,
  }))
  return { items, next: page.next, today }
}
