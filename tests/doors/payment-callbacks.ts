import { clock } from '#platform/clock'
import type { DoorBehaviour } from './payment-door.ts'

/** One callback to send. The body is fixed when the news happens; headers (signature, date) are made when it leaves. */
export interface DoorCall {
  url: string
  method: 'POST' | 'PUT'
  body: string
  headers: (at: Date, url: string) => Record<string, string> | Promise<Record<string, string>>
}

/** What became of a callback: the status the receiver answered, 0 when it could not be reached. */
export interface Delivery {
  url: string
  body: string
  headers: Record<string, string>
  status: number
  forged: boolean
  /** Until it was answered, in milliseconds. */
  ms: number
}

export interface Messenger {
  send: (call: DoorCall, forged: DoorCall | null) => void
  deliveries: () => readonly Delivery[]
  idle: () => boolean
  stop: () => void
}

const ways = ['normal', 'lost', 'doubled', 'late', 'out-of-order', 'forged'] as const

/** A small generator with a fixed seed: chaos that a failing test can repeat. */
export function makeDice(seed = 20_261_121): <T>(faces: readonly T[]) => T {
  let state = seed >>> 0
  return (faces) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return faces[Math.floor((state / 2 ** 32) * faces.length)]!
  }
}

/** Carries callbacks as badly as it is told to. Speaks to this machine only, whatever address an order carries. */
export function makeMessenger(behaviour: () => DoorBehaviour): Messenger {
  const deliveries: Delivery[] = []
  const timers = new Set<NodeJS.Timeout>()
  let flying = 0
  let held: DoorCall | null = null
  const roll = makeDice()
  // Dealt, not rolled: whoever waits for six callbacks has seen each way.
  const deck: (typeof ways)[number][] = []
  const deal = (): (typeof ways)[number] => {
    if (deck.length === 0) deck.push(...ways)
    return deck.splice(deck.indexOf(roll(deck)), 1)[0]!
  }

  const deliver = async (call: DoorCall, forged = false): Promise<void> => {
    flying += 1
    const headers = { 'content-type': 'application/json', ...(await call.headers(clock.now(), call.url)) }
    const from = performance.now()
    const status = isHere(call.url) ? await post(call, headers) : 0
    deliveries.push({ url: call.url, body: call.body, headers, status, forged, ms: performance.now() - from })
    flying -= 1
  }
  const after = (milliseconds: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, milliseconds)
    timers.add(timer)
  }
  const release = (): void => {
    const waiting = held
    held = null
    if (waiting) void deliver(waiting)
  }
  return {
    send: (call, forged) => {
      const { callbacks, lateMs } = behaviour()
      const way = callbacks === 'chaos' ? deal() : callbacks
      if (way === 'lost') return
      if (way === 'late') return after(lateMs, () => void deliver(call))
      if (way === 'forged') return forged ? void deliver(forged, true) : undefined
      if (way === 'out-of-order' && !held) {
        held = call
        return after(lateMs, release)
      }
      void deliver(call).then(() => (way === 'doubled' ? deliver(call) : release()))
    },
    deliveries: () => deliveries,
    idle: () => flying === 0 && timers.size === 0,
    stop: () => {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

function isHere(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
}

async function post({ url, method, body }: DoorCall, headers: Record<string, string>): Promise<number> {
  try {
    const answer = await fetch(url, { method, body, headers, redirect: 'manual', signal: AbortSignal.timeout(5_000) })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}
