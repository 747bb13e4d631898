import { findMembersWith, findStaff } from '#domains/identity'
import { notify, notifyContact, type NoticeParams } from '#domains/messaging'
import type { Db } from '#platform/context'
import { pathOf } from '../gifts.ts'
import { type ContributionRow, readGivers } from '../store/contributions.ts'
import type { ProjectRow } from '../store/projects.ts'
import { readFollowers } from '../store/talk.ts'

/** Who is told what. The words are `notice.<what>` of this room's texts. */

/** What leads to a public page; the rest leads whoever has no account to their contribution. */
const leadsOut: readonly string[] = ['posted', 'filmOut', 'filmOutAfter']

type Giver = Pick<ContributionRow, 'id' | 'userId' | 'email' | 'phone' | 'lang'>

/** Whoever gave: on screen and by mail with an account, by mail or SMS without one. Once for each contribution. */
export async function tellGiver(db: Db, giver: Giver, what: string, params: NoticeParams, href: string = pathOf(giver.id)): Promise<void> {
  const notice = { kind: `crowdfunding.${what}`, params, href, key: `${what}:${giver.id}` }
  if (giver.userId) await notify(db, { userId: giver.userId, ...notice })
  else await notifyContact(db, { email: giver.email, phone: giver.phone, lang: giver.lang, ...notice })
}

/** Everyone who gave to a project; with `followers`, also those who only follow it. `about` makes the same news told once (an update's id). */
export async function tellAll(
  db: Db,
  project: ProjectRow,
  what: string,
  params: NoticeParams,
  { href, about, followers }: { href: string; about: string; followers: boolean },
): Promise<void> {
  const givers = await readGivers(db, project.id)
  const key = `${what}:${about}`
  const kind = `crowdfunding.${what}`
  for (const giver of givers) {
    if (giver.userId) await notify(db, { userId: giver.userId, kind, params, href, key })
    else await notifyContact(db, { email: giver.email, phone: giver.phone, lang: giver.lang, kind, params, href: leadsOut.includes(what) ? href : pathOf(giver.id), key })
  }
  if (!followers) return
  const told = new Set(givers.map((giver) => giver.userId))
  for (const userId of await readFollowers(db, project.id)) if (!told.has(userId)) await notify(db, { userId, kind, params, href, key })
}

/** People who agreed to hear of new campaigns: once for each campaign. */
export async function tellCurious(db: Db, project: ProjectRow, people: readonly string[]): Promise<void> {
  const makers = new Set(await findMembersWith(db, project.workspaceId, 'projects.view'))
  const notice = {
    kind: 'crowdfunding.opened',
    params: { title: project.title, summary: project.summary },
    href: `/karangou/projects/${project.slug}`,
    key: `opened:${project.id}`,
  }
  for (const userId of people) if (!makers.has(userId)) await notify(db, { userId, ...notice })
}

/** The makers who may act on it. */
export async function tellMakers(db: Db, project: ProjectRow, what: string, params: NoticeParams = {}, options: { money?: boolean; key?: string } = {}): Promise<void> {
  const makers = await findMembersWith(db, project.workspaceId, options.money ? 'projects.money' : 'projects.edit')
  const notice = { kind: `crowdfunding.${what}`, params: { title: project.title, ...params }, href: `/karangou/studio/projects/${project.id}` }
  for (const userId of makers) await notify(db, { userId, ...notice, ...(options.key ? { key: options.key } : {}) })
}

export async function tellReviewers(db: Db, project: ProjectRow, what: string, href: string, params: NoticeParams = {}): Promise<void> {
  for (const userId of await findStaff(db, 'reviewer')) await notify(db, { userId, kind: `crowdfunding.${what}`, params: { title: project.title, ...params }, href })
}
