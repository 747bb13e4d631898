/** What a mail server writes when it could not deliver: as a report (RFC 3464), or in its own words (Exim, qmail, old Exchange). */
export interface Returned {
  headers: Readonly<Record<string, string>>
  from: string
  text: string
  /** The machine-readable part of a delivery report, as text. */
  report: string | null
}

/** A delivery that was given up. */
export interface Failure {
  /** Empty when the server named none. */
  addresses: string[]
  /** There is no such address. False: the address may be good, and was full, or refused this mail. */
  isDead: boolean
}

/** RFC 3463: full (2.2), too long (2.3), the receiving system (3), loops and delays (4.6, 4.7), the contents (6), policy and spam (7), and what is wrong with the sender (1.7, 1.8): the address itself is not to blame. */
const addressIsGood = /^(4\.|5\.(1\.[78]|2\.[23]|3\.|4\.[67]|6\.|7\.))/

/** Whether a status (RFC 3463: `5.1.1`) says that there is no such address. */
export const saysDead = (status: string): boolean => !addressIsGood.test(status)

const robot = /^(mailer-daemon|microsoftexchange[0-9a-f]{32})@/i

/** What a server gave up, of a mail that is a delivery report; null when it is none. Empty: a report that nothing is lost (it is late, or has arrived). */
export function failuresIn(mail: Returned): Failure[] | null {
  const { headers, from, report } = mail
  const type = headers['content-type'] ?? ''
  if (report !== null) return failuresOf(report)
  if (/report-type="?(global-)?delivery-status/i.test(type) || robot.test(from) || headers['x-failed-recipients']) return failuresInWords(mail)
  // A person may be called so on a small domain: only what reads like a report is one.
  const found = /^postmaster@/i.test(from) ? failuresInWords(mail) : []
  return found.length > 0 ? found : null
}

/** RFC 3464: one block of lines for each address. */
function failuresOf(report: string): Failure[] {
  const unfolded = report
    .slice(0, 100_000)
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n[ \t]+(?=\S)/g, ' ')
  const lines = unfolded.split('\n').map((line) => line.slice(0, 1_000).trimEnd())
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const addresses = [...block.matchAll(/^(?:final|original)-recipient:\s*[\w-]+\s*;\s*<?([^\s<>;@]+@[^\s<>;]+?)>?\s*$/gim)].map(([, address = '']) => address.toLowerCase())
      const action = /^action:\s*([\w-]+)/im.exec(block)?.[1]?.toLowerCase()
      const status = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(block)?.[1]
      if (!action && !(addresses.length > 0 && status?.startsWith('5'))) return []
      // Given up after days of trying bears a 4: `failed` alone says that no more tries follow.
      return (action ?? 'failed') === 'failed' ? [{ addresses: [...new Set(addresses)], isDead: saysDead(status ?? '5.0.0') }] : []
    })
}

const copyBegins = /^[ \t]*--+(?!-).{0,200}?\b(copy|copie|below this line|original message|message d['’]origine)\b/im
const stillTrying = /\b(warning: message|delayed|not yet been delivered|will (continue|be retried|keep trying)|still trying|no action is required|a été retardé|sera retenté)/i
const givenUp = /\b(permanent(ly)? (error|fail)|given up|undeliverable|returned to sender|failed permanently)/i
const code = /(?<![\d.])(5\.\d{1,3}\.\d{1,3})(?!\.?\d)/
const reply = /(?<![\d.])55[0-4](?=[ -])/
const phrases =
  /\b(user unknown|unknown user|no such (user|recipient|address)|does ?n[o'’]t exist|does not exist|unrout(e)?able address|mailbox unavailable|address (not found|rejected)|recipient (address )?rejected|could(n['’]t| not) be delivered|n['’]a pas pu être (remis|distribué)|utilisateur inconnu|adresse introuvable)/i
const fullOrBarred = /\b(mailbox (is )?full|over ?quota|quota exceeded|boîte (aux lettres )?(est )?pleine|spam|blocked|blacklisted|policy)\b/i

function failuresInWords({ headers, text }: Returned): Failure[] {
  const said = above(text)
  if (stillTrying.test(said) && !givenUp.test(said)) return []
  const status = code.exec(said)?.[1]
  const isFailure = status !== undefined || reply.test(said) || givenUp.test(said) || phrases.test(said) || headers['x-failed-recipients'] !== undefined
  if (!isFailure) return []
  return [{ addresses: addressesIn(headers['x-failed-recipients'] ?? said), isDead: status ? saysDead(status) : !fullOrBarred.test(said) }]
}

/** What the server says itself, without the copy of our mail below. */
function above(text: string): string {
  const head = text.slice(0, 20_000)
  const at = head.search(copyBegins)
  return at < 0 ? head : head.slice(0, at)
}

/** Addresses that stand alone on a line, or in a list. */
function addressesIn(said: string): string[] {
  const alone = said.split(/[\n,]/).flatMap((line) => /^<?([^\s<>@:]{1,64}@[^\s<>@:]{1,190})>?:?$/.exec(line.trim())?.[1]?.toLowerCase() ?? [])
  return [...new Set(alone)].slice(0, 20)
}
