import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SmsDoor {
  url: string
  /** `127.0.0.1:port`, for OUTGOING_ALLOW. */
  host: string
  sent: { to: string; text: string }[]
  /** The last code sent to that number. */
  codeTo: (number: string) => string
  /** What the next calls answer instead of succeeding. */
  fail: (how: string | null) => void
  close: () => Promise<void>
}

type Handler = (request: IncomingMessage, form: URLSearchParams) => { status: number; body: unknown }

/**
 * Africa's Talking (https://developers.africastalking.com/docs/sms/sending): POST /version1/messaging, `apiKey` header, form body;
 * 401 for a wrong key, else 201 with one status a recipient (101 Success, 403 InvalidPhoneNumber, 405 InsufficientBalance).
 */
export async function openAfricasTalking(account: { username: string; apiKey: string }): Promise<SmsDoor> {
  const sent: SmsDoor['sent'] = []
  let failing: string | null = null
  const door = await serve((request, form) => {
    if (request.url !== '/version1/messaging' || request.method !== 'POST') return { status: 404, body: 'Not Found' }
    if (request.headers.apikey !== account.apiKey || form.get('username') !== account.username) return { status: 401, body: 'The supplied authentication is invalid' }
    const to = form.get('to') ?? ''
    const valid = /^\+\d{8,15}$/.test(to)
    const status = failing ?? (valid ? 'Success' : 'InvalidPhoneNumber')
    if (status === 'Success') sent.push({ to, text: form.get('message') ?? '' })
    const statusCode = { Success: 101, InvalidPhoneNumber: 403, InsufficientBalance: 405 }[status] ?? 500
    const recipient = { statusCode, number: to, status, cost: status === 'Success' ? 'XOF 10.0000' : '0', messageId: status === 'Success' ? `ATXid_${sent.length}` : 'None' }
    return { status: 201, body: { SMSMessageData: { Message: `Sent to ${status === 'Success' ? 1 : 0}/1 Total Cost: XOF 10.0000`, Recipients: [recipient] } } }
  })
  return { ...door, sent, codeTo: (number) => codeIn(sent, number), fail: (how) => void (failing = how) }
}

/**
 * Twilio Verify v2 (https://www.twilio.com/docs/verify/api/verification): Basic SID:token, form bodies. It makes the codes itself, lets five tries,
 * and answers 404 for a check that is unknown, used or too old.
 */
export async function openTwilioVerify(account: { sid: string; token: string; service: string }): Promise<SmsDoor> {
  const sent: SmsDoor['sent'] = []
  const waiting = new Map<string, { code: string; tries: number }>()
  let failing: string | null = null
  const door = await serve((request, form) => {
    if (request.headers.authorization !== `Basic ${Buffer.from(`${account.sid}:${account.token}`).toString('base64')}`) return error(401, 20003, 'Authenticate')
    const [, , , service, what] = (request.url ?? '').split('/')
    if (service !== account.service) return error(404, 20404, 'The requested resource was not found')
    const to = form.get('To') ?? ''
    if (what === 'Verifications') {
      if (failing) return error(429, 60203, 'Max send attempts reached')
      const code = String(100_000 + ((sent.length * 7_919 + 123_457) % 900_000))
      waiting.set(to, { code, tries: 0 })
      sent.push({ to, text: `Your Griot verification code is: ${code}` })
      return { status: 201, body: { sid: `VE${sent.length}`, service_sid: service, to, channel: form.get('Channel'), status: 'pending', valid: false } }
    }
    const check = waiting.get(to)
    if (!check) return error(404, 20404, 'The requested resource was not found')
    check.tries += 1
    if (check.tries > 5) return error(429, 60202, 'Max check attempts reached')
    const right = check.code === form.get('Code')
    if (right) waiting.delete(to)
    return { status: 200, body: { sid: 'VE', to, status: right ? 'approved' : 'pending', valid: right } }
  })
  return { ...door, sent, codeTo: (number) => codeIn(sent, number), fail: (how) => void (failing = how) }
}

function error(status: number, code: number, message: string) {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } }
}

function codeIn(sent: SmsDoor['sent'], number: string): string {
  const code = /\b\d{6}\b/.exec(sent.findLast(({ to }) => to === number)?.text ?? '')?.[0]
  if (!code) throw new Error(`no code was sent to ${number}`)
  return code
}

async function serve(handle: Handler): Promise<{ url: string; host: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(handle, request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: `http://${host}`, host, close: () => new Promise((closed) => server.close(() => closed())) }
}

async function answer(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const { status, body } = handle(request, new URLSearchParams(Buffer.concat(chunks).toString()))
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
}
