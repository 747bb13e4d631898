/**
 * The door of the room: what an agency writes to artists and contacts, and what they answer.
 *
 * Announces: `message.sent` { messageId, channel }, `enrolment.ended` { enrolmentId, sequenceId, state }, `record.answered` { kind, answer, answerId }. Subject = the record's id.
 * Hears `task.done`, `task.dropped` (steps done by hand), `record.removed`, `record.merged`, `record.unmerged`.
 */
export type { AnswerKind, EnrolmentState } from './types.ts'
