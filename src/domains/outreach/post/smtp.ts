import type { Transporter } from 'nodemailer'
import { isRefusal, Refusal } from '#platform/refusal'
import { saysDead } from '../rules/bounces.ts'
import type { ServerFacts } from '../types.ts'
import { reach } from './reach.ts'

export interface Letter {
  from: { name: string; address: string }
  to: string
  replyTo?: string | undefined
  subject: string
  text: string
  html: string
  messageId: string
  inReplyTo?: string | undefined
  references?: readonly string[] | undefined
  headers: Readonly<Record<string, string>>
}

interface Server {
  server: ServerFacts
  password: string | null
}

/** The whole exchange: shorter than the lease of a message (actions/deliver.ts). */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, dnsTimeout: 10_000 }

async function open({ server, password }: Server): Promise<Transporter> {
  const [{ address, servername }, { createTransport }] = await Promise.all([reach(server), import('nodemailer')])
  return createTransport({
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    ...(servername ? { tls: { servername } } : {}),
    ...(server.user && password ? { auth: { user: server.user, pass: password } } : {}),
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/**
 * Hands a letter to the server. Refuses `outreach.recipientRefused` (5xx for the address: there is no such), `outreach.mailRefused` (5xx for all else: a full mailbox, what the server takes for spam), `outreach.wrongPassword`, and `unavailable`
 * what may pass later.
 */
export async function sendBySmtp(server: Server, letter: Letter): Promise<void> {
  const transport = await open(server)
  try {
    await transport.sendMail({
      ...letter,
      to: { name: '', address: letter.to },
      messageId: `<${letter.messageId}>`,
      inReplyTo: letter.inReplyTo ? `<${letter.inReplyTo}>` : undefined,
      references: letter.references?.map((id) => `<${id}>`),
    } as Parameters<Transporter['sendMail']>[0])
  } catch (error) {
    throw refusalOf(error)
  } finally {
    transport.close()
  }
}

/** Says hello and signs in, and sends nothing. Refuses as sending does. */
export async function trySmtp(server: Server): Promise<void> {
  const transport = await open(server)
  try {
    await transport.verify()
  } catch (error) {
    throw refusalOf(error)
  } finally {
    transport.close()
  }
}

type SmtpError = Partial<Record<'code' | 'command' | 'message' | 'response', string>> & { responseCode?: number }

/** The server speaks of the recipient, and does not say that the address is good (552: it is full, RFC 5321 4.2.3). */
function isAddressAtFault({ responseCode, code, command, response = '' }: SmtpError): boolean {
  const status = /(?<![\d.])5\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(response)?.[0]
  return (command === 'RCPT TO' || code === 'EENVELOPE') && responseCode !== 552 && (status === undefined || saysDead(status))
}

function refusalOf(error: unknown): Refusal {
  if (isRefusal(error)) return error
  const { responseCode = 0, code = '', message = '' } = error as SmtpError
  if (code === 'EAUTH') return new Refusal('refused', 'outreach.wrongPassword')
  if (responseCode >= 500 && responseCode < 600)
    return new Refusal('refused', isAddressAtFault(error as SmtpError) ? 'outreach.recipientRefused' : 'outreach.mailRefused', { code: responseCode })
  if (/certificate|self-signed|altnames/i.test(message)) return new Refusal('refused', 'outreach.badCertificate')
  return new Refusal('unavailable', 'outreach.serverSilent')
}
