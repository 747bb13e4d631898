import type { Actor } from '#platform/actor'

/** The agency that a page listens to: the caller's only one. Who stands in several reads the page again by hand. */
export function workspaceOfPage(actor: Actor): string | null {
  const agencies = actor.kind === 'person' ? actor.memberships.filter(({ kind }) => kind === 'agency') : []
  return agencies.length === 1 ? agencies[0]!.workspaceId : null
}
