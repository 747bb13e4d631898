import type { RouteConfigEntry } from '@react-router/dev/routes'
import type { Page } from '@playwright/test'
import routes from '../../src/app/routes.ts'
import { api, watchableFilm, type Who } from './walking.ts'

/** Every pattern of routes.ts that opens a page (addresses that only answer forms or files are `.ts`). */
export function patterns(): string[] {
  const flat = (entries: readonly RouteConfigEntry[], above: string): string[] =>
    entries.flatMap((entry) => {
      const path = entry.path ? `${above}/${entry.path}` : above
      return entry.children ? flat(entry.children, path) : entry.file.endsWith('.tsx') ? [path || '/'] : []
    })
  return [...new Set(flat(routes as RouteConfigEntry[], ''))].toSorted()
}

/** Who sees most of an address: the first that fits. */
const seers: readonly (readonly [RegExp, Who])[] = [
  [/^\/account\/workspaces|^\/karangou\/studio/, 'director'],
  [/^\/karangou\/review/, 'reviewer'],
  [/^\/karangou\/moderation/, 'moderator'],
  [/^\/mona\/me/, 'artist'],
  [/^\/mona\/(?!join)./, 'coordinator'],
  [/^\/office|^\/counter/, 'administrator'],
  [/^\/account|^\/karangou\/(me|history|favourites|lists|shared|contributions)/, 'viewer'],
]

export function visitorOf(pattern: string): Who | null {
  return seers.find(([shape]) => shape.test(pattern))?.[1] ?? null
}

/** Pages that answer with another number than 200 when visited like this. */
export const statuses: Readonly<Record<string, number>> = { '/*': 404, '/invitations/:token': 404, '/unsubscribe/:token': 404, '/stop/:token': 404, '/mona/join/:token': 404 }

/** A real address for each pattern, found in the demo. Null when the pattern is new here and has parameters. */
export async function addressOf(pattern: string, page: Page): Promise<string | null> {
  if (pattern === '/*') return '/nowhere-at-all'
  if (pattern === '/stop/:token') return '/stop/no-such-address'
  if (pattern === '/unsubscribe/:token') return '/unsubscribe/no-such-address'
  if (pattern === '/mona/join/:token') return '/mona/join/no-such-link-0123456789'
  if (pattern === '/invitations/:token') return '/invitations/no-such-invitation-0123456789012345678'
  if (!pattern.includes(':')) return pattern
  const find = finders.find(([prefix]) => pattern.startsWith(prefix))
  if (!find) return null
  const values = [...(await find[1](page))]
  return pattern.replaceAll(/:\w+/g, () => values.shift() ?? '')
}

type Listed = { items: { slug: string; id: string }[] }
const first = async (page: Page, path: string, key: 'slug' | 'id' = 'slug'): Promise<string> => {
  const found = (await api<Listed>(page, path)).items[0]
  if (!found) throw new Error(`${path} is empty in the demo`)
  return found[key]
}
const ownList = async (page: Page): Promise<string> => {
  const { items } = await api<Listed>(page, '/audience/lists')
  return items[0]?.id ?? (await api<{ id: string }>(page, '/audience/lists', { name: 'À revoir', film: await watchableFilm(page) })).id
}
const reconciliation = async (page: Page): Promise<string> => {
  const today = new Date().toISOString().slice(0, 10)
  return (await api<{ id: string }>(page, '/reconciliations', { provider: 'fedapay', from: today, to: today })).id
}
const anImport = async (page: Page): Promise<string> => {
  const file = { name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from('Nom;Ville\nSika;Lomé\n') }
  const answer = await page.request.post('/api/v1/imports', { headers: { accept: 'application/json' }, multipart: { kind: 'artist', file } })
  return ((await answer.json()) as { id: string }).id
}
const workspace = (page: Page) => first(page, '/workspaces')

const finders: readonly (readonly [string, (page: Page) => Promise<readonly string[]>])[] = [
  ['/mona/artists/:', async (page) => [((await (await page.request.get('/api/artists?limit=1')).json()) as Listed).items[0]?.id ?? '']],
  ['/mona/import/:', async (page) => [await anImport(page)]],
  ['/mona/contacts/:', async (page) => [await first(page, '/contacts?limit=1', 'id')]],
  ['/mona/checkups/:', async (page) => [await first(page, '/checkups?limit=1', 'id')]],
  ['/mona/tasks/:', async (page) => [await first(page, '/tasks', 'id')]],
  ['/mona/plans/:', async (page) => [await first(page, '/prescriptions', 'id')]],
  ['/mona/me/plans/:', async (page) => [await first(page, '/me/plans', 'id')]],
  ['/karangou/films/:', async (page) => [await watchableFilm(page)]],
  ['/karangou/projects/:', async (page) => [await first(page, '/projects')]],
  ['/karangou/contributions/:', async (page) => [await first(page, '/me/contributions', 'id')]],
  ['/karangou/collections/:', async (page) => [await first(page, '/collections')]],
  ['/karangou/people/:', async (page) => [(await api<{ credits: { slug: string }[] }>(page, `/films/${await watchableFilm(page)}`)).credits[0]?.slug ?? '']],
  ['/karangou/studio/projects/:', async (page) => [await first(page, '/studio/projects', 'id')]],
  ['/karangou/review/projects/:', async (page) => [await first(page, '/review/projects', 'id')]],
  ['/karangou/studio/films/:', async (page) => [await first(page, '/studio/films', 'id')]],
  ['/karangou/review/collections/:', async (page) => [await first(page, '/collections')]],
  ['/karangou/review/:', async (page) => [await first(page, '/review/films', 'id')]],
  ['/karangou/lists/:', async (page) => [await ownList(page)]],
  [
    '/karangou/shared/:',
    async (page) => [(await api<{ link: string }>(page, `/audience/lists/${await ownList(page)}/sharing`, { shared: true }, 'PUT')).link.split('/').at(-1) ?? ''],
  ],
  [
    '/account/workspaces/:slug/webhooks/:',
    async (page) => {
      const slug = await workspace(page)
      const { webhook } = await api<{ webhook: { id: string } }>(page, `/workspaces/${slug}/webhooks`, {
        url: 'https://example.org/griot',
        name: 'Essai',
        events: ['film.published'],
      })
      return [slug, webhook.id]
    },
  ],
  ['/mona/outreach/templates/:', async (page) => [await first(page, '/message-templates', 'id')]],
  ['/mona/outreach/sequences/:', async (page) => [await first(page, '/sequences', 'id')]],
  ['/mona/outreach/write/:', async (page) => [(await api<{ items: { recordId: string }[] }>(page, '/enrolments')).items[0]?.recordId ?? '']],
  ['/office/payments/:', async (page) => [await first(page, '/payments', 'id')]],
  ['/office/reconciliation/:', async (page) => [await reconciliation(page)]],
  ['/office/ledger/accounts/:', async (page) => [await first(page, '/ledger/accounts', 'id')]],
  ['/mona/fit/:', async (page) => [(await api<{ items: { artistId: string }[] }>(page, '/fit/scores?limit=1')).items[0]?.artistId ?? '']],
  ['/api/docs/:', async () => ['cinema']],
  ['/account/workspaces/:', async (page) => [await workspace(page)]],
]
