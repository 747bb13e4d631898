import type { SpaceName } from '#platform/page'

/** One entry of a navigation: `label` is a key of a room's texts; `needs` hides it from those who could not open it. */
export interface RoomLink {
  href: string
  label: string
  needs?: 'person' | 'reviewer' | 'moderator' | 'support' | 'administrator'
}

/** The four doors, as the header shows them. */
export const spaces = [
  { name: 'mona', href: '/mona', label: 'app.mona' },
  { name: 'spark', href: '/spark', label: 'app.spark' },
  { name: 'stage', href: '/stage', label: 'app.stage' },
  { name: 'karangou', href: '/karangou', label: 'app.karangou' },
] as const satisfies readonly { name: SpaceName; href: string; label: string }[]

/** Under the header, the rooms of the space one is in. A room adds its line when its screen exists. */
export const rooms: Partial<Record<SpaceName, readonly RoomLink[]>> = {
  karangou: [
    { href: '/karangou', label: 'app.navKarangouHome' },
  ],
}

/** Beside the pages of one's account. */
export const accountRooms: readonly RoomLink[] = [
  { href: '/account', label: 'app.navProfile' },
  { href: '/account/security', label: 'identity.securityTitle' },
  { href: '/account/workspaces', label: 'identity.workspacesTitle' },
  { href: '/account/notices', label: 'messaging.title' },
]

/** Beside the pages of the platform's staff. */
export const officeRooms: readonly RoomLink[] = [
  { href: '/office/people', label: 'identity.peopleTitle', needs: 'support' },
]
