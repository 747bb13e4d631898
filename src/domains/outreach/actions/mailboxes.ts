import { callerIn } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found, isRefusal, Refusal } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import { tryImap } from '../post/imap.ts'
import { trySmtp } from '../post/smtp.ts'
import { queueRead } from '../queue.ts'
import { isZone } from '../rules/hours.ts'
import type { MailboxInput } from '../schema/mailboxes.ts'
import { deleteMailbox, findMailbox, type MailboxRow, putMailbox, readMailbox } from '../store/mailboxes.ts'
import type { ServerFacts } from '../types.ts'
import { imapOf, sealPassword, smtpOf } from './boxes.ts'

/** The agency's own mailbox is set by those who manage outreach; one's own by oneself. */
function mayChange(ctx: Ctx, workspaceId: string, userId: string | null): void {
  if (userId === null && !may(ctx.actor, workspaceId, 'outreach.manage')) throw new Refusal('forbidden', 'outreach.agencyMailbox')
}

/** Writes the mailbox of the agency, or one's own. A password left empty stays as it was, unless the server is another: it is never sent to a host it was not meant for. */
export async function saveMailbox(ctx: Ctx, { workspaceId: asked, mine, smtpPassword, imapPassword, ...input }: MailboxInput): Promise<{ id: string }> {
  const workspaceId = await agencyOf(ctx, asked)
  const userId = mine ? callerIn(ctx).id : null
  mayChange(ctx, workspaceId, userId)
  if (!isZone(input.timeZone)) throw wrong('timeZone', 'outreach.noSuchZone')
  if (input.fromMinute >= input.toMinute) throw wrong('toMinute', 'outreach.hoursBackwards')
  const found = await findMailbox(ctx.db, workspaceId, userId, true)
  const before = found && found.userId === userId ? found : null
  const smtp = serverOf(input.smtp)
  const imap = serverOf(input.imap)
  if (input.kind === 'smtp' && !smtp) throw wrong('smtp.host', 'outreach.serverNeeded')
  const id = await putMailbox(ctx.db, workspaceId, userId, {
    ...input,
    replyTo: input.replyTo || null,
    smtp: input.kind === 'smtp' ? smtp : null,
    imap: input.kind === 'smtp' ? imap : null,
    smtpPassword: kept(smtpPassword, smtp, before?.smtp ?? null, 'smtpPassword', before?.hasSmtpPassword ?? false),
    imapPassword: kept(imapPassword, imap, before?.imap ?? null, 'imapPassword', before?.hasImapPassword ?? false),
  })
  return { id }
}

const wrong = (field: string, code: `outreach.${string}`): Refusal => new Refusal('invalid', 'platform.invalid', {}, [{ field, code }])
const serverOf = (
  given: { host?: string | undefined; port?: number | undefined; security?: ServerFacts['security'] | undefined; user?: string | undefined } | undefined,
): ServerFacts | null => (given?.host ? { host: given.host.toLowerCase(), port: given.port ?? 465, security: given.security ?? 'tls', user: given.user ?? '' } : null)

function kept(password: string | undefined, now: ServerFacts | null, before: ServerFacts | null, field: string, had: boolean): Buffer | null | undefined {
  if (password) return sealPassword(password)
  const same = now && before && now.host === before.host && now.port === before.port && now.user === before.user
  if (same) return undefined
  if (had && now?.user) throw wrong(field, 'outreach.passwordAgain')
  return null
}

export async function removeMailbox(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const box = found(await readMailbox(ctx.db, id))
  mayChange(ctx, box.workspaceId, box.userId)
  await deleteMailbox(ctx.db, id)
  return {}
}

/** Reads the mailbox now rather than at the next turn. */
export async function readMailboxNow(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  await queueRead(ctx.db, id)
  return {}
}

/** Signs in to both servers and sends nothing. Each answers « fine » (null) or the code of what is wrong. */
export async function testMailbox(ctx: Ctx, { id }: { id: string }): Promise<{ smtp: string | null; imap: string | null; reads: boolean }> {
  const box: MailboxRow = found(await readMailbox(ctx.db, id))
  const [smtp, imap] = [await smtpOf(ctx.db, box), await imapOf(ctx.db, box)]
  const [out, back] = await Promise.all([smtp ? problemOf(trySmtp(smtp)) : null, imap ? problemOf(tryImap(imap)) : null])
  return { smtp: out, imap: back, reads: imap !== null }
}

async function problemOf(trial: Promise<void>): Promise<string | null> {
  try {
    await trial
    return null
  } catch (error) {
    if (!isRefusal(error)) throw error
    return error.code
  }
}
