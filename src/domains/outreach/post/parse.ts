import { type Received, storable } from '../rules/received.ts'
import type { Attachment } from '../types.ts'

export interface Parsed extends Received {
  fromName: string
  /** Addresses in To. */
  to: string[]
  messageId: string | null
  /** In-Reply-To and References, and what a delivery report, a copy or a forward encloses. */
  named: string
  /** The keys of ways out of our mails (`/stop/<key>`) that it quotes. */
  stops: string[]
  /** The recipient called our mail spam (RFC 5965). */
  isComplaint: boolean
  attachments: Attachment[]
  at: Date | null
}

const textOfHtml = (html: string): string =>
  html
    .replaceAll(/<(style|script|head)\b[\s\S]*?(<\/\1>|$)/gi, '')
    .replaceAll(/<blockquote\b[\s\S]*$/gi, '')
    .replaceAll(/<(br|\/p|\/div|\/li|\/tr)\b[^<>]*>/gi, '\n')
    // No `<` inside: a text of nothing but `<` would be read again from each of them.
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const isReport = /delivery-status|disposition-notification|feedback-report/i
/** RFC 6533 has the same for addresses beyond ASCII. */
const isEnclosed = /rfc822|message\/global(-headers)?$/i

/** The lines of enclosed headers that name messages. Their values may go on in the next line. */
const namedIn = (text: string): string[] =>
  text
    .slice(0, 100_000)
    .match(/^[> \t]*(message-id|in-reply-to|references):[ \t]*(\r?\n[ \t]+)?[^\r\n]{1,1000}/gim)
    ?.slice(0, 20) ?? []
/** Soft line breaks of a copy that was left encoded (RFC 2045 6.7) may stand in a key. */
const stopsIn = (text: string): string[] => [...new Set(text.replaceAll(/=\r?\n/g, '').match(/(?<=\/stop\/)[0-9a-f]{32}\.[\w-]{43}(?![\w-])/g))].slice(0, 10)

/** Reads a raw mail (RFC 5322, MIME), also one that was cut off. Attachments are named, never opened. */
export async function parse(raw: Uint8Array): Promise<Parsed> {
  const { default: PostalMime } = await import('postal-mime')
  const mail = await PostalMime.parse(raw as Uint8Array<ArrayBuffer>, { maxNestingDepth: 30, maxHeadersSize: 512 * 1024, forceRfc822Attachments: true })
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  for (const { key, value } of mail.headers) headers[key] ??= storable(value, 4_000)
  const parts = mail.attachments.map((one) => ({ ...one, words: isReport.test(one.mimeType) || isEnclosed.test(one.mimeType) ? decoded(one.content) : null }))
  const report = parts.find(({ mimeType }) => /delivery-status/i.test(mimeType))?.words ?? null
  const enclosed = parts.find(({ mimeType }) => isEnclosed.test(mimeType))?.words ?? ''
  const text = storable(mail.text?.trim() || textOfHtml(mail.html ?? ''), 200_000)
  return {
    headers,
    from: storable((mail.from?.address ?? '').toLowerCase(), 254),
    fromName: storable(mail.from?.name ?? '', 200),
    to: (mail.to ?? []).slice(0, 50).flatMap(({ address }) => (address ? storable(address.toLowerCase(), 254) : [])),
    subject: storable((mail.subject ?? '').replaceAll(/\s+/g, ' '), 500),
    text,
    report,
    messageId: mail.messageId ? (/<([^<>\s]{1,500})/.exec(storable(mail.messageId, 1_000))?.[1] ?? null) : null,
    named: storable([mail.inReplyTo ?? '', mail.references ?? '', ...namedIn(enclosed), ...namedIn(text)].join(' '), 200_000),
    stops: stopsIn(`${text} ${mail.html?.slice(0, 200_000) ?? ''} ${enclosed}`),
    isComplaint: parts.some(({ mimeType, words }) => /feedback-report/i.test(mimeType) && /^feedback-type:\s*abuse\b/im.test(words ?? '')),
    attachments: parts
      .filter(({ mimeType }) => !isReport.test(mimeType) && !isEnclosed.test(mimeType))
      .slice(0, 50)
      .map(({ filename, mimeType, content }) => ({ name: storable(filename ?? '', 200), type: storable(mimeType, 100), size: sizeOf(content) })),
    at: dateOf(mail.date),
  }
}

const decoded = (content: ArrayBuffer | Uint8Array | string): string => (typeof content === 'string' ? content : new TextDecoder().decode(content)).slice(0, 100_000)
const sizeOf = (content: ArrayBuffer | Uint8Array | string): number => (typeof content === 'string' ? content.length : content.byteLength)

/** A date that a person could have written at; forged ones are nobody's date. */
function dateOf(text: string | undefined): Date | null {
  const at = text ? new Date(text) : null
  return at && at.getTime() > Date.UTC(1995, 0) ? at : null
}
