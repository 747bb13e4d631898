import { config } from '#platform/config'
import { sign, signed } from '#platform/secrets'

const purpose = 'mail-stop'

/** The key in the address at the foot of a mail: the message's id and a signature. It never expires and opens nothing else. */
export function leaveToken(messageId: string): string {
  const said = messageId.replaceAll('-', '')
  return `${said}.${sign(purpose, said)}`
}

/** The message a token stands for, or null when a letter of it was changed. */
export function readLeaveToken(token: string): string | null {
  const [said = '', mac = ''] = token.split('.')
  if (!/^[0-9a-f]{32}$/.test(said) || !signed(purpose, said, mac)) return null
  return said.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The address for `List-Unsubscribe`: a page by GET, the end by POST (RFC 8058). */
export const leaveAddress = (messageId: string): string => `${config().publicUrl}/stop/${leaveToken(messageId)}`
