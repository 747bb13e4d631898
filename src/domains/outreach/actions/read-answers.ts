import { after, clock, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { log } from '#platform/log'
import { isRefusal } from '#platform/refusal'
import { digest } from '#platform/secrets'
import { parse, type Parsed } from '../post/parse.ts'
import { readInbox } from '../post/imap.ts'
import { queueRead } from '../queue.ts'
import { listReadable, listHouse, noteProblem, noteRead, readMailbox } from '../store/mailboxes.ts'
import { playedPost } from '../sandbox.ts'
import { say } from '../topics.ts'
import { imapOf } from './boxes.ts'
import { receive } from './receive.ts'

/** Every few minutes: each mailbox that can be read is; those that are listened to, seldom. */
export async function readAll(ctx: Ctx): Promise<void> {
  const ids = [...(await listReadable(ctx.db, clock.now())), ...(playedPost() ? await listHouse(ctx.db) : [])]
  for (const id of ids) await queueRead(ctx.db, id)
}

/** Reads one mailbox from where reading stands. Each mail and the new mark are written in one transaction: nothing is heard twice, nothing is passed over, whenever the process dies. */
export async function readAnswers(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const box = await readMailbox(ctx.db, id)
  const server = box && (await imapOf(ctx.db, box))
  if (!box || !server) return
  const known = box.uidValidity !== null && box.lastUid !== null ? { uidValidity: box.uidValidity, lastUid: box.lastUid } : null
  // The sandbox's INBOX holds answers to us alone: nothing in it is left alone, and each agency hears its own.
  const isHouse = box.kind === 'house'
  const mark = known ?? (isHouse ? { uidValidity: '', lastUid: 0 } : null)
  try {
    const since = after(box.readAt ?? box.createdAt, -2 * day)
    const { mark: next, more } = await readInbox(server, { mark, since, markSeen: box.markSeen }, async ({ uid, uidValidity, raw }) => {
      const mail = await readable(raw)
      const isOurs = mail !== null && (!isHouse || mail.to.includes(box.fromAddress.toLowerCase()))
      return transaction({ ...ctx, now: clock.now() }, async (inside) => {
        const concerned = isOurs && (await receive(inside, box, mail, `${digest(raw).slice(0, 40)}@unnamed.invalid`))
        await noteRead(inside.db, id, { uidValidity, lastUid: uid, now: inside.now })
        return concerned
      })
    })
    await noteRead(ctx.db, id, { ...next, now: clock.now() })
    if (more) await queueRead(ctx.db, id)
  } catch (error) {
    if (!isRefusal(error)) throw error
    await noteProblem(ctx.db, id, error.code, clock.now())
  }
  await say(ctx.db, box.workspaceId)
}

/** A mail made so that it cannot be read (parts within parts without end) holds up none that comes after it. */
async function readable(raw: Buffer): Promise<Parsed | null> {
  try {
    return await parse(raw)
  } catch (error) {
    log.warn({ err: error }, 'a mail could not be read and was passed over')
    return null
  }
}
