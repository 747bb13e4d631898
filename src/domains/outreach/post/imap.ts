import type { ImapFlow } from 'imapflow'
import { minute } from '#platform/clock'
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

async function open({ server, password }: Server, patience: { socketTimeout: number; maxIdleTime?: number } = { socketTimeout: minute }): Promise<ImapFlow> {
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
    ...patience,
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

/**
 * Opens INBOX read-only and has the server say when a mail comes (IDLE, RFC 2177), asked anew every four minutes: a line that died in silence is found out. Answers what ends when the line does,
 * or null where the server offers no IDLE. `signal` hangs up.
 */
export async function listen(server: Server, arrived: () => void, signal: AbortSignal): Promise<{ ended: Promise<void> } | null> {
  signal.throwIfAborted()
  // Nothing that takes its time is waited for: a name to be found, a server to answer.
  const aborted = new Promise<never>((_done, refuse) => signal.addEventListener('abort', () => refuse(signal.reason), { once: true }))
  const client = await Promise.race([open(server, { socketTimeout: 5 * minute, maxIdleTime: 4 * minute }), aborted])
  const hangUp = (): void => client.close()
  signal.addEventListener('abort', hangUp)
  const ended = new Promise<void>((done) => client.once('close', () => (signal.removeEventListener('abort', hangUp), done())))
  try {
    signal.throwIfAborted()
    await Promise.race([client.connect(), aborted])
    if (!client.capabilities.has('IDLE')) {
      await Promise.race([client.logout(), aborted])
      return null
    }
    await Promise.race([client.mailboxOpen('INBOX', { readOnly: true }), aborted])
  } catch (error) {
    client.close()
    throw isRefusal(error) ? error : refusalOf(error)
  }
  client.on('exists', ({ count, prevCount }) => count > prevCount && arrived())
  // It only returns when the server would not, or no longer, idle: the line is of no more use.
  void client.idle().then(hangUp, hangUp)
  return { ended }
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
