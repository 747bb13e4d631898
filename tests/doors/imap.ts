import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/**
 * A mail server that hands out what was put into its one INBOX: IMAP4rev1 (RFC 3501) as far as a client needs that signs in, opens INBOX, searches by UID and date, fetches sources, sets flags and
 * waits for news (IDLE, RFC 2177).
 * Loopback only, no TLS. It also plays the post office of a fresh start.
 */
export interface ImapDoor {
  port: number
  host: string
  /** `host:port`, for OUTGOING_ALLOW. */
  allow: string
  user: string
  password: string
  /** Puts a raw mail into INBOX; answers its UID. */
  deliver: (raw: string, at?: Date) => number
  /** Numbers everything anew, as a server does whose mailbox was rebuilt. */
  renumber: () => void
  /** Every command a client gave: what was never asked for cannot have been changed. */
  heard: string[]
  flags: (uid: number) => readonly string[]
  /** How many clients wait for news now. */
  idling: () => number
  /** Breaks every line, as a network does. */
  breakLines: () => void
  close: () => Promise<void>
}

interface Kept {
  uid: number
  raw: Buffer
  at: Date
  flags: Set<string>
}

interface Box {
  validity: number
  next: number
  mails: Kept[]
}

interface Session {
  socket: Socket
  signedIn: boolean
  selected: boolean
  readOnly: boolean
  /** The tag of an IDLE under way. */
  idle: string | null
  /** How many mails the client knows of. */
  told: number
}

interface ImapOptions {
  port?: number
  user?: string
  password?: string
  /** UIDVALIDITY at the beginning. */
  validity?: number
  /** Whether it offers IDLE. */
  idle?: boolean
}

export async function openImapDoor({ port = 0, user = 'agence', password = 'secret-de-bac', validity = 1, idle = true }: ImapOptions = {}): Promise<ImapDoor> {
  const box: Box = { validity, next: 1, mails: [] }
  const heard: string[] = []
  const sessions = new Set<Session>()
  const server = createServer((socket) => {
    const session: Session = { socket, signedIn: false, selected: false, readOnly: true, idle: null, told: 0 }
    sessions.add(session)
    socket.on('close', () => sessions.delete(session)).on('error', () => socket.destroy())
    serve(session, box, heard, { user, password, idle })
  })
  const breakLines = (): void => sessions.forEach(({ socket }) => socket.destroy())
  const idling = (): Session[] => [...sessions].filter((one) => one.idle !== null)
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const taken = (server.address() as AddressInfo).port
  return {
    port: taken,
    host: '127.0.0.1',
    allow: `127.0.0.1:${taken}`,
    user,
    password,
    heard,
    deliver: (raw, at = new Date()) => {
      const uid = box.next
      box.next += 1
      box.mails.push({ uid, raw: Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n')), at, flags: new Set() })
      for (const session of idling()) tellCount(session, box)
      return uid
    },
    renumber: () => {
      box.validity += 1
      box.mails.forEach((mail, place) => (mail.uid = place + 1))
      box.next = box.mails.length + 1
    },
    flags: (uid) => [...(box.mails.find((one) => one.uid === uid)?.flags ?? [])],
    idling: () => idling().length,
    breakLines,
    close: () => {
      breakLines()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

interface Account {
  user: string
  password: string
  idle: boolean
}

const capabilities = ({ idle }: Account): string => `CAPABILITY IMAP4rev1 LITERAL+${idle ? ' IDLE' : ''}`

function serve(session: Session, box: Box, heard: string[], account: Account): void {
  const { socket } = session
  let rest = ''
  socket.setEncoding('latin1')
  socket.write(`* OK [${capabilities(account)}] ready\r\n`)
  socket.on('data', (chunk: string) => {
    rest += chunk
    if (rest.length > 1_000_000) return socket.destroy()
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end)
      // A literal (RFC 3501 4.3): the client waits to be asked, unless it said LITERAL+.
      const literal = /\{(\d+)(\+?)\}$/.exec(line)
      if (literal) {
        const length = Number(literal[1])
        if (!literal[2] && rest.length < end + 2 + length) {
          socket.write('+ go on\r\n')
          literal[2] = '+'
          rest = `${line.slice(0, literal.index)}{${length}+}${rest.slice(end)}`
          return
        }
        if (rest.length < end + 2 + length) return
        rest = `${line.slice(0, literal.index)}"${rest.slice(end + 2, end + 2 + length)}"${rest.slice(end + 2 + length)}`
        continue
      }
      rest = rest.slice(end + 2)
      obey(line, session, box, heard, account)
    }
  })
}

function obey(line: string, session: Session, box: Box, heard: string[], account: Account): void {
  if (session.idle !== null && /^DONE$/i.test(line)) return (session.socket.write(`${session.idle} OK done\r\n`), void (session.idle = null))
  const [, tag = '*', given = '', args = ''] = /^(\S+) (\S+(?: (?:FETCH|SEARCH|STORE|COPY|EXPUNGE))?) ?(.*)$/i.exec(line.replace(/^(\S+) UID /i, '$1 UID_')) ?? []
  const verb = given.replace('UID_', 'UID ').toUpperCase()
  heard.push(verb === 'LOGIN' ? 'LOGIN' : `${verb} ${args}`.trim())
  const say = (text: string): void => void session.socket.write(`${text}\r\n`, 'latin1')
  const done = (text = 'done'): void => say(`${tag} OK ${text}`)
  if (verb === 'CAPABILITY') return (say(`* ${capabilities(account)}`), done())
  if (verb === 'NOOP') return done()
  if (verb === 'LOGOUT') return (say('* BYE bye'), done(), void session.socket.end())
  if (verb === 'LOGIN') return signIn(args, session, account) ? done() : say(`${tag} NO [AUTHENTICATIONFAILED] wrong`)
  if (!session.signedIn) return say(`${tag} BAD sign in first`)
  if (verb === 'NAMESPACE') return (say('* NAMESPACE (("" "/")) NIL NIL'), done())
  if (verb === 'LIST' || verb === 'LSUB') return (say(`* ${verb} (\\HasNoChildren) "/" ${/""\s*""\s*$/.test(args) ? '""' : 'INBOX'}`), done())
  if (verb === 'SELECT' || verb === 'EXAMINE') return open(verb, args, session, box, say, tag)
  if (!session.selected) return say(`${tag} BAD no mailbox is open`)
  if (verb === 'IDLE' && account.idle) return ((session.idle = tag), say('+ idling'), tellCount(session, box))
  if (verb === 'UID SEARCH') return (say(`* SEARCH ${search(args, box).join(' ')}`.trimEnd()), done())
  if (verb === 'UID FETCH') return (fetch(args, box, session.socket), done())
  if (verb === 'UID STORE') return session.readOnly ? say(`${tag} NO read-only`) : (store(args, box, say), done())
  if (verb === 'CLOSE' || verb === 'UNSELECT') return ((session.selected = false), done())
  say(`${tag} BAD not known here`)
}

/** What came since the client last heard, before it waited or while it does. */
function tellCount(session: Session, box: Box): void {
  if (session.told !== box.mails.length) session.socket.write(`* ${box.mails.length} EXISTS\r\n`)
  session.told = box.mails.length
}

function signIn(args: string, session: Session, account: Account): boolean {
  const [user, password] = [...args.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? plain)
  session.signedIn = user === account.user && password === account.password
  return session.signedIn
}

function open(verb: string, args: string, session: Session, box: Box, say: (text: string) => void, tag: string): void {
  if (!/^"?INBOX"?/i.test(args)) return say(`${tag} NO [NONEXISTENT] there is only INBOX`)
  session.selected = true
  session.readOnly = verb === 'EXAMINE'
  session.told = box.mails.length
  say('* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)')
  say(`* ${box.mails.length} EXISTS`)
  say('* 0 RECENT')
  say(`* OK [UIDVALIDITY ${box.validity}] valid`)
  say(`* OK [UIDNEXT ${box.next}] next`)
  say(`${tag} OK [${session.readOnly ? 'READ-ONLY' : 'READ-WRITE'}] open`)
}

/** `n:*` always names the last mail too, as RFC 3501 6.4.8 wants. */
function inSet(set: string, box: Box): Kept[] {
  const last = box.mails.at(-1)?.uid ?? 0
  const number = (text: string): number => (text === '*' ? last : Number(text))
  const ranges = set.split(',').map((part) => {
    const [from = '', to = from] = part.split(':')
    return [number(from), number(to)].toSorted((a, b) => a - b) as [number, number]
  })
  return box.mails.filter(({ uid }) => ranges.some(([from, to]) => uid >= from && uid <= to))
}

function search(args: string, box: Box): number[] {
  const set = /UID ([\d:*,]+)/i.exec(args)?.[1]
  const since = /SINCE "?([\w-]+)"?/i.exec(args)?.[1]
  const day = since ? Date.parse(`${since.replaceAll('-', ' ')} UTC`) : 0
  return (set ? inSet(set, box) : box.mails).filter(({ at }) => at.getTime() >= day).map(({ uid }) => uid)
}

function fetch(args: string, box: Box, socket: Socket): void {
  const [, set = '', items = ''] = /^(\S+) (.*)$/.exec(args) ?? []
  const [, from = '0', length = ''] = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items) ?? []
  for (const mail of inSet(set, box)) {
    const place = box.mails.indexOf(mail) + 1
    const part = length ? mail.raw.subarray(Number(from), Number(from) + Number(length)) : mail.raw
    const named = length ? `BODY[]<${from}>` : 'BODY[]'
    const wantsBody = /BODY/i.test(items)
    socket.write(`* ${place} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')})${wantsBody ? ` ${named} {${part.length}}\r\n` : ''}`, 'latin1')
    if (wantsBody) socket.write(part)
    socket.write(')\r\n')
  }
}

function store(args: string, box: Box, say: (text: string) => void): void {
  const [, set = '', sign = '', list = ''] = /^(\S+) ([+-]?)FLAGS(?:\.SILENT)? \(?([^)]*)\)?/i.exec(args) ?? []
  for (const mail of inSet(set, box)) {
    for (const flag of list.split(' ').filter(Boolean)) mail.flags[sign === '-' ? 'delete' : 'add'](flag)
    say(`* ${box.mails.indexOf(mail) + 1} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))`)
  }
}

/** A mail as an ordinary program writes one. */
export function rawMail(one: {
  from: string
  to: string
  subject: string
  text: string
  inReplyTo?: string
  headers?: Record<string, string>
  messageId?: string
  at?: Date
}): string {
  const headers = {
    From: one.from,
    To: one.to,
    Subject: /^[\x20-\x7e]*$/.test(one.subject) ? one.subject : `=?utf-8?B?${Buffer.from(one.subject).toString('base64')}?=`,
    Date: (one.at ?? new Date()).toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${one.messageId ?? `${randomUUID()}@answers.example`}>`,
    ...(one.inReplyTo ? { 'In-Reply-To': `<${one.inReplyTo}>`, References: `<${one.inReplyTo}>` } : {}),
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    ...one.headers,
  }
  return `${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n${one.text}\n`
}

/** A delivery report (RFC 3464) as a mail server writes one. */
export function rawReport(one: { to: string; failed: string; messageId: string; status?: string; action?: string }): string {
  const { status = '5.1.1', action = 'failed' } = one
  return `From: Mail Delivery System <mailer-daemon@relay.example>
To: ${one.to}
Subject: Undelivered Mail Returned to Sender
Date: ${new Date().toUTCString().replace('GMT', '+0000')}
Message-ID: <${randomUUID()}@relay.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

This is the mail system at host relay.example.

<${one.failed}>: host mx.example said: 550 ${status} User unknown

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ${one.failed}
Action: ${action}
Status: ${status}

--b1
Content-Type: text/rfc822-headers

Message-ID: <${one.messageId}>
To: ${one.failed}

--b1--
`
}
