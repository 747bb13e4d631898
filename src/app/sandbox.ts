import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { callbacksComeTo } from '#domains/payments/providers/registry.ts'
import type { ProviderName } from '#domains/payments'
import { type Config, readConfig, setConfig } from '#platform/config'
import { log } from '#platform/log'
import { openNetworks } from './networks.ts'
import { openPost } from './post.ts'
import type { KeptDoor } from '../../tests/doors/payment-keeper.ts'
import type { DoorBehaviour, PaymentDoorOptions } from '../../tests/doors/payment-door.ts'

interface StandIn {
  name: ProviderName
  /** What its file exports to open it. */
  opener: string
  /** Already spoken to for real. */
  isGiven: (config: Config) => boolean
}

const standIns: readonly StandIn[] = [
  { name: 'fedapay', opener: 'openFedapay', isGiven: (config) => config.FEDAPAY_SECRET_KEY !== undefined },
  { name: 'mtn', opener: 'openMtn', isGiven: (config) => config.MTN_API_KEY !== undefined },
  { name: 'pawapay', opener: 'openPawapay', isGiven: (config) => config.PAWAPAY_TOKEN !== undefined },
  { name: 'stripe', opener: 'openStripe', isGiven: (config) => config.STRIPE_SECRET_KEY !== undefined },
  { name: 'paypal', opener: 'openPaypal', isGiven: (config) => config.PAYPAL_CLIENT_ID !== undefined },
]

const doors = new Map<ProviderName, KeptDoor>()

/** Payers of a sandbox say yes by themselves after so long. */
const thinking = 2_000
let byHand = false

export interface Sandbox {
  /** The stand-ins call the house here from now on. */
  callAt: (origin: string) => void
  close: () => Promise<void>
}

/**
 * Plays every payment provider that has no keys, outside production or in a demo, inside this process: a fresh start takes (pretended) money at once. Each remembers its orders in the data
 * folder, so that a start that follows still knows them. Real keys are never mixed with it: a provider that has them is left alone.
 */
export async function openSandbox(config: Config): Promise<Sandbox | null> {
  if ((config.production && !config.demo) || config.ROLE !== 'all') return null
  const allow = [...config.OUTGOING_ALLOW]
  const env: Record<string, string> = {}
  for (const one of standIns) {
    const door = one.isGiven(config) ? null : await open(one, config)
    if (!door) continue
    doors.set(one.name, door)
    const { OUTGOING_ALLOW, ...rest } = door.env
    Object.assign(env, rest)
    if (OUTGOING_ALLOW) allow.push(OUTGOING_ALLOW)
  }
  const networks = await openNetworks(config)
  Object.assign(env, networks.env)
  allow.push(...networks.allow)
  const post = await openPost(config)
  if (post) allow.push(post.allow)
  const read = readConfig({ ...process.env, ...env, OUTGOING_ALLOW: allow.join(',') })
  if ('mistakes' in read) throw new Error(`a stand-in is configured wrongly: ${read.mistakes.join('; ')}`)
  setConfig(read.config)
  log.info({ providers: [...doors.keys()] }, 'payment providers are played by stand-ins')
  return {
    callAt: (origin) => {
      callbacksComeTo(origin)
      for (const door of doors.values()) door.callHome(origin)
    },
    close: async () => {
      await Promise.all([...[...doors.values()].map((door) => door.close()), networks.close(), post?.close()])
      doors.clear()
      callbacksComeTo(null)
    },
  }
}

/** Null where the stand-ins were not installed. */
async function open({ name, opener }: StandIn, config: Config): Promise<KeptDoor | null> {
  const file = new URL(`../../tests/doors/${name}.ts`, import.meta.url)
  if (!existsSync(file)) return null
  const module = (await import(file.href)) as Record<string, (options: PaymentDoorOptions) => Promise<KeptDoor>>
  return (await module[opener]?.({ file: join(config.dataDir, 'sandbox', `${name}.jsonl`), behaviour: { approveAfterMs: thinking } })) ?? null
}

export const isByHand = (): boolean => byHand

/** From now on payers answer by themselves, or wait for the page. */
export function answerByHand(hand: boolean): void {
  byHand = hand
  for (const door of doors.values()) door.behave({ approveAfterMs: hand ? null : thinking })
}

/** How news travels from the stand-ins from now on: a walk may want it doubled, or the last first. */
export function callbacksArrive(callbacks: DoorBehaviour['callbacks']): void {
  for (const door of doors.values()) door.behave({ callbacks })
}

/** The payer's thumb. False when no stand-in knows the order. */
export async function answer(provider: ProviderName, order: string, yes: boolean): Promise<boolean> {
  const door = doors.get(provider)
  const knows = door?.entries().some(({ providerRef, reference }) => providerRef === order || reference === order)
  if (!door || !knows) return false
  await (yes ? door.approve(order) : door.refuse(order))
  return true
}
