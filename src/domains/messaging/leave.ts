import { config } from '#platform/config'
import { sign, signed } from '#platform/secrets'
import { noticeTopics, type NoticeTopic } from './types.ts'

/** Who may end which mails by holding an address of ours: it never expires, and opens nothing else. */
export interface Leave {
  userId?: string
  /** The mark of an address without an account. */
  contact?: string
  topics: NoticeTopic[]
}

const purpose = 'unsubscribe'

/** What stands for an e-mail address where the address itself need not be kept. */
export function markOf(email: string): string {
  return sign('contact', email.toLowerCase())
}

/** `u` and the person's id, or `c` and the mark; the topics as a number, a bit each; then the signature. Short enough for a path (100 characters). */
export function leaveToken({ userId, contact = '', topics }: Leave): string {
  const bits = topics.reduce((sum, topic) => sum | (1 << noticeTopics.indexOf(topic)), 0)
  const said = (userId ? `u${userId.replaceAll('-', '')}` : `c${contact}`) + bits.toString(36)
  return `${said}.${sign(purpose, said)}`
}

/** Null when a letter of it was changed. */
export function readLeave(token: string): Leave | null {
  const [said = '', mac = ''] = token.split('.')
  if (!signed(purpose, said, mac)) return null
  const [, id = '', contact = '', bits = '0'] = /^(?:u([0-9a-f]{32})|c([\w-]{43}))(\w+)$/.exec(said) ?? []
  const topics = noticeTopics.filter((_topic, at) => Number.parseInt(bits, 36) & (1 << at))
  if (id) return { userId: id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), topics }
  return contact ? { contact, topics } : null
}

/** The address for `List-Unsubscribe`: a page by GET, the end of these mails by POST. */
export function leaveAddress(leave: Leave): string {
  return `${config().publicUrl}/unsubscribe/${leaveToken(leave)}`
}
