import type { AnswerKind } from '../types.ts'

/** A mail as it was read, its headers by lower-case name. */
export interface Received {
  headers: Readonly<Record<string, string>>
  from: string
  subject: string
  text: string
  /** The machine-readable part of a delivery report (RFC 3464), as text. */
  report: string | null
}

const refusedForEver = /^action:\s*failed/im
const permanent = /^status:\s*5\.\d+\.\d+/im
const robot = /^(mailer-daemon|postmaster)@/i
const away = /^(re\s*:\s*)?(automatic reply|auto(matic)?[ -]?(response|reply)|out of( the)? office|r[ée]ponse automatique|absence|absent\b|en vacances|abwesenheit)/i

/**
 * What a mail is: a delivery that failed for ever (RFC 3464), something no person wrote (RFC 3834, delays, out of office), or an answer.
 * A delivery that is only late is `auto`: the server goes on trying.
 */
export function kindOf({ headers, from, subject, text, report }: Received): AnswerKind {
  const type = headers['content-type'] ?? ''
  if (report !== null || /report-type="?delivery-status/i.test(type)) return isPermanent(report ?? text) ? 'bounce' : 'auto'
  if (robot.test(from) || headers['x-failed-recipients']) return /\b5\.\d\.\d{1,2}\b|\b55[0-9]\b|does not exist|user unknown/i.test(text) ? 'bounce' : 'auto'
  const auto = headers['auto-submitted']?.trim().toLowerCase()
  if (auto && !auto.startsWith('no')) return 'auto'
  if (headers['x-autoreply'] || headers['x-autorespond'] || headers['list-id'] || /^(bulk|list|junk|auto_reply)/i.test(headers.precedence?.trim() ?? '')) return 'auto'
  return away.test(subject.trim()) ? 'auto' : 'answer'
}

const isPermanent = (report: string): boolean => refusedForEver.test(report) && (permanent.test(report) || !/^status:/im.test(report))

/** The addresses a delivery report speaks of. */
export function failedIn(report: string): string[] {
  return [...report.matchAll(/^(?:final|original)-recipient:\s*[\w-]+\s*;\s*<?([^\s<>;]+@[^\s<>;]+?)>?\s*$/gim)].map(([, address = '']) => address.toLowerCase())
}

/** The Message-IDs in a text, without their brackets. */
export function idsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/<([^<>\s]{3,300}@[^<>\s]{1,200})>/g)].map(([, id = '']) => id))]
}

const beginsQuote = [
  /^\s*le\s.{4,120}\sa écrit\s*:\s*$/i,
  /^\s*on\s.{4,120}\swrote\s*:\s*$/i,
  /^\s*-{2,}\s*(original message|message d['’]origine|message transféré|forwarded message)\s*-{2,}/i,
  /^\s*_{20,}\s*$/,
  /^\s*(de|from)\s*:\s.+(@|<).*$/i,
  /^\s*envoyé (de|depuis) mon /i,
  /^\s*sent from my /i,
]

/** What the person wrote: quotes of earlier mails are left out. Nothing left (they wrote below): the lines that are no quotes. */
export function withoutQuotes(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  // The line that introduces a quote is sometimes broken in two.
  const cut = lines.findIndex((line, at) => beginsQuote.some((shape) => shape.test(line) || shape.test(`${line} ${lines[at + 1] ?? ''}`.trimEnd())))
  const above = plain(cut < 0 ? lines : lines.slice(0, cut))
  return above || plain(lines.filter((_line, at) => at !== cut))
}

const plain = (lines: readonly string[]): string =>
  lines
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

const leaving =
  /^(stop|unsubscribe|d[ée]sinscription|d[ée]sabonne(r|ment|z[- ]moi)|d[ée]sinscri(re|vez[- ]moi)|remove me|ne m['’][ée]crivez plus|plus de mails?|please remove me)[\s.!]*$/i

/** An answer that says nothing else than « no more ». */
export const asksToLeave = (text: string): boolean => leaving.test(text.trim())

/** Text that a database can hold: no zero byte, nothing unpaired. */
export function storable(text: string, max: number): string {
  // oxlint-disable-next-line no-control-regex -- what PostgreSQL and a screen choke on
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .toWellFormed()
    .slice(0, max)
}
