import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { atOnce, everyItem } from '#platform/http/sheets.ts'
import type { Cell, SheetOut } from '#platform/sheet/write.ts'
import type { Translate } from '#platform/text'
import type { MessageQuery } from '../schema/messages.ts'
import type { EnrolmentQuery } from '../schema/sequences.ts'
import { listMessages } from './messages.ts'
import { listEnrolments } from './sequences.ts'

type Whole<Query extends z.ZodType> = Omit<z.output<Query>, 'after' | 'limit'>

/** Messages as their list shows them, newest first. */
export function messagesTable(ctx: Ctx, t: Translate, asked: Whole<typeof MessageQuery>): SheetOut {
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const one of everyItem((after) => listMessages(ctx, { ...asked, after, limit: atOnce })))
      yield [
        one.record,
        t(`outreach.kind.${one.channel}`),
        one.subject,
        t(`outreach.message.${one.state}`),
        one.problem && t(one.problem, { host: '', email: '' }),
        one.sentAt ?? one.at,
        one.answeredAt,
      ]
  }
  const columns = ['who', 'kind', 'subject', 'state', 'reasonLabel', 'when', 'enrolment.answered']
  return { name: t('outreach.title'), columns: columns.map((column) => t(`outreach.${column}`)), rows: rows() }
}

/** Who is or was in sequences, newest first. */
export function enrolmentsTable(ctx: Ctx, t: Translate, asked: Whole<typeof EnrolmentQuery>): SheetOut {
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const one of everyItem((after) => listEnrolments(ctx, { ...asked, after, limit: atOnce })))
      yield [
        one.record,
        one.sequence,
        t(`outreach.enrolment.${one.state}`),
        one.reason && t(one.reason, { names: typeof one.detail.names === 'string' ? one.detail.names : '' }),
        one.dueAt ?? one.endedAt ?? one.createdAt,
      ]
  }
  const columns = ['who', 'sequence', 'state', 'reasonLabel', 'when']
  return { name: t('outreach.enrolments'), columns: columns.map((column) => t(`outreach.${column}`)), rows: rows() }
}
