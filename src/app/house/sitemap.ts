import type { FastifyInstance } from 'fastify'
import type { Db } from '#platform/context'
import type { Door } from '#platform/http/door'
import { languages } from '#platform/text'
import type { Pages } from '../room.ts'

type Page = Awaited<ReturnType<Pages['read']>>[number]

const fixed = ['/', '/karangou', '/karangou/films', '/karangou/collections', '/karangou/projects', '/mona', '/spark', '/stage']
/** Pages of one file beside the fixed ones; a file holds at most 50,000 (sitemaps.org). */
const perFile = 50_000 - fixed.length
/** What search engines should not walk into: it belongs to someone, or repeats. */
const closed = ['/account', '/api/', '/karangou/studio', '/karangou/review', '/mailbox', '/search', '/sign-in']

/** /sitemap.xml (an index when one file is not enough) and /robots.txt. */
export function mountSitemap(app: FastifyInstance, door: Door, rooms: readonly Pages[]): void {
  app.get<{ Querystring: { page?: string } }>('/sitemap.xml', async (request, reply) => {
    const { db, request: facts } = await door.ctxOf(request)
    const counts = await Promise.all(rooms.map((room) => room.count(db)))
    const files = Math.max(1, Math.ceil(counts.reduce((sum, count) => sum + count, 0) / perFile))
    const file = request.query.page === undefined ? null : Number(request.query.page)
    if (file !== null && !(Number.isInteger(file) && file >= 1 && file <= files)) return reply.code(404).send()
    void reply.type('application/xml; charset=utf-8').header('cache-control', 'public, max-age=3600')
    if (file === null && files > 1) return indexXml(facts.origin, files)
    const from = ((file ?? 1) - 1) * perFile
    const first = from === 0 ? fixed.map((path) => ({ path, at: null })) : []
    return pagesXml(facts.origin, [...first, ...(await readPages(db, rooms, counts, from))])
  })
  app.get('/robots.txt', async (request, reply) => {
    const { origin } = (await door.ctxOf(request)).request
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}Sitemap: ${origin}/sitemap.xml\n`)
  })
}

/** One file's part of all pages, room after room. */
async function readPages(db: Db, rooms: readonly Pages[], counts: readonly number[], from: number): Promise<Page[]> {
  const pages: Page[] = []
  let before = 0
  for (const [i, room] of rooms.entries()) {
    const offset = Math.max(0, from + pages.length - before)
    if (offset < counts[i]! && pages.length < perFile) pages.push(...(await room.read(db, perFile - pages.length, offset)))
    before += counts[i]!
  }
  return pages
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

function indexXml(origin: string, files: number): string {
  const lines = Array.from({ length: files }, (_, i) => `<sitemap><loc>${origin}/sitemap.xml?page=${i + 1}</loc></sitemap>`)
  return `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</sitemapindex>\n`
}

/** Each page with itself in every language; without `?lang=` it speaks the reader's. */
function pagesXml(origin: string, pages: readonly Page[]): string {
  const lines = pages.map(({ path, at }) => {
    const url = origin + escaped(encodeURI(path))
    const alternate = (lang: string, href: string): string => `<xhtml:link rel="alternate" hreflang="${lang}" href="${href}"/>`
    const others = [...languages.map((lang) => alternate(lang, `${url}?lang=${lang}`)), alternate('x-default', url)].join('')
    return `<url><loc>${url}</loc>${at ? `<lastmod>${at.toISOString()}</lastmod>` : ''}${others}</url>`
  })
  return `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${lines.join('\n')}\n</urlset>\n`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;')
