import { type Received, storable } from '../rules/received.ts'
import type { Attachment } from '../types.ts'

export interface Parsed extends Received {
  fromName: string
  /** Addresses in To. */
  to: string[]
  messageId: string | null
  /** In-Reply-To and References, and what a delivery report encloses. */
  named: string
  attachments: Attachment[]
  at: Date | null
}

const textOfHtml = (html: string): string =>
  html
    .replaceAll(/<(style|script|head)\b[\s\S]*?(<\/\1>|$)/gi, '')
    .replaceAll(/<blockquote\b[\s\S]*$/gi, '')
    .replaceAll(/<(br|\/p|\/div|\/li|\/tr)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** Reads a raw mail (RFC 5322, MIME), also one that was cut off. Attachments are named, never opened. */
export async function parse(raw: Uint8Array): Promise<Parsed> {
  const { default: PostalMime } = await import('postal-mime')
  const mail = await PostalMime.parse(raw as Uint8Array<ArrayBuffer>, { maxNestingDepth: 30, maxHeadersSize: 512 * 1024, forceRfc822Attachments: true })
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  for (const { key, value } of mail.headers) headers[key] ??= storable(value, 4_000)
  const parts = mail.attachments.map((one) => ({ ...one, words: /delivery-status|rfc822/i.test(one.mimeType) ? decoded(one.content) : null }))
  const report = parts.find(({ mimeType }) => /delivery-status/i.test(mimeType))?.words ?? null
  const original = parts.find(({ mimeType }) => /rfc822/i.test(mimeType))?.words ?? ''
  return {
    headers,
    from: (mail.from?.address ?? '').toLowerCase().slice(0, 254),
    fromName: storable(mail.from?.name ?? '', 200),
    to: (mail.to ?? []).slice(0, 50).flatMap(({ address }) => address?.toLowerCase() ?? []),
    subject: storable((mail.subject ?? '').replaceAll(/\s+/g, ' '), 500),
    text: storable(mail.text?.trim() || textOfHtml(mail.html ?? ''), 200_000),
    report,
    messageId: mail.messageId ? (/<([^<>\s]+)>/.exec(mail.messageId)?.[1]?.slice(0, 500) ?? null) : null,
    named: `${mail.inReplyTo ?? ''} ${mail.references ?? ''} ${/^message-id:.*$/im.exec(original)?.[0] ?? ''}`,
    attachments: parts
      .filter(({ mimeType }) => !/delivery-status|rfc822/i.test(mimeType))
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
