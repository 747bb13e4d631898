import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { config } from '#platform/config'
import { isInner } from '#platform/outgoing'
import { Refusal } from '#platform/refusal'
import type { ServerFacts } from '../types.ts'

export interface Reached {
  /** The very address the connection goes to: a name cannot change its mind after the check. */
  address: string
  servername: string
}

/**
 * Where a mail server that a user named is. The same rule as for every other way out of the house: no private address, unless OUTGOING_ALLOW names `host:port`; and no password in the clear.
 * Refuses `outreach.innerServer`, `outreach.noSuchServer`, `outreach.plainServer`.
 */
export async function reach({ host, port, security }: ServerFacts): Promise<Reached> {
  const allowed = config().OUTGOING_ALLOW.includes(`${host}:${port}`)
  if (security === 'none' && !allowed) throw new Refusal('refused', 'outreach.plainServer', { host })
  const name = host.replace(/^\[|\]$/g, '')
  const found = isIP(name) ? [{ address: name }] : await lookup(name, { all: true }).catch(() => [])
  const first = found[0]
  if (!first) throw new Refusal('unavailable', 'outreach.noSuchServer', { host })
  if (!allowed && found.some(({ address }) => isInner(address))) throw new Refusal('forbidden', 'outreach.innerServer', { host })
  return { address: first.address, servername: isIP(name) ? '' : name }
}
