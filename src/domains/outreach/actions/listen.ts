import { randomUUID } from 'node:crypto'
import { after, clock, second } from '#platform/clock'
import { pool } from '#platform/database/pool'
import { log } from '#platform/log'
import { isRefusal } from '#platform/refusal'
import { listen } from '../post/imap.ts'
import { queueRead } from '../queue.ts'
import { endListening, holdListening, listUnheard, readMailbox } from '../store/mailboxes.ts'
import { imapOf } from './boxes.ts'

const beatEvery = 30 * second
/** A process that died is believed to listen for so long; polling goes on after it. */
const lease = 3 * beatEvery
/** Lines a process holds open at most; all else is polled. */
const mostLines = 200
/** In beats: how long a server without IDLE, or one that cannot be reached, is left in peace. */
const rests = { without: 120, most: 64 }

interface Line {
  hangUp: AbortController
  done: Promise<void>
  /** Beats since it was open; null while it is being opened. */
  age: number | null
}

/** What one process listens to, by mailbox. */
interface Ears {
  me: string
  lines: Map<string, Line>
  /** Mailboxes left in peace for so many beats. */
  resting: Map<string, { beats: number; failures: number }>
}

/**
 * Listens to the mailboxes of agencies (IMAP IDLE): a mail that comes is read at once. One process at a time listens to a mailbox, by a lease in its row. A line that breaks is opened again at a next
 * beat, and what came meanwhile is read; where there is no IDLE, polling does it alone. `beat` takes up mailboxes that nobody listens to and lets go of those that changed; `stop` hangs up everywhere.
 */
export function openListening(): { beat: () => Promise<void>; stop: () => Promise<void> } {
  const ears: Ears = { me: randomUUID(), lines: new Map(), resting: new Map() }
  return {
    beat: () => lookAfter(ears),
    stop: async () => {
      for (const { hangUp } of ears.lines.values()) hangUp.abort()
      await Promise.all([...ears.lines.values()].map(({ done }) => done))
    },
  }
}

async function lookAfter(ears: Ears): Promise<void> {
  const { me, lines, resting } = ears
  const now = clock.now()
  const open = [...lines].flatMap(([id, line]) => (line.age === null ? [] : [id]))
  const ours = open.length > 0 ? await holdListening(pool(), open, me, { now, until: after(now, lease), begin: false }) : new Set()
  for (const id of open) {
    const line = lines.get(id)
    if (line && !ours.has(id)) line.hangUp.abort()
    else if (line) line.age! += 1
  }
  for (const one of resting.values()) one.beats = Math.max(0, one.beats - 1)
  const busy = [...lines.keys(), ...[...resting].flatMap(([id, { beats }]) => (beats > 0 ? [id] : []))]
  for (const id of await listUnheard(pool(), now, busy, mostLines - lines.size)) take(ears, id)
}

function take(ears: Ears, id: string): void {
  const hangUp = new AbortController()
  const done = attend(ears, id, hangUp)
    .catch((error: unknown) => {
      if (!isRefusal(error) && !hangUp.signal.aborted) log.warn({ err: error, mailbox: id }, 'a mailbox could not be listened to')
      rest(ears, id)
    })
    .finally(async () => {
      hangUp.abort()
      // Let go of before it may be taken up again: the lease bears the name of the process.
      await endListening(pool(), id, ears.me).catch((error: unknown) => log.warn({ err: error }, 'a mailbox could not be let go of'))
      ears.lines.delete(id)
    })
  ears.lines.set(id, { hangUp, done, age: null })
}

/** One line, from its opening to its end. */
async function attend(ears: Ears, id: string, hangUp: AbortController): Promise<void> {
  const box = await readMailbox(pool(), id)
  const server = box && (await imapOf(pool(), box))
  const line = server && (await listen(server, () => void readSoon(id), hangUp.signal))
  if (!line) return void ears.resting.set(id, { beats: rests.without, failures: 0 })
  const now = clock.now()
  // Another process was faster.
  if (!(await holdListening(pool(), [id], ears.me, { now, until: after(now, lease), begin: true })).has(id)) return hangUp.abort()
  const open = ears.lines.get(id)!
  open.age = 0
  // What came before we listened.
  await readSoon(id)
  await line.ended
  if (open.age > 1) ears.resting.delete(id)
  else rest(ears, id)
}

/** Longer each time in a row. */
function rest({ resting }: Ears, id: string): void {
  const failures = resting.get(id)?.failures ?? 0
  resting.set(id, { beats: Math.min(2 ** failures, rests.most), failures: failures + 1 })
}

async function readSoon(id: string): Promise<void> {
  try {
    await queueRead(pool(), id)
  } catch (error) {
    log.warn({ err: error }, 'a mail came and could not be read at once')
  }
}

/** Listens while this process does jobs. Answers how to end it. */
export async function attendMailboxes(): Promise<() => Promise<void>> {
  const listening = openListening()
  let beating = Promise.resolve()
  const beat = (): void => void (beating = beating.then(listening.beat).catch((error: unknown) => log.warn({ err: error }, 'the mailboxes could not be looked after')))
  const timer = setInterval(beat, beatEvery)
  timer.unref()
  beat()
  return async () => {
    clearInterval(timer)
    await beating
    await listening.stop()
  }
}
