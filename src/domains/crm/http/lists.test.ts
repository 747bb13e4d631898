import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { type Cell, csvStream, type SheetOut, xlsxStream } from '#platform/sheet/write.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { recordsTable } from '../reading/exports.ts'
import { ensurePipelines } from '../store/pipelines.ts'
import { insertRecords } from '../store/records.ts'

let house: TestHouse
let owner: Person
let stranger: Person
let agency: string
beforeAll(async () => {
  house = await openHouse()
  owner = await house.person({ name: 'Mariam Koné' })
  agency = await house.workspace(owner, { name: 'Nyala Agence', kind: 'agency' })
  stranger = await house.person()
  await house.workspace(stranger, { kind: 'agency' })
  await insertRecords(house.db, agency, [
    { kind: 'artist', name: '=HYPERLINK("http://mal.example")', email: 'un@scene.example', country: 'TG', tags: ['à suivre'] },
    {
      kind: 'artist',
      name: 'Ama « Sika »; la grande',
      country: 'TG',
      tags: ['à suivre', '+scène'],
      audience: { instagram: { followers: 12_400, engagement: null, at: '2026-11-01' } },
    },
    { kind: 'artist', name: 'Zoé', country: 'FR', audience: { instagram: { followers: 90, engagement: null, at: '2026-11-01' } } },
    { kind: 'person', name: 'Kofi Mensah' },
  ])
})
afterAll(() => house.close())

async function headersOf(who: Person | null, scopes: readonly string[]): Promise<Record<string, string>> {
  if (!who) return {}
  const { secret } = await house.call<{ secret: string }>(who, 'identity.createKey', { name: 'essai', scopes })
  return { authorization: `Bearer ${secret}` }
}
const get = async (who: Person | null, path: string, scopes: readonly string[] = ['crm:read']) =>
  house.app.inject({ url: `/api/v1/exports/${path}`, headers: { 'accept-language': 'fr', ...(await headersOf(who, scopes)) } })
async function cells(path: string): Promise<unknown[][]> {
  const answer = await get(owner, path)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return (await readSheet(answer.rawPayload)) as unknown[][]
}
const sent = (fields: Record<string, string>, file: string | null, name = 'liste.csv'): Buffer => {
  const parts = Object.entries(fields).map(([field, value]) => `--x\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`)
  if (file !== null) parts.push(`--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${file}\r\n`)
  return Buffer.from(`${parts.join('')}--x--\r\n`)
}
async function post(who: Person | null, payload: Buffer | string, { accept = 'application/json', type = 'multipart/form-data; boundary=x', scopes = ['crm:write'] } = {}) {
  return house.app.inject({ method: 'POST', url: '/api/v1/imports', headers: { accept, 'content-type': type, ...(await headersOf(who, scopes)) }, payload })
}

describe('lists given as spreadsheets', () => {
  test('hold the same records in the same order and columns as the list, as text and as a workbook', async () => {
    const query = 'country=TG&sort=followers&direction=down&columns=name&columns=followers&columns=tags'
    const list = await house.call<{ items: { name: string; followers: number | null }[] }>(owner, 'crm.listArtists', { country: ['TG'], sort: 'followers', direction: 'down' })
    expect(list.items.map(({ name }) => name)).toEqual(['Ama « Sika »; la grande', '=HYPERLINK("http://mal.example")'])
    const csv = await get(owner, `records.csv?${query}`)
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
    expect(csv.body).toBe('\ufeffNom;Abonnés;Étiquettes\r\n"Ama « Sika »; la grande";12400;"à suivre, +scène"\r\n"\'=HYPERLINK(""http://mal.example"")";;à suivre\r\n')
    expect((await get(owner, `records.csv?${query}&separator=,&mark=false`)).body).toMatch(/^Nom,/)
    const sheet = await cells(`records.xlsx?${query}`)
    expect(sheet.slice(1)).toEqual([
      ['Ama « Sika »; la grande', 12_400, 'à suivre, +scène'],
      // A text, not a formula: nothing runs.
      ['=HYPERLINK("http://mal.example")', null, 'à suivre'],
    ])
    expect((await cells('records.xlsx?kind=person&columns=name')).slice(1)).toEqual([['Kofi Mensah']])
    const { items } = await house.call<{ items: { id: string }[] }>(owner, 'crm.listArtists', { country: ['FR'] })
    expect((await cells(`records.xlsx?ids=${items[0]!.id}&columns=name`)).slice(1)).toEqual([['Zoé']])
  })

  test('of a pipeline hold its cards with their amounts in whole units', async () => {
    await ensurePipelines(house.db, agency, 'fr')
    const { items } = await house.call<{ items: { id: string; of: string }[] }>(owner, 'crm.listPipelines')
    const pipeline = items.find((one) => one.of === 'opportunities')!.id
    const artist = (await house.call<{ items: { id: string }[] }>(owner, 'crm.listArtists', { country: ['FR'] })).items[0]!.id
    await house.call(owner, 'crm.createCard', { pipelineId: pipeline, recordId: artist, title: '@SUM(1)', value: 123_456, currency: 'EUR' })
    const sheet = await cells(`pipelines/${pipeline}.xlsx`)
    expect(sheet[1]).toEqual(expect.arrayContaining(['Zoé', '@SUM(1)', 1234.56, 'EUR']))
    const csv = await get(owner, `pipelines/${pipeline}.csv`)
    expect(csv.body).toContain("Zoé;'@SUM(1);")
    expect(csv.body).toContain(';1234,56;EUR;')
    expect((await cells(`pipelines/${pipeline}.xlsx?q=personne`)).slice(1)).toEqual([])
    await house.call(owner, 'crm.createCard', { pipelineId: pipeline, recordId: artist, title: 'Tournée', value: 999_900, currency: 'EUR' })
    const titles = async (order: string) => (await cells(`pipelines/${pipeline}.xlsx?${order}`)).slice(1).map(([, title]) => title)
    expect(await titles('sort=value')).toEqual(['Tournée', '@SUM(1)'])
    expect(await titles('sort=value&direction=up')).toEqual(['@SUM(1)', 'Tournée'])
    for (const [who, status] of [
      [null, 401],
      [stranger, 404],
    ] as const)
      expect((await get(who, `pipelines/${pipeline}.csv`)).statusCode).toBe(status)
  })

  test('are refused to nobody, to strangers, to keys for something else, in unknown makes and with conditions that are none', async () => {
    expect((await get(null, 'records.csv')).statusCode).toBe(401)
    expect((await get(stranger, `records.xlsx?workspaceId=${agency}`)).statusCode).toBe(404)
    expect((await get(owner, 'records.csv', ['crm:write'])).statusCode).toBe(403)
    expect((await get(owner, 'records.pdf')).statusCode).toBe(404)
    expect((await get(owner, 'imports/x.csv')).statusCode).toBe(404)
    expect((await get(owner, 'records.csv?sort=%27;drop&columns=password')).statusCode).toBe(422)
    // The stranger's own list is empty: nothing of another agency is in it.
    expect((await get(stranger, 'records.csv')).body.trim().split('\r\n')).toHaveLength(1)
  })

  test('of 20,000 records are read as they are taken, not before', { timeout: 120_000 }, async () => {
    const big = await house.workspace(owner, { kind: 'agency' })
    await insertRecords(
      house.db,
      big,
      Array.from({ length: 20_000 }, (_, at) => ({ kind: 'artist' as const, name: `Artiste ${at}`, email: `artiste${at}@scene.example`, city: randomUUID() })),
    )
    await sql`analyze crm.records`.execute(house.db)
    const makes: Record<string, (table: SheetOut) => Readable> = { csv: (table) => csvStream(table, { separator: ';', mark: true }), xlsx: xlsxStream }
    for (const [make, write] of Object.entries(makes)) {
      const table = await recordsTable(house.ctx(owner), (key) => key, { workspaceId: big, kind: 'artist', sort: 'name' })
      let read = 0
      async function* counted(): AsyncGenerator<readonly Cell[]> {
        for await (const row of table.rows) {
          read += 1
          yield row
        }
      }
      const stream = write({ ...table, rows: counted() })
      await new Promise((ready) => stream.once('readable', ready))
      await new Promise((waited) => setTimeout(waited, 1_500))
      expect(read, make).toBeGreaterThan(0)
      expect(read, make).toBeLessThan(15_000)
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer))
      expect(read, make).toBe(20_000)
      const lines = make === 'csv' ? Buffer.concat(chunks).toString().trimEnd().split('\r\n').length : (await readSheet(Buffer.concat(chunks))).length
      expect(lines, make).toBe(20_001)
    }
  })
})

describe('a list sent as a form', () => {
  test('becomes an import of the agency; a program is answered with its id, a browser with its page; its mistakes come back as a list', async () => {
    const answer = await post(owner, sent({ kind: 'artist', workspaceId: agency }, 'Nom;E-mail\r\nAmivi;amivi@scene.example\r\n=cmd;pas une adresse\r\n'))
    expect(answer.statusCode, answer.body).toBe(201)
    const { id } = answer.json<{ id: string }>()
    expect(await house.call(owner, 'crm.getImport', { id })).toMatchObject({ state: 'draft', rows: 2, name: 'liste.csv', kind: 'artist' })
    await house.call(owner, 'crm.startImport', { id })
    await house.runJobs()
    expect(await house.call(owner, 'crm.getImport', { id })).toMatchObject({ state: 'done', created: 1, failed: 1 })
    const [labels, row, ...more] = await cells(`imports/${id}.xlsx`)
    expect([labels!.length, more.length, row![0], row![1]]).toEqual([3, 0, '=cmd', 'pas une adresse'])
    expect(row![2]).toMatch(/^E-mail : ./)
    expect((await get(owner, `imports/${id}.csv`)).body).toContain("\r\n'=cmd;pas une adresse;")
    for (const [who, status] of [
      [null, 401],
      [stranger, 404],
    ] as const)
      expect((await get(who, `imports/${id}.csv`)).statusCode).toBe(status)
    const page = await post(owner, sent({ workspaceId: agency }, 'Nom\r\nAfi\r\n', '../../évil<b>.csv'), { accept: 'text/html' })
    expect([page.statusCode, page.headers.location]).toEqual([303, expect.stringMatching(/^\/mona\/import\/[0-9a-f-]{36}$/)])
  })

  test('is refused without a file, empty, of an unknown kind, as no form, cut off, to nobody, to strangers and to keys that only read; nothing is kept', async () => {
    const count = async () => (await sql<{ n: number }>`select count(*)::int as n from crm.imports`.execute(house.db)).rows[0]!.n
    const before = await count()
    const good = sent({ workspaceId: agency }, 'Nom\r\nAfi\r\n')
    const code = async (answer: Promise<{ statusCode: number; json: () => { code: string } }>) => {
      const { statusCode, json } = await answer
      return [statusCode, json().code]
    }
    expect(await code(post(owner, sent({ workspaceId: agency }, null)))).toEqual([422, 'crm.import.noFile'])
    expect(await code(post(owner, sent({ workspaceId: agency }, '')))).toEqual([422, 'platform.sheetEmpty'])
    expect(await code(post(owner, sent({ workspaceId: agency, kind: 'dragon' }, 'Nom\r\nAfi')))).toEqual([422, 'platform.invalid'])
    expect(await code(post(owner, '{}', { type: 'application/json' }))).toEqual([422, 'crm.import.noFile'])
    expect(await code(post(owner, good, { type: 'multipart/form-data' }))).toEqual([422, 'crm.import.noFile'])
    expect(await code(post(owner, good.subarray(0, good.length - 12)))).toEqual([422, 'crm.import.noFile'])
    expect(await code(post(null, good))).toEqual([401, 'platform.signInNeeded'])
    expect(await code(post(stranger, good))).toEqual([404, 'platform.missing'])
    expect(await code(post(owner, good, { scopes: ['crm:read'] }))).toEqual([403, 'platform.scopeMissing'])
    const refused = await post(owner, sent({ workspaceId: agency }, ''), { accept: 'text/html' })
    expect([refused.statusCode, refused.headers.location]).toEqual([303, '/mona/import?refused=platform.sheetEmpty'])
    expect(await count()).toBe(before)
  })
})
