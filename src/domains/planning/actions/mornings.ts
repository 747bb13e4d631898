import { callerIn, findMembersWith } from '#domains/identity'
import { notify, timeZonesOf } from '#domains/messaging'
import type { Ctx, Db } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { addDays, localDay, weekdayOf } from '../rules/days.ts'
import { claimMorning, claimReminder, countDue, findAwaited, findReminders, putMorning, type Reminder } from '../store/mornings.ts'

/** People are told from seven in the morning, where they live. */
const dawn = 7 * 60
const lot = 500
const first = '00000000-0000-0000-0000-000000000000'
const ownSpace = '/mona/me'

export async function setMorning(ctx: Ctx, { wanted }: { wanted: boolean }) {
  await putMorning(ctx.db, callerIn(ctx).id, wanted)
  return { wanted }
}

/** Every hour: who has work due and whose morning has come is told once, on working days. */
export async function tellMornings(ctx: Ctx): Promise<void> {
  // It may be tomorrow already further east.
  const furthest = addDays(localDay(ctx.now, 'UTC').day, 1)
  for (let after = first; ;) {
    const people = await findAwaited(ctx.db, furthest, after, lot)
    const zones = await timeZonesOf(ctx.db, people)
    for (const userId of people) {
      const { day, minute } = localDay(ctx.now, zones.get(userId)!)
      if (minute >= dawn && weekdayOf(day) <= 5) await transaction(ctx, (inside) => tellMorning(inside.db, userId, day))
    }
    if (people.length < lot) return
    after = people.at(-1)!
  }
}

async function tellMorning(db: Db, userId: string, day: string): Promise<void> {
  const due = await countDue(db, userId, day)
  const overdue = due.reduce((sum, one) => sum + one.overdue, 0)
  const today = due.reduce((sum, one) => sum + one.today, 0)
  if (overdue + today === 0 || !(await claimMorning(db, userId, day))) return
  const isMember = (await Promise.all(due.map(({ workspaceId }) => sees(db, workspaceId, userId)))).includes(true)
  await notify(db, { userId, kind: 'planning.morning', params: { overdue, today, day }, href: isMember ? '/mona/today' : ownSpace, key: day })
}

/** Every hour: owners are reminded of the tasks that asked for it, once each. */
export async function tellReminders(ctx: Ctx): Promise<void> {
  const furthest = addDays(localDay(ctx.now, 'UTC').day, 1)
  for (let after = first; ;) {
    const due = await findReminders(ctx.db, furthest, after, lot)
    const zones = await timeZonesOf(ctx.db, [...new Set(due.map(({ ownerId }) => ownerId))])
    for (const one of due) {
      const { day, minute } = localDay(ctx.now, zones.get(one.ownerId)!)
      if (one.remindOn < day || (one.remindOn === day && minute >= dawn)) await transaction(ctx, (inside) => remind(inside, one))
    }
    if (due.length < lot) return
    after = due.at(-1)!.id
  }
}

async function remind(ctx: Ctx, one: Reminder): Promise<void> {
  if (!(await claimReminder(ctx.db, one, ctx.now))) return
  const href = (await sees(ctx.db, one.workspaceId, one.ownerId)) ? `/mona/tasks/${one.id}` : (one.ownerHref ?? ownSpace)
  await notify(ctx.db, { userId: one.ownerId, kind: 'planning.reminder', params: { title: one.title }, href, key: `${one.id}:${one.remindOn}` })
}

const sees = async (db: Db, workspaceId: string, userId: string): Promise<boolean> => (await findMembersWith(db, workspaceId, 'tasks.view')).includes(userId)
