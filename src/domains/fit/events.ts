import type { Db } from '#platform/context'
import type { Announcement } from '#platform/events'
import { publish } from '#platform/stream'

/** An artist's score moved by five points or more. */
export const fitChanged = (one: { recordId: string; workspaceId: string; from: number; to: number; analysisId: string }): Announcement => ({
  type: 'fit.changed',
  subject: one.recordId,
  workspaceId: one.workspaceId,
  payload: { from: one.from, to: one.to, analysisId: one.analysisId },
})

/** Tells the screens of an agency that scores are other ones now. `record` null = many. */
export const say = (db: Db, workspaceId: string, record: string | null): Promise<void> => publish(db, `fit:${workspaceId}`, { record })
