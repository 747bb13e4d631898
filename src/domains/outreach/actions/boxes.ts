import { personOf, workspaceOf } from '#domains/identity'
import { timeZonesOf } from '#domains/messaging'
import { config } from '#platform/config'
import type { Db } from '#platform/context'
import { open, seal } from '#platform/secrets'
import { playedPost } from '../sandbox.ts'
import { findMailbox, type MailboxRow, putMailbox, readMailbox, readPasswords } from '../store/mailboxes.ts'
import { type ServerFacts } from '../types.ts'

const purpose = 'outreach.mailbox'

export const sealPassword = (password: string): Buffer => seal(purpose, Buffer.from(password))
export const openPassword = (sealed: Buffer | null): string | null => sealed && open(purpose, sealed).toString('utf8')

/** What new mailboxes begin with. */
export const beginnings = { dailyLimit: 40, pace: 90, weekdays: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 18 * 60, markSeen: false } as const

/** The mailbox somebody writes from: their own, else the agency's. In a sandbox an agency without one writes by the house's own mail (/mailbox). Null: none is set up. */
export async function mailboxFor(db: Db, workspaceId: string, userId: string | null, lock = false): Promise<MailboxRow | null> {
  const found = await findMailbox(db, workspaceId, userId, lock)
  if (found || !isSandbox()) return found
  const { name, slug } = await workspaceOf(db, workspaceId)
  const zone = userId ? ((await timeZonesOf(db, [userId])).get(userId) ?? 'Africa/Lome') : 'Africa/Lome'
  const made = await putMailbox(db, workspaceId, null, houseBox(name, slug, zone))
  return readMailbox(db, made)
}

/** Without a mail server of the house, mails stay in the sandbox: nobody outside is written to. */
const isSandbox = (): boolean => config().demo && !config().MAIL_URL

const houseBox = (name: string, slug: string, timeZone: string) => ({
  ...beginnings,
  kind: 'house' as const,
  fromName: name,
  fromAddress: `bonjour@${slug}.example`,
  replyTo: null,
  signature: '',
  smtp: null,
  imap: null,
  timeZone,
})

export interface Server {
  server: ServerFacts
  password: string | null
}

/** How a mailbox's answers are read; null = they are not. */
export async function imapOf(db: Db, box: MailboxRow): Promise<Server | null> {
  const post = playedPost()
  if (box.kind === 'house') return post && { server: post.imap, password: post.password }
  if (!box.imap) return null
  const { smtp, imap } = await readPasswords(db, box.id)
  return { server: box.imap, password: openPassword(imap ?? smtp) }
}

export async function smtpOf(db: Db, box: MailboxRow): Promise<Server | null> {
  return box.smtp && { server: box.smtp, password: openPassword((await readPasswords(db, box.id)).smtp) }
}

/** The name and address that stand in From. */
export async function senderOf(db: Db, box: MailboxRow, userId: string | null): Promise<{ name: string; address: string }> {
  const person = userId ? (await personOf(db, userId)).name : ''
  return { name: box.userId === null && person ? [person, box.fromName].filter(Boolean).join(' · ') : box.fromName || person, address: box.fromAddress }
}
