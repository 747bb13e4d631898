import type { FastifyInstance } from 'fastify'
import type { Door } from '#platform/http/door'
import { languages } from '#platform/text'
import { type Address, countAddresses, readAddresses } from './store/search.ts'

const fixed = ['/karangou', '/karangou/films', '/karangou/collections']
/** Addresses of one sitemap file read from the database; with the fixed ones at most 50,000 (sitemaps.org). */
const perFile = 50_000 - fixed.length
/** What search engines should not walk into: it belongs to someone, or repeats. */
const closed = ['/account', '/api/', '/karangou/studio', '/karangou/review', '/mailbox', '/sign-in']

/** /sitemap.xml (an index when one file is not enough) and /robots.txt. */
export function mount(app: FastifyInstance, door: Door): void {
  app.get<{ Querystring: { page?: string } }>('/sitemap.xml', async (request, reply) => {
    const {
      db,
      request: { origin },
    } = await door.ctxOf(request)
    const files = Math.max(1, Math.ceil((await countAddresses(db)) / perFile))
    const page = request.query.page === undefined ? null : Number(request.query.page)
    if (page !== null && !(Number.isInteger(page) && page >= 1 && page <= files)) return reply.code(404).send()
    void reply.type('application/xml; charset=utf-8').header('cache-control', 'public, max-age=3600')
    if (page === null && files > 1) return indexXml(origin, files)
    const from = ((page ?? 1) - 1) * perFile
    const addresses = await readAddresses(db, perFile, from)
    const first: Address[] = from === 0 ? fixed.map((path) => ({ path, at: null })) : []
    return addressesXml(origin, [...first, ...addresses])
  })
  app.get('/robots.txt', async (request, reply) => {
    const {
      request: { origin },
    } = await door.ctxOf(request)
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}Sitemap: ${origin}/sitemap.xml\n`)
  })
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

function indexXml(origin: string, files: number): string {
  const lines = Array.from({ length: files }, (_, i) => `<sitemap><loc>${origin}/sitemap.xml?page=${i + 1}</loc></sitemap>`)
  return `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</sitemapindex>\n`
}

function addressesXml(origin: string, addresses: readonly Address[]): string {
  const lines = addresses.map(({ path, at }) => {
    const url = origin + escaped(encodeURI(path))
    const others = languages.map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${url}?lang=${lang}"/>`).join('')
    return `<url><loc>${url}</loc>${at ? `<lastmod>${at.toISOString()}</lastmod>` : ''}${others}</url>`
  })
  return `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${lines.join('\n')}\n</urlset>\n`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;')
