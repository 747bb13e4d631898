import { after, day, hour, minute } from '#platform/clock'
import type { Channel, Choices, DeliveryState, NoticeKind, Outcome, Quiet } from './types.ts'

/** What happens to a notice on one channel, now. Null: this kind does not go that way, and nobody asked it to. */
export type Decision = { state: 'queued' | 'muted' } | { state: 'quiet' | 'gathered'; until: Date } | null

/**
 * Essential kinds always leave, at once. Others follow the person: a topic turned off is silent, a topic with a digest gathers its mails, and nothing
 * leaves in quiet hours. SMS cost money: only kinds that name the channel, whatever was chosen.
 */
export function decide(kind: NoticeKind, channel: Channel, { wanted, digests, timeZone, quiet }: Choices, now: Date): Decision {
  const byDefault = kind.channels.includes(channel)
  if (kind.essential) return byDefault ? { state: 'queued' } : null
  if (channel === 'sms' && !byDefault) return null
  const chosen = wanted[`${kind.topic}:${channel}`]
  if (!(chosen ?? byDefault)) return byDefault ? { state: 'muted' } : null
  const every = channel === 'mail' ? digests[kind.topic] : undefined
  if (every) return { state: 'gathered', until: nextDigest(every, timeZone, now) }
  const until = quiet && quietUntil(quiet, timeZone, now)
  return until ? { state: 'quiet', until } : { state: 'queued' }
}

/** The end of the quiet hours we are in, or null. */
export function quietUntil({ from, to }: Quiet, timeZone: string, now: Date): Date | null {
  const { minutes } = localTime(timeZone, now)
  const inside = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to
  return inside ? nextAt(to, timeZone, now) : null
}

const digestMinute = 8 * 60

/** Eight in the morning where the person lives; weekly ones on Monday. */
export function nextDigest(every: 'day' | 'week', timeZone: string, now: Date): Date {
  const at = nextAt(digestMinute, timeZone, now)
  return every === 'day' || localTime(timeZone, at).weekday === 'Mon' ? at : nextDigest(every, timeZone, at)
}

/** The next instant after `now` at which the clocks of the zone show so many minutes after midnight; the nearest later one on the day they jump over it. */
function nextAt(minutes: number, timeZone: string, now: Date): Date {
  const start = Math.floor(now.getTime() / minute) * minute
  const ahead = (minutes - localTime(timeZone, now).minutes + 1440) % 1440 || 1440
  const guess = new Date(start + ahead * minute)
  const off = localTime(timeZone, guess).minutes - minutes
  if (off === 0) return guess
  // A clock was changed in between: step back or forth by the difference, the short way round.
  const turn = ((off + 720 + 1440) % 1440) - 720
  const moved = after(guess, -turn * minute)
  return localTime(timeZone, moved).minutes === minutes && moved > now ? moved : guess
}

export function localTime(timeZone: string, at: Date): { minutes: number; weekday: string } {
  const parts = Object.fromEntries(
    zoned(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return { minutes: Number(parts.hour) * 60 + Number(parts.minute), weekday: parts.weekday ?? '' }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function zoned(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' })))
  return format
}

export function isTimeZone(name: string): boolean {
  try {
    zoned(name)
    return true
  } catch {
    return false
  }
}

const waits = [minute / 2, 2 * minute, 10 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, day]

/** What to do after a try: the new state, and when to try again. Tries go on for two days; a receiver that names a time is given it, up to a day. */
export function afterTry(outcome: Outcome, tries: number, now: Date, chance: number): { state: DeliveryState; dueAt: Date | null } {
  if (outcome.done) return { state: 'sent', dueAt: null }
  const wait = waits[tries - 1]
  if (!outcome.again || wait === undefined) return { state: outcome.bounced ? 'bounced' : 'failed', dueAt: null }
  const asked = Math.min((outcome.retryAfter ?? 0) * 1000, day)
  return { state: 'queued', dueAt: after(now, Math.max(wait * (1 + chance / 5), asked)) }
}

/** GSM 03.38 basic alphabet, and the characters that take two places. */
const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
const doubled = new Set('^{}\\[~]|€\f')
/** What French typography uses and phones of the first age do not know. */
const plain: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '« ': '"',
  ' »': '"',
  '«': '"',
  '»': '"',
  '…': '...',
  '–': '-',
  '—': '-',
  '·': '-',
  œ: 'oe',
  Œ: 'OE',
}

/** How many messages a text takes: 160 characters in the GSM alphabet (153 a part), else 70 in UCS-2 (67 a part). 3GPP TS 23.038, 23.040. */
export function smsParts(text: string): { alphabet: 'gsm' | 'ucs2'; parts: number } {
  const characters = [...text]
  if (characters.every((one) => basic.has(one) || doubled.has(one))) {
    const length = characters.reduce((sum, one) => sum + (doubled.has(one) ? 2 : 1), 0)
    return { alphabet: 'gsm', parts: length <= 160 ? 1 : Math.ceil(length / 153) }
  }
  return { alphabet: 'ucs2', parts: text.length <= 70 ? 1 : Math.ceil(text.length / 67) }
}

/** Simple punctuation; and accents that GSM lacks are dropped when that alone makes the text fit the cheap alphabet. Ɛ and ɔ stay: they are letters. */
export function simpleForSms(text: string): string {
  const typed = Object.entries(plain).reduce((all, [from, to]) => all.replaceAll(from, to), text.replaceAll(/[\u00a0\u202f]/g, ' '))
  const bare = [...typed].map((one) => (basic.has(one) || doubled.has(one) ? one : one.normalize('NFD').replaceAll(/\p{M}/gu, ''))).join('')
  return smsParts(bare).alphabet === 'gsm' ? bare : typed
}

const mostParts = 2

/** The words and the link in at most two parts: words are cut, the link never. */
export function fitSms(words: string, link: string): string {
  const tail = link ? ` ${link}` : ''
  const said = simpleForSms(words)
  if (smsParts(said + tail).parts <= mostParts) return said + tail
  const letters = [...said]
  while (letters.length > 0 && smsParts(`${letters.join('')}...${tail}`).parts > mostParts) letters.pop()
  return `${letters.join('').trimEnd()}...${tail}`
}

/** Which face a mail wears: that of the space its link leads to. */
export function faceOf(href: string | null): 'griot' | 'mona' | 'spark' | 'stage' | 'karangou' {
  const [, space = ''] = /^\/(mona|spark|stage|karangou)(?=[/?#]|$)/.exec(href ?? '') ?? []
  return (space || 'griot') as ReturnType<typeof faceOf>
}

/** `22:30` ↔ 1350. Null when it is no time of day. */
export function minutesOf(time: string): number | null {
  const [, hours = '', minutes = ''] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  return hours ? Number(hours) * 60 + Number(minutes) : null
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
