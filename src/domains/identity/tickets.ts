import { timingSafeEqual } from 'node:crypto'
import { after } from '#platform/clock'
import type { Ctx, Db } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { digest, randomToken, sign } from '#platform/secrets'
import { giveTicketCookie, ticketCookieOf, ticketFor } from './cookies.ts'
import { whyNotTicket, wrong } from './rules.ts'
import { countTry, findTicket, insertTicket, takeTicket } from './store/proofs.ts'
import type { Ticket, TicketPurpose } from './types.ts'

export interface NewTicket {
  purpose: TicketPurpose
  address: string
  userId?: string | null
  /** What must be typed besides holding the ticket. */
  code?: string | null
  data?: Record<string, unknown>
  lifetime?: number
}

/** Makes a ticket. Only digests are stored: of the ticket, and of the code under the server's secret (six digits alone would be guessed from a copy of the table). */
export async function makeTicket(db: Db, now: Date, wanted: NewTicket): Promise<{ ticket: string; expiresAt: Date }> {
  const ticket = randomToken()
  const hash = digest(ticket)
  const expiresAt = after(now, wanted.lifetime ?? ticketFor)
  const codeHash = wanted.code ? sign('ticket-code', `${hash}:${wanted.code}`) : null
  await insertTicket(db, { hash, purpose: wanted.purpose, address: wanted.address, userId: wanted.userId ?? null, codeHash, data: wanted.data ?? {}, expiresAt })
  return { ticket, expiresAt }
}

/** The same, waiting in the caller's browser too. */
export async function handTicket(ctx: Ctx, wanted: NewTicket): Promise<{ ticket: string; expiresAt: Date }> {
  const made = await makeTicket(ctx.db, ctx.now, wanted)
  giveTicketCookie(ctx, made.ticket, wanted.lifetime ?? ticketFor)
  return made
}

/**
 * Looks at a ticket and counts the try. `given` is the ticket handed in, else the one waiting in the browser.
 * `db` must be outside a transaction: a wrong try is counted even though the operation is refused. Refuses `identity.ticketOver`.
 */
export async function tryTicket(ctx: Ctx, purpose: TicketPurpose, given: string | undefined): Promise<Ticket> {
  const hash = digest(given ?? ticketCookieOf(ctx) ?? '')
  const ticket = await findTicket(ctx.db, purpose, hash)
  const attempts = ticket ? await countTry(ctx.db, hash) : 0
  const refusal = whyNotTicket(ticket && { ...ticket, attempts }, ctx.now)
  if (!ticket || refusal) throw refusal ?? new Refusal('refused', 'identity.ticketOver')
  return ticket
}

/** Refuses `identity.codeWrong` when the code is not the ticket's. */
export function checkCode(ticket: Ticket, code: string): void {
  const given = Buffer.from(sign('ticket-code', `${ticket.hash}:${code.replaceAll(/\s/g, '')}`))
  const stored = Buffer.from(ticket.codeHash ?? '')
  if (given.length !== stored.length || !timingSafeEqual(given, stored)) throw wrong('code', 'identity.codeWrong')
}

/** Uses the ticket up. Refuses `identity.ticketOver` to whoever comes second. */
export async function useTicket(db: Db, ticket: Ticket): Promise<void> {
  if (!(await takeTicket(db, ticket.hash))) throw new Refusal('refused', 'identity.ticketOver')
}
