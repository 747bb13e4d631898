import Fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import type { Door } from '#platform/http/door'
import type { Pages } from '../room.ts'
import { mountSitemap } from './sitemap.ts'

const room = (name: string, total: number): Pages => ({
  count: async () => total,
  read: async (_db, limit, offset) => Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => ({ path: `/${name}/${offset + i}`, at: new Date(0) })),
})
const door = { ctxOf: async () => ({ db: null, request: { origin: 'https://griot.example' } }) } as unknown as Door
const app = Fastify()
mountSitemap(app, door, [room('films', 60_000), room('none', 0), room('projects', 70_001)])
afterAll(() => app.close())

test('more pages than one file may hold: an index whose files name each page once, 50,000 at most', async () => {
  const index = (await app.inject('/sitemap.xml')).body
  const files = [...index.matchAll(/<loc>https:\/\/griot\.example(\/sitemap\.xml\?page=\d)<\/loc>/g)].map(([, path]) => path!)
  expect(files).toHaveLength(3)
  const all: string[] = []
  for (const file of files) {
    const pages = [...(await app.inject(file)).body.matchAll(/<loc>https:\/\/griot\.example([^<]+)<\/loc>/g)].map(([, path]) => path!)
    expect(pages.length).toBeLessThanOrEqual(50_000)
    all.push(...pages)
  }
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((path) => path.startsWith('/films/'))).toHaveLength(60_000)
  expect(all.filter((path) => path.startsWith('/projects/'))).toHaveLength(70_001)
  expect(all).toContain('/karangou')
  expect((await app.inject('/sitemap.xml?page=4')).statusCode).toBe(404)
  expect((await app.inject('/sitemap.xml?page=1.5')).statusCode).toBe(404)
})
