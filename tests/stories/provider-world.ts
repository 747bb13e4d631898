import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { expect } from 'vitest'
import type { Channel, CollectOrder, Destination, Payer, Provider, ProviderName, ProviderState, RawCallback } from '#domains/payments/types.ts'
import { clock } from '#platform/clock'
import { type Config, readConfig, setConfig } from '#platform/config'
import type { Money } from '#platform/money'
import { isRefusal } from '#platform/refusal'
import type { PaymentDoorOptions } from '../doors/payment-door.ts'
import { envOf, type KeptDoor } from '../doors/payment-keeper.ts'

/** One pair of adapter and stand-in, as the contract tests it. */
export interface Subject {
  name: ProviderName
  open: (options?: PaymentDoorOptions) => Promise<KeptDoor>
  make: (config: Config) => Provider | null
  channel: Channel
  money: Money
  payer: Payer
  /** The payer's yes, when it is more than a thumb (a page, then a capture). Default: `door.approve`, by our reference or the provider's. */
  pays?: (world: World, order: CollectOrder, state: ProviderState) => Promise<void>
  /** Callbacks carry a signature: a changed byte or an old one is `forged`. */
  signed: boolean
  /** False: the protocol does not say how old a genuine callback may be. */
  ages?: boolean
  /** False: an order cannot be asked for by our reference alone, only by the provider's id. */
  findable?: boolean
  payOutTo?: Destination
  /** The payer can refuse, and this is our reason then. */
  refusedAs: readonly string[]
}

export interface Receiver {
  url: string
  /** What arrived, oldest first. */
  got: RawCallback[]
  close: () => Promise<void>
}

export interface World {
  door: KeptDoor
  provider: Provider
  receiver: Receiver
  config: Config
}

const opened: (() => Promise<void>)[] = []

/** Whoever is told of news: keeps every callback as it came. */
export async function openReceiver(): Promise<Receiver> {
  const got: RawCallback[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))
      got.push({ method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks) })
      response.writeHead(200).end()
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const close = (): Promise<void> =>
    new Promise((closed) => {
      server.closeAllConnections()
      server.close(() => closed())
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got, close }
}

/** The configuration of a house that speaks to this door; set as the process's own. */
export function configFor(env: Readonly<Record<string, string>>): Config {
  const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: tmpdir(), PUBLIC_URL: 'http://127.0.0.1', SECRET: 'a secret of at least thirty-two signs', ...env })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
  return read.config
}

/** Opens a door, its adapter and a receiver; all are closed after the test. */
export async function openWorld(subject: Pick<Subject, 'open' | 'make'>, options: PaymentDoorOptions = {}): Promise<World> {
  const receiver = await openReceiver()
  const door = await subject.open({ callbackBase: receiver.url, ...options })
  opened.push(door.close, receiver.close)
  door.callHome(receiver.url)
  const config = configFor(envOf(door))
  const provider = subject.make(config)
  if (!provider) throw new Error('the door does not configure the adapter')
  await expect.poll(() => provider.capabilities.length, { timeout: 5_000 }).toBeGreaterThan(0)
  return { door, provider, receiver, config }
}

export async function closeWorlds(): Promise<void> {
  clock.reset()
  for (const close of opened.splice(0)) await close()
}

/** Asks, and once more when the answer got lost, as a job that is tried again does: first the state, then the order. */
export async function insist(run: () => Promise<ProviderState>, tries = 40): Promise<ProviderState> {
  for (let at = 1; ; at += 1) {
    try {
      return await run()
    } catch (error) {
      if (!isRefusal(error) || error.kind !== 'unavailable' || at >= tries) throw error
    }
  }
}

export function collectOrder(subject: Pick<Subject, 'channel' | 'money' | 'payer'>, changes: Partial<CollectOrder> = {}): CollectOrder {
  return {
    reference: randomUUID(),
    money: subject.money,
    channel: subject.channel,
    payer: subject.payer,
    description: 'L’or des collines, une contribution',
    lang: 'fr',
    returnUrl: 'http://127.0.0.1/karangou/contributions/1',
    callbackUrl: 'http://127.0.0.1/api/callbacks/x',
    save: false,
    ...changes,
  }
}

/** How a provider's own list counts one reference. */
export const movedFor = (door: KeptDoor, reference: string): number => Math.max(0, ...door.entries().flatMap((one) => (one.reference === reference ? [one.moved] : [])))

export async function paid(subject: Subject, world: World, changes: Partial<CollectOrder> = {}): Promise<{ order: CollectOrder; state: ProviderState }> {
  const order = collectOrder(subject, changes)
  const state = await insist(() => world.provider.collect(order))
  await pay(subject, world, order, state)
  await world.door.quiet()
  return { order, state: await world.provider.status('payment', order.reference, state.providerRef) }
}

/** The payer's yes. */
export async function pay(subject: Subject, world: World, order: CollectOrder, state: ProviderState): Promise<void> {
  if (subject.pays) return subject.pays(world, order, state)
  await world.door.approve(state.providerRef ?? order.reference)
}
