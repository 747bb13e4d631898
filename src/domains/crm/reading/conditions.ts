import type { Ctx } from '#platform/context'
import type { RecordFilter } from '../facts.ts'
import type { Conditions } from '../schema/records.ts'
import type { RecordKind } from '../types.ts'

/** The conditions of an address or a saved view as a filter: « me » becomes the caller. */
export function filterOf(ctx: Ctx, kind: RecordKind, { owner, ...given }: Conditions): RecordFilter {
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : undefined
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as RecordFilter
  if (owner === undefined) return { ...named, kind }
  if (owner === 'none') return { ...named, kind, withoutOwner: true }
  const ownerId = owner === 'me' ? me : owner
  return { ...named, kind, ...(ownerId ? { ownerId } : {}) }
}
