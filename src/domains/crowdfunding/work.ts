import { z } from 'zod'
import type { Db } from '#platform/context'
import { later } from '#platform/jobs'

/** Names and inputs of the room's queued work; what each does is in jobs.ts. */
const byProject = z.object({ projectId: z.uuid() })

export const showBarLater = { name: 'crowdfunding.showBarLater', input: byProject, tries: 3 }
export const decideLater = { name: 'crowdfunding.decideLater', input: byProject }
export const settleLater = { name: 'crowdfunding.settleLater', input: byProject }
export const chargeLater = { name: 'crowdfunding.chargeLater', input: z.object({ contributionId: z.uuid() }) }
export const refundLater = { name: 'crowdfunding.refundLater', input: byProject }
export const payReturnedLater = { name: 'crowdfunding.payReturnedLater', input: z.object({ contributionId: z.uuid(), times: z.int(), amount: z.int() }) }
export const tellEndLater = { name: 'crowdfunding.tellEndLater', input: byProject }
export const tellOpenedLater = { name: 'crowdfunding.tellOpenedLater', input: byProject }
export const tellPostedLater = { name: 'crowdfunding.tellPostedLater', input: z.object({ projectId: z.uuid(), updateId: z.uuid(), headline: z.string() }) }

/** The bar moved: everyone who watches it will know, a few times a second at most. One waiting job a project, one at a time. */
export async function barMoved(db: Db, projectId: string): Promise<void> {
  await later(db, showBarLater, { projectId }, { key: `crowdfunding.bar:${projectId}`, queue: `crowdfunding.bar:${projectId}` })
}
export const filmOutLater = { name: 'crowdfunding.filmOutLater', input: z.object({ filmId: z.uuid() }) }
