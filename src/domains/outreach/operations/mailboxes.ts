import { z } from 'zod'
import { command, id, nothing, query } from '#platform/operation'
import { readMailboxNow, removeMailbox, saveMailbox, testMailbox } from '../actions/mailboxes.ts'
import { looks, sends, usesMailbox } from '../agency.ts'
import { listMailboxes } from '../reading/messages.ts'
import * as shape from '../schema/mailboxes.ts'

const byId = z.object({ id })

export const mailboxes = {
  listMailboxes: query({
    summary: 'The mailboxes I can write from: my agency’s and mine',
    route: 'GET /mailboxes',
    who: looks,
    input: z.object({ workspaceId: id.optional() }),
    output: shape.Mailboxes,
    run: listMailboxes,
  }),
  saveMailbox: command({
    summary: 'Set the mailbox of my agency, or mine: SMTP to send, IMAP to read answers, hours and limits. Passwords are never shown again',
    route: 'PUT /mailboxes',
    who: sends,
    input: shape.MailboxInput,
    output: z.object({ id }).meta({ id: 'MailboxRef' }),
    run: saveMailbox,
    perMinute: 30,
    subject: (_input, { id: one }) => one,
  }),
  testMailbox: command({
    summary: 'Sign in to the servers of a mailbox and say what is wrong; nothing is sent',
    route: 'POST /mailboxes/:id/trial',
    who: usesMailbox,
    input: byId,
    output: shape.Trial,
    run: testMailbox,
    transaction: false,
    perMinute: 10,
  }),
  readMailbox: command({
    summary: 'Read the answers now',
    route: 'POST /mailboxes/:id/reading',
    who: usesMailbox,
    input: byId,
    output: nothing,
    run: readMailboxNow,
    perMinute: 10,
  }),
  removeMailbox: command({ summary: 'Forget a mailbox and its passwords', route: 'DELETE /mailboxes/:id', who: usesMailbox, input: byId, output: nothing, run: removeMailbox }),
}
