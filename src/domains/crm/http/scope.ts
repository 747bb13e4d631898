import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'

/** A personal key opens what it was made for. */
export function mustHaveScope({ actor }: Ctx, scope: string): void {
  if (actor.kind === 'person' && actor.scopes && !actor.scopes.includes(scope)) throw new Refusal('forbidden', 'platform.scopeMissing', { scope })
}
