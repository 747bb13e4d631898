import { selectRecords } from '#domains/crm'
import type { Db } from '#platform/context'
import { readLeaveToken } from '../leave.ts'
import type { Parsed } from '../post/parse.ts'
import { failuresIn } from '../rules/bounces.ts'
import { idsIn } from '../rules/received.ts'
import { passedOn } from '../rules/said.ts'
import { type MailboxRow, ownAddresses } from '../store/mailboxes.ts'
import { findByMessageIds, lastTo, type MessageRow, readMessage } from '../store/messages.ts'
import type { AnswerKind } from '../types.ts'

/** Whom of the agency's records a mail concerns, and which of our messages it comes back for. */
export interface Match {
  recordId: string
  message: MessageRow | null
}

/** By the message it names, by the way out of ours that it quotes, by the address a report names, by who writes. */
export async function matchOf(db: Db, workspaceId: string, mail: Parsed, kind: AnswerKind): Promise<Match | null> {
  const named = (await findByMessageIds(db, workspaceId, idsIn(mail.named))) ?? (await quoted(db, workspaceId, mail.stops))
  if (named) return { recordId: named.recordId, message: named }
  const addresses = kind === 'bounce' ? (failuresIn(mail) ?? []).flatMap((one) => one.addresses) : mail.from ? [mail.from] : []
  for (const address of addresses.slice(0, 20)) {
    const found = await behind(db, workspaceId, address, kind === 'answer')
    if (found) return found
  }
  return null
}

/** Many programs leave out what a mail answers to; the foot of ours stands in what they quote, and its signature proves that it is ours. */
async function quoted(db: Db, workspaceId: string, stops: readonly string[]): Promise<MessageRow | null> {
  for (const stop of stops) {
    const id = readLeaveToken(stop)
    const message = id ? await readMessage(db, id) : null
    if (message?.workspaceId === workspaceId) return message
  }
  return null
}

async function behind(db: Db, workspaceId: string, address: string, unwritten = true): Promise<Match | null> {
  const message = await lastTo(db, workspaceId, address)
  if (message) return { recordId: message.recordId, message }
  // Less than a whole address would be searched for as a name.
  const [recordId] = unwritten && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? await selectRecords(db, workspaceId, { q: address }, 1) : []
  return recordId ? { recordId, message: null } : null
}

/**
 * The mail as whoever wrote it did: an answer that somebody the agency does not know (a colleague, a manager) passed on is the answer of the one it encloses. Null when the agency wrote it itself.
 */
export async function asWritten(db: Db, box: MailboxRow, mail: Parsed): Promise<Parsed | null> {
  if (mail.from === box.fromAddress.toLowerCase()) return null
  const { workspaceId } = box
  const own = await ownAddresses(db, workspaceId)
  const isOurs = own.has(mail.from) && (await lastTo(db, workspaceId, mail.from)) === null
  const inside = passedOn(mail.subject, mail.text)
  if (inside && !own.has(inside.from) && (isOurs || !(await behind(db, workspaceId, mail.from))) && (await behind(db, workspaceId, inside.from)))
    return { ...mail, from: inside.from.slice(0, 254), fromName: inside.name, text: inside.text }
  return isOurs ? null : mail
}
