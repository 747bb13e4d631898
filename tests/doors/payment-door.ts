/** What every stand-in of a payment provider offers beside the provider's own protocol: levers for tests, and a memory that outlives the process. */
export interface PaymentDoorOptions {
  /** 0 = any free one. Listens on loopback only. */
  port?: number
  /** File the stand-in keeps its orders in (a line of JSON each), so that a fresh start that is started again still knows them. Absent = memory only. */
  file?: string
  /** Where callbacks go when the protocol does not carry an address (`<callbackBase>/api/callbacks/<provider>`). */
  callbackBase?: string
  behaviour?: Partial<DoorBehaviour>
}

export interface DoorBehaviour {
  /** How callbacks arrive. `chaos` draws one of the others for each. */
  callbacks: 'normal' | 'lost' | 'doubled' | 'late' | 'out-of-order' | 'forged' | 'chaos'
  /** How orders are answered. `timeout-after-success` takes the order, then cuts the connection. `chaos` draws. */
  answers: 'normal' | 'timeout-after-success' | 'error-before' | 'slow' | 'chaos'
  /** Milliseconds until an ordinary payer says yes. Null = only when `approve` is called. Numbers that the provider's documents name behave as documented. */
  approveAfterMs: number | null
  lateMs: number
}

export interface DoorEntry {
  about: 'payment' | 'refund' | 'payout'
  reference: string | null
  providerRef: string
  state: string
  /** Minor units. */
  amount: number
  currency: string
  at: string
  /** How many times money really moved for this reference: more than 1 is the disaster tests look for. */
  moved: number
}

export interface PaymentDoor {
  url: string
  /** Environment that makes the house speak to this door. */
  env: Readonly<Record<string, string>>
  behave: (behaviour: Partial<DoorBehaviour>) => void
  /** The payer's thumb. */
  approve: (providerRef: string) => Promise<void>
  refuse: (providerRef: string) => Promise<void>
  /** The provider's own list, oldest first. */
  entries: () => readonly DoorEntry[]
  /** Waits until no callback is on its way. */
  quiet: () => Promise<void>
  close: () => Promise<void>
}
