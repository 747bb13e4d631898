import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seed as seedIdentity } from '#domains/identity/seed.ts'
import { seed as seedCrm } from '#domains/crm/seed.ts'
import { transaction } from '#platform/database/pool'
import { readPdf } from '../../../tests/documents/pdf.ts'
import { openHouse, type TestHouse } from '../../../tests/house.ts'
import { makeCheckupPaper } from './documents/checkup.ts'
import { myResults } from './reading/checkups.ts'
import { seed } from './seed.ts'
import { dictionary as en } from '../../app/texts.en.ts'
import { dictionary as fr } from '../../app/texts.fr.ts'
import { translator } from '#platform/text'
import { readFinished } from './store/checkups.ts'

let house: TestHouse
let ms = 0
beforeAll(async () => {
  house = await openHouse()
  await transaction(house.ctx(), async (ctx) => {
    await seedIdentity(ctx)
    await seedCrm(ctx)
    const begun = Date.now()
    await seed(ctx)
    ms = Date.now() - begun
  })
}, 120_000)
afterAll(() => house.close())

const one = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row> => (await query.execute(house.db)).rows[0]!

test('the demo has ten weeks of figures, all marked as invented, and some sixty check-ups', async () => {
  const figures = await one(sql<{ artists: number; n: number; invented: boolean; days: number }>`
    select count(distinct record_id)::int as artists, count(*)::int as n, bool_and(invented) as invented, (max(day) - min(day))::int as days from checkup.figures`)
  expect(figures.artists).toBeGreaterThan(150)
  expect(figures).toMatchObject({ invented: true })
  expect(figures.days).toBeGreaterThanOrEqual(70)
  const checkups = await one(sql<{ n: number; finished: number; compared: number; invented: boolean }>`
    select count(*)::int as n, count(finished_at)::int as finished, count(previous_id)::int as compared, bool_and(invented) filter (where finished_at is not null) as invented from checkup.checkups`)
  expect(checkups.finished).toBeGreaterThanOrEqual(55)
  expect(checkups.compared).toBeGreaterThanOrEqual(10)
  expect(checkups).toMatchObject({ invented: true, n: checkups.finished + 3 })
  expect(ms).toBeLessThan(20_000)
})

test('the artist of the demo has a whole check-up, compared with the one before, and a paper of it in both languages', async () => {
  const { id } = await one(sql<{ id: string }>`select id from identity.users where email = 'ama.sika@griot.example'`)
  const ama = await house.again({ id } as never)
  const { items } = await myResults(house.ctx(ama))
  expect(items).toHaveLength(1)
  expect(items[0]!.confidence).toBeGreaterThan(0.9)
  expect(items[0]!.previous).not.toBeNull()
  const [row] = await readFinished(house.db, items[0]!.recordId, 1)
  const facts = { name: 'Ama Sika', agency: 'Nyala Agence', result: row!.result!, facts: row!.facts!, gridVersion: 1, at: row!.finishedAt!, isOpen: false, invented: true }
  for (const [lang, words] of [
    ['fr', ['Bilan numérique', 'Ama Sika', 'Nyala Agence', 'Points forts']],
    ['en', ['Digital check-up', 'Ama Sika', 'Nyala Agence', 'Strengths']],
  ] as const) {
    const t = translator(lang, lang === 'fr' ? fr : en)
    const paper = await makeCheckupPaper(facts, lang, t)
    expect(await makeCheckupPaper(facts, lang, t), 'the same facts give the same bytes').toEqual(paper)
    const read = await readPdf(paper)
    expect(read).toMatchObject({ lang, title: t('checkup.title', { name: 'Ama Sika' }), archive: '2B', tagged: true })
    const text = read.text.replaceAll(/\s+/g, ' ')
    for (const word of words) expect(text, word).toContain(word)
    for (const absent of ['checkup.', '{', 'undefined']) expect(text, absent).not.toContain(absent)
  }
})
