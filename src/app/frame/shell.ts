import { useRouteLoaderData } from 'react-router'
import type { PageRequest, Theme } from '#platform/page'
import type { StaffRole } from '#platform/actor'

/** What the frame of every page knows of the visit. */
export interface ShellData {
  theme: Theme
  saveData: boolean
  demo: boolean
  origin: string
  requestId: string
  islands: Readonly<Record<string, string>>
  person: {
    id: string
    name: string
    email: string
    staff: readonly StaffRole[]
    workspaces: readonly { name: string; slug: string; kind: string }[]
    /** Notices that wait to be read. */
    unread: number
  } | null
  /** What was typed on this page before the session ended. */
  kept: Record<string, string | string[]> | null
}

export async function shellOf({ theme, saveData, demo, origin, requestId, islands, actor, call, kept }: PageRequest): Promise<ShellData> {
  const person =
    actor.kind === 'person'
      ? {
          id: actor.id,
          name: actor.name,
          email: actor.email,
          staff: actor.staff,
          workspaces: actor.memberships.map(({ name, slug, kind }) => ({ name, slug, kind })),
          unread: ((await call('messaging.countUnread')) as { count: number }).count,
        }
      : null
  return { theme, saveData, demo, origin, requestId, islands, person, kept: await kept() }
}

const unknown: ShellData = { theme: 'auto', saveData: false, demo: false, origin: '', requestId: '', islands: {}, person: null, kept: null }

/** The visit, from the root's loader; a stranger's when that loader failed. */
export function useShell(): ShellData {
  return (useRouteLoaderData('root') as ShellData | undefined) ?? unknown
}
