import { z } from 'zod'
import { config } from '#platform/config'
import { sign, signed } from '#platform/secrets'
import { noticeTopics, type NoticeTopic } from './types.ts'

/** Who may end which mails by holding an address of ours: it never expires, and opens nothing else. */
export interface Leave {
  userId?: string | undefined
  email?: string | undefined
  topics: NoticeTopic[]
}

const shape = z.object({ userId: z.uuid().optional(), email: z.string().optional(), topics: z.array(z.enum(noticeTopics)).min(1) })
const purpose = 'unsubscribe'

export function leaveToken({ userId, email, topics }: Leave): string {
  const said = Buffer.from(JSON.stringify({ userId, email, topics })).toString('base64url')
  return `${said}.${sign(purpose, said)}`
}

/** Null when a letter of it was changed. */
export function readLeave(token: string): Leave | null {
  const [said = '', mac = ''] = token.split('.')
  if (!signed(purpose, said, mac)) return null
  const read = shape.safeParse(JSON.parse(Buffer.from(said, 'base64url').toString()))
  return read.success ? read.data : null
}

/** The address for `List-Unsubscribe`: a page by GET, the end of these mails by POST. */
export function leaveAddress(leave: Leave): string {
  return `${config().publicUrl}/unsubscribe/${leaveToken(leave)}`
}
