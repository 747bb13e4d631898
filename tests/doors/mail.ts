import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail server that takes everything and keeps it (SMTP, RFC 5321). Give `url` as MAIL_URL. */
export interface MailDoor {
  url: string
  mails: Email[]
  /** SMTP codes to answer instead of taking a recipient: 550 there is no such, 451 try later. */
  answers: Map<string, number>
  /** The last mail to that address. Fails when there is none. */
  last: (to: string) => Email
  close: () => Promise<void>
}

export async function openMailDoor(port = 0): Promise<MailDoor> {
  const mails: Email[] = []
  const answers = new Map<string, number>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const code = answers.get(address)
      done(code ? Object.assign(new Error('not taken'), { responseCode: code }) : null)
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail)
          done()
        }, done)
      })
    },
  })
  // A client that is killed in the middle of a letter is no reason to fall.
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const { port: taken } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${taken}`,
    mails,
    answers,
    last: (to) => {
      const mail = mails.findLast((one) => one.to?.some(({ address }) => address === to))
      if (!mail) throw new Error(`no mail to ${to} (there are ${mails.length})`)
      return mail
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}

/** The six digits of a letter, empty when there are none. */
export const codeIn = (text: string | undefined): string => /\b\d{6}\b/.exec(text ?? '')?.[0] ?? ''

/** The first link of a letter. */
export const linkIn = (text: string | undefined): URL => new URL(/http:\/\/\S+/.exec(text ?? '')?.[0] ?? 'http://none')
