import type { StaffRole } from '#platform/actor'
import type { SpaceName } from '#platform/page'

/** One entry of a navigation: `label` is a key of a room's texts; `needs` hides it from those who could not open it. */
export interface RoomLink {
  href: string
  label: string
  needs?: 'person' | 'agency' | StaffRole | readonly StaffRole[]
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
  mona: [
    { href: '/mona', label: 'app.navMonaHome' },
    { href: '/mona/today', label: 'app.navToday', needs: 'agency' },
    { href: '/mona/artists', label: 'app.navArtists', needs: 'agency' },
    { href: '/mona/pipeline', label: 'app.navPipeline', needs: 'agency' },
    { href: '/mona/contacts', label: 'app.navContacts', needs: 'agency' },
    { href: '/mona/checkups', label: 'app.navCheckups', needs: 'agency' },
    { href: '/mona/plans', label: 'app.navPlans', needs: 'agency' },
    { href: '/mona/fit', label: 'app.navFit', needs: 'agency' },
    { href: '/mona/outreach', label: 'app.navOutreach', needs: 'agency' },
    { href: '/mona/tasks', label: 'app.navTasks', needs: 'agency' },
    { href: '/mona/import', label: 'app.navImport', needs: 'agency' },
    { href: '/mona/me', label: 'app.navMyPlan', needs: 'person' },
  ],
  karangou: [
    { href: '/karangou', label: 'app.navKarangouHome' },
    { href: '/karangou/films', label: 'cinema.catalogue' },
    { href: '/karangou/projects', label: 'crowdfunding.public.nav' },
    { href: '/karangou/collections', label: 'cinema.collections' },
    { href: '/karangou/me', label: 'audience.meTitle', needs: 'person' },
    { href: '/karangou/studio', label: 'cinema.studio', needs: 'person' },
    { href: '/karangou/studio/projects', label: 'crowdfunding.studio.nav', needs: 'person' },
    { href: '/karangou/review', label: 'cinema.review', needs: 'reviewer' },
    { href: '/karangou/review/projects', label: 'crowdfunding.studio.reviewNav', needs: 'reviewer' },
    { href: '/karangou/moderation', label: 'audience.navModeration', needs: 'moderator' },
  ],
}

/** Beside the pages of one's account. */
export const accountRooms: readonly RoomLink[] = [
  { href: '/account', label: 'app.navProfile' },
  { href: '/account/security', label: 'identity.securityTitle' },
  { href: '/account/workspaces', label: 'identity.workspacesTitle' },
  { href: '/account/devices', label: 'playback.devicesTitle' },
  { href: '/account/contributions', label: 'crowdfunding.public.mineTitle' },
  { href: '/account/notices', label: 'messaging.title' },
  { href: '/account/notifications', label: 'messaging.settingsTitle' },
  { href: '/account/data', label: 'trust.title' },
]

/** Beside the pages of the platform's staff. */
export const officeRooms: readonly RoomLink[] = [
  { href: '/office/people', label: 'identity.peopleTitle', needs: 'support' },
  { href: '/office/refunds', label: 'crowdfunding.studio.refundsNav', needs: ['finance', 'support'] },
  { href: '/counter', label: 'payments.counterTitle', needs: 'agent' },
  { href: '/office/payments', label: 'payments.paymentsTitle', needs: 'finance' },
  { href: '/office/payouts', label: 'payments.payoutsTitle', needs: 'finance' },
  { href: '/office/holds', label: 'payments.holdsTitle', needs: 'finance' },
  { href: '/office/reconciliation', label: 'payments.reconciliationTitle', needs: 'finance' },
  { href: '/office/ledger', label: 'ledger.title', needs: 'finance' },
  { href: '/office/audit', label: 'trust.auditTitle', needs: 'administrator' },
  { href: '/office/retention', label: 'trust.retentionTitle', needs: 'administrator' },
]

/** Whom the links are shown to; null = a visitor who is not signed in. */
type Seen = { staff: readonly StaffRole[]; workspaces: readonly { kind: string }[] } | null

/** The links someone may open. */
export function openTo(person: Seen, links: readonly RoomLink[]): readonly RoomLink[] {
  return links.filter(({ needs }) => !needs || (person !== null && has(person, needs)))
}

function has({ staff, workspaces }: NonNullable<Seen>, needs: NonNullable<RoomLink['needs']>): boolean {
  if (needs === 'person') return true
  if (needs === 'agency') return workspaces.some(({ kind }) => kind === needs)
  return staff.some((role) => role === 'administrator' || [needs].flat().includes(role))
}

/** The link of the place one is in: the longest that begins its path. */
export function currentOf(links: readonly RoomLink[], pathname: string): string | undefined {
  const around = links.map(({ href }) => href).filter((href) => pathname === href || pathname.startsWith(`${href}/`))
  return around.toSorted((a, b) => b.length - a.length)[0]
}
