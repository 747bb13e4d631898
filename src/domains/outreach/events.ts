import type { Db } from '#platform/context'
import { announce } from '#platform/events'
import type { AnswerKind, EnrolmentState } from './types.ts'

/** A mail left, or a private message was noted as sent. Subject = the record. */
export const messageSent = (db: Db, one: { recordId: string; workspaceId: string; senderId: string | null; channel: string; id: string }): Promise<string> =>
  announce(db, { type: 'message.sent', subject: one.recordId, workspaceId: one.workspaceId, actorId: one.senderId, payload: { messageId: one.id, channel: one.channel } })

/** A sequence ended for somebody. Subject = the record. */
export const enrolmentEnded = (db: Db, one: { id: string; recordId: string; workspaceId: string; sequenceId: string }, state: EnrolmentState): Promise<string> =>
  announce(db, { type: 'enrolment.ended', subject: one.recordId, workspaceId: one.workspaceId, payload: { enrolmentId: one.id, sequenceId: one.sequenceId, state } })

/** Somebody wrote back. Subject = the record. */
export const recordAnswered = (db: Db, one: { recordId: string; workspaceId: string; id: string }, kind: AnswerKind): Promise<string> =>
  announce(db, { type: 'record.answered', subject: one.recordId, workspaceId: one.workspaceId, payload: { kind: 'mail', answer: kind, answerId: one.id } })
