import { z } from 'zod'
import { anyone, command, id, nothing, query } from '#platform/operation'
import { noteDm, sendMessage } from '../actions/compose.ts'
import { addSuppression, liftSuppression, readMailStop, stopMails } from '../actions/leave.ts'
import { looks, looksAtRecord, manages, sends, writesTo } from '../agency.ts'
import { getComposeDesk, listAnswers, listMessages, listSuppressions } from '../reading/messages.ts'
import * as shape from '../schema/messages.ts'

const made = z.object({ id }).meta({ id: 'OutreachMessageRef' })

export const messages = {
  getComposeDesk: query({
    summary: 'What is needed to write to a record: templates filled in, profiles, last answers, sequences',
    route: 'GET /records/:recordId/compose',
    who: looksAtRecord,
    input: z.object({ recordId: id }),
    output: shape.Desk,
    run: getComposeDesk,
  }),
  sendMessage: command({
    summary: 'Send a mail to a record, or answer one of theirs',
    route: 'POST /records/:recordId/messages',
    who: writesTo,
    input: shape.MessageDraft,
    output: made,
    run: sendMessage,
    status: 201,
    idempotent: true,
    perMinute: 60,
    subject: ({ recordId }) => recordId,
  }),
  noteDm: command({
    summary: 'Note that a private message was copied and sent on its network',
    route: 'POST /records/:recordId/private-messages',
    who: writesTo,
    input: shape.DmNote,
    output: made,
    run: noteDm,
    status: 201,
    idempotent: true,
    subject: ({ recordId }) => recordId,
  }),
  listMessages: query({
    summary: 'What left and what is on its way, newest first',
    route: 'GET /messages',
    who: looks,
    input: shape.MessageQuery,
    output: shape.MessagePage,
    run: listMessages,
  }),
  listAnswers: query({ summary: 'What came back by mail, newest first', route: 'GET /answers', who: looks, input: shape.AnswerQuery, output: shape.AnswerPage, run: listAnswers }),
  listSuppressions: query({
    summary: 'Addresses my agency does not write to',
    route: 'GET /suppressions',
    who: looks,
    input: shape.SuppressionQuery,
    output: shape.SuppressionPage,
    run: listSuppressions,
  }),
  addSuppression: command({
    summary: 'Write to an address no more',
    route: 'POST /suppressions',
    who: sends,
    input: shape.SuppressionDraft,
    output: nothing,
    run: addSuppression,
    subject: ({ email }) => email,
  }),
  liftSuppression: command({
    summary: 'Allow an address again, because its owner asked for it',
    route: 'DELETE /suppressions',
    who: manages,
    input: shape.SuppressionRef,
    output: nothing,
    run: liftSuppression,
    subject: ({ email }) => email,
  }),
  readMailStop: query({
    summary: 'What the address at the foot of an agency’s mail would end',
    route: 'GET /mail-stops/:token',
    who: anyone,
    input: z.object({ token: shape.token }),
    output: shape.MailStop,
    run: readMailStop,
  }),
  stopMails: command({
    summary: 'End the mails of an agency, by the signed address at the foot of one; `again` takes it back',
    route: 'POST /mail-stops/:token',
    who: anyone,
    input: z.object({ token: shape.token, again: z.boolean().default(false) }),
    output: shape.MailStop,
    subject: () => null,
    run: stopMails,
  }),
}
