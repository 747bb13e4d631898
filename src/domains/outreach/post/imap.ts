import type { ImapFlow } from 'imapflow'
import { isRefusal, Refusal } from '#platform/refusal'
import type { ServerFacts } from '../types.ts'
import { reach } from './reach.ts'

interface Server {
  server: ServerFacts
  password: string | null
}

/** Where reading stands. Null on the first reading: what was there before is left alone. */
export interface Mark {
  uidValidity: string
  lastUid: number
}

/** More of a mail than this is not read: what people write stands at its beginning. */
const mostBytes = 512 * 1024
const atOnce = 200

async function open({ server, password }: Server): Promise<ImapFlow> {
  const [{ address, servername }, imap] = await Promise.all([reach(server), import('imapflow')])
  const client = new imap.ImapFlow({
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    ...(server.security === 'starttls' ? { doSTARTTLS: true } : server.security === 'none' ? { doSTARTTLS: false } : {}),
    ...(servername ? { servername } : {}),
    auth: { user: server.user, pass: password ?? '' },
    logger: false,
    emitLogs: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableAutoIdle: true,
  })
  client.on('error', () => undefined)
  return client
}

async function within<T>(server: Server, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = await open(server)
  try {
    await client.connect()
    const result = await work(client)
    await client.logout().catch(() => undefined)
    return result
  } catch (error) {
    throw isRefusal(error) ? error : refusalOf(error)
  } finally {
    client.close()
  }
}

/** Signs in and opens the inbox, and reads nothing. */
export async function tryImap(server: Server): Promise<void> {
  await within(server, async (client) => {
    const lock = await client.getMailboxLock('INBOX', { readOnly: true })
    lock.release()
  })
}

/**
 * Reads what came since the mark, oldest first, 200 mails at most a call; `hear` is given each and may fail it. Opened read-only (EXAMINE) unless `markSeen`; nothing is ever deleted or moved.
 * When the server numbers anew (another UIDVALIDITY, RFC 3501 2.3.1.1), mails since `since` are heard again: the caller knows them by their Message-ID.
 */
export async function readInbox(
  server: Server,
  { mark, since, markSeen }: { mark: Mark | null; since: Date; markSeen: boolean },
  hear: (mail: { uid: number; uidValidity: string; raw: Buffer }) => Promise<boolean>,
): Promise<{ mark: Mark; more: boolean }> {
  return within(server, async (client) => {
    const lock = await client.getMailboxLock('INBOX', { readOnly: !markSeen })
    try {
      const box = client.mailbox
      if (!box) throw new Refusal('unavailable', 'outreach.noInbox')
      const uidValidity = String(box.uidValidity)
      if (mark === null) return { mark: { uidValidity, lastUid: Math.max(0, Number(box.uidNext ?? 1) - 1) }, more: false }
      const anew = mark.uidValidity !== uidValidity
      const wanted = await newUids(client, anew ? { since } : { after: mark.lastUid }, box.exists)
      let lastUid = anew ? 0 : mark.lastUid
      for (const uid of wanted.slice(0, atOnce)) {
        const one = await client.fetchOne(String(uid), { uid: true, source: { maxLength: mostBytes } }, { uid: true })
        if (one && one.source && (await hear({ uid, uidValidity, raw: one.source })) && markSeen) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
        lastUid = uid
      }
      const end = wanted.length > atOnce ? lastUid : Math.max(lastUid, wanted.length === 0 && anew ? Number(box.uidNext ?? 1) - 1 : 0)
      return { mark: { uidValidity, lastUid: end }, more: wanted.length > atOnce }
    } finally {
      lock.release()
    }
  })
}

/** `n:*` names the last mail even when its number is lower than n (RFC 3501 6.4.8): those are left out. */
async function newUids(client: ImapFlow, what: { since: Date } | { after: number }, exists: number): Promise<number[]> {
  if (exists === 0) return []
  const found = await client.search('since' in what ? { since: what.since } : { uid: `${what.after + 1}:*` }, { uid: true })
  const least = 'after' in what ? what.after : 0
  return (found || []).filter((uid) => uid > least).toSorted((a, b) => a - b)
}

function refusalOf(error: unknown): Refusal {
  const { authenticationFailed, message = '' } = error as { authenticationFailed?: boolean; message?: string }
  if (authenticationFailed) return new Refusal('refused', 'outreach.wrongPassword')
  if (/certificate|self-signed|altnames/i.test(message)) return new Refusal('refused', 'outreach.badCertificate')
  return new Refusal('unavailable', 'outreach.serverSilent')
}
