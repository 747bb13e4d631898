import type { RouteConfigEntry } from '@react-router/dev/routes'
import type { Page } from '@playwright/test'
import routes from '../../src/app/routes.ts'
import { api, type Who } from './walking.ts'

/** Every pattern of routes.ts that opens a page (addresses that only answer forms or files are `.ts`). */
export function patterns(): string[] {
  const flat = (entries: readonly RouteConfigEntry[], above: string): string[] =>
    entries.flatMap((entry) => {
      const path = entry.path ? `${above}/${entry.path}` : above
      return entry.children ? flat(entry.children, path) : entry.file.endsWith('.tsx') ? [path || '/'] : []
    })
  return [...new Set(flat(routes as RouteConfigEntry[], ''))].toSorted()
}

/** Who sees most of an address. */
export function visitorOf(pattern: string): Who | null {
  if (/^\/account\/workspaces|^\/studio/.test(pattern)) return 'director'
  if (/^\/account|^\/karangou\/(mine|history|lists|favourites)/.test(pattern)) return 'viewer'
  if (/^\/office/.test(pattern)) return 'administrator'
  return null
}

/** Pages that answer with another number than 200 when visited like this. */
export const statuses: Readonly<Record<string, number>> = { '/*': 404, '/invitations/:token': 404 }

/** A real address for each pattern, found in the demo. Null when the pattern is new here and has parameters. */
export async function addressOf(pattern: string, page: Page): Promise<string | null> {
  if (pattern === '/*') return '/nowhere-at-all'
  if (pattern === '/invitations/:token') return '/invitations/no-such-invitation'
  if (!pattern.includes(':')) return pattern
  const find = finders.find(([prefix]) => pattern.startsWith(prefix))
  return find ? pattern.replace(/:\w+/, await find[1](page)) : null
}

type Listed = { items: { slug: string; id: string }[] }
const first = async (page: Page, path: string, key: 'slug' | 'id' = 'slug'): Promise<string> => {
  const listed = await api<Listed>(page, path)
  const found = listed.items[0]
  if (!found) throw new Error(`${path} is empty in the demo`)
  return found[key]
}

const finders: readonly (readonly [string, (page: Page) => Promise<string>])[] = [
  ['/karangou/films/:', (page) => first(page, '/films?watchable=true')],
  ['/karangou/collections/:', (page) => first(page, '/collections')],
  ['/karangou/people/:', async (page) => (await api<{ credits: { person: { slug: string } }[] }>(page, `/films/${await first(page, '/films?watchable=true')}`)).credits[0]?.person.slug ?? ''],
  ['/account/workspaces/:', (page) => first(page, '/workspaces')],
]
