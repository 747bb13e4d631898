import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeSessionCookie, sessionCookie } from '#domains/identity/cookies.ts'
import { seed as seedIdentity } from '#domains/identity/seed.ts'
import { insertSession } from '#domains/identity/store/sessions.ts'
import type { Person } from '#platform/actor'
import { after, clock, day } from '#platform/clock'
import { announce } from '#platform/events'
import { files } from '#platform/files'
import { randomToken } from '#platform/secrets'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { sweepFiles } from './actions/records/files.ts'
import { seed } from './seed.ts'
import { addLinks, happened } from './index.ts'

let house: TestHouse
let mariam: Person
let julien: Person
let looker: Person
let rival: Person
let agency: string

type Ref = { id: string; name: string; version: number }
type Sheet = Record<string, unknown> & Ref
type Page = { items: (Record<string, unknown> & { id: string; name: string })[]; next: string | null; total: number | null; more: boolean }

beforeAll(async () => {
  house = await openHouse()
  mariam = await house.person({ name: 'Mariam Koné' })
  julien = await house.person({ name: 'Julien Mercier' })
  looker = await house.person({ name: 'Dado Ly' })
  rival = await house.person({ name: 'Chidi Obi' })
  agency = await house.workspace(mariam, { kind: 'agency', name: 'Nyala' })
  await house.workspace(rival, { kind: 'agency', name: 'Autre' })
  await house.join(agency, julien, 'editor')
  await house.join(agency, looker, 'viewer')
})
afterAll(() => house.close())

const make = (facts: object = {}) => house.call<Ref>(mariam, 'crm.createArtist', { name: 'Ama Sika', ...facts })
const sheet = (id: string, who = mariam) => house.call<Sheet>(who, 'crm.getArtist', { id })
const refusal = async (run: Promise<unknown>): Promise<{ code: string; kind: string; fields: { field: string; code: string }[] }> =>
  run.then(
    () => ({ code: 'none', kind: 'none', fields: [] }),
    (error: { code: string; kind: string; fields: { field: string; code: string }[] }) => error,
  )

describe('history', () => {
  it('a call counts as contact, a note does not, and a line can be taken back by whoever wrote it', async () => {
    const { id } = await make()
    await house.call(julien, 'crm.recordInteraction', { id, interaction: 'note', body: 'Belle voix' })
    expect(await sheet(id)).toMatchObject({ lastContactAt: null })
    const said = await house.call<{ id: string }>(julien, 'crm.recordInteraction', { id, interaction: 'call', body: 'Rappelle lundi', direction: 'in' })
    expect((await sheet(id)).lastContactAt).not.toBeNull()
    await house.call(mariam, 'crm.removeInteraction', { id, interactionId: said.id })
    expect(await sheet(id)).toMatchObject({ lastContactAt: null })
    expect(await refusal(house.call(julien, 'crm.recordInteraction', { id, interaction: 'call', body: 'x', at: '2999-01-01T00:00:00Z' }))).toMatchObject({ code: 'crm.notYet' })
  })

  it('is read in pages and by kind; the same key is told once', async () => {
    const { id } = await make()
    for (let n = 0; n < 25; n += 1)
      await happened(house.db, { recordId: id, kind: 'crm.timeline.call', interaction: 'call', body: `${n}`, key: `k${n % 20}`, at: new Date('2026-01-01') })
    const first = await house.call<Page>(mariam, 'crm.getTimeline', { id, show: 'call', limit: 15 })
    const rest = await house.call<Page>(mariam, 'crm.getTimeline', { id, show: 'call', limit: 15, after: first.next })
    expect(new Set([...first.items, ...rest.items].map((one) => one.id)).size).toBe(20)
    expect(rest.next).toBeNull()
  })

  it('tells what the artist’s own company does in Karangou', async () => {
    const ama = await house.person({ name: 'Ama' })
    const company = await house.workspace(ama, { kind: 'production' })
    const { id } = await make()
    await sql`update crm.records set account_id = ${ama.id} where id = ${id}`.execute(house.db)
    await announce(house.db, { type: 'film.published', subject: id, workspaceId: company, payload: { slug: 'le-film' } })
    await house.runJobs()
    const { items } = await house.call<Page>(mariam, 'crm.getTimeline', { id })
    expect(items[0]).toMatchObject({ kind: 'crm.timeline.film.published', href: '/karangou/films/le-film' })
  })

  it('links added by another room are read as networks write them', async () => {
    const { id } = await make()
    expect(await addLinks(house.db, id, [{ address: 'https://www.deezer.com/fr/artist/2999681' }, { network: 'spotify', address: 'nothing' }])).toBe(1)
    expect((await sheet(id)).links).toEqual([{ network: 'deezer', identifier: '2999681', url: 'https://www.deezer.com/artist/2999681' }])
  })
})

describe('files', () => {
  const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n')
  const keyOf = async (who: Person): Promise<string> => {
    const token = randomToken()
    await insertSession(house.db, {
      userId: who.id,
      token,
      kind: 'browser',
      method: 'password',
      ip: '127.0.0.1',
      userAgent: 'test',
      now: clock.now(),
      expiresAt: after(clock.now(), day),
    })
    return `${sessionCookie()}=${closeSessionCookie(token)}`
  }
  const send = async (who: Person | null, id: string, name: string, bytes: Buffer) =>
    house.app.inject({
      method: 'POST',
      url: `/api/v1/records/${id}/files`,
      headers: { 'content-type': 'multipart/form-data; boundary=x', accept: 'application/json', origin: 'http://localhost', ...(who ? { cookie: await keyOf(who) } : {}) },
      payload: Buffer.concat([Buffer.from(`--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`), bytes, Buffer.from('\r\n--x--\r\n')]),
    })
  const fetch = async (who: Person | null, id: string) => house.app.inject({ url: `/api/v1/record-files/${id}`, headers: who ? { cookie: await keyOf(who) } : {} })

  it('are kept with a record and given to its agency alone', async () => {
    const { id } = await make()
    const sent = await send(julien, id, '../../Dossier de presse été.pdf', pdf)
    expect(sent.statusCode).toBe(201)
    const file = sent.json<{ id: string; name: string }>()
    expect(file.name).toBe('Dossier de presse été.pdf')
    const given = await fetch(looker, file.id)
    expect(given.rawPayload.equals(pdf)).toBe(true)
    expect(given.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' })
    expect([(await fetch(rival, file.id)).statusCode, (await fetch(null, file.id)).statusCode, (await fetch(mariam, 'x')).statusCode]).toEqual([404, 401, 404])
    expect((await sheet(id)).files).toMatchObject([{ name: 'Dossier de presse été.pdf', addedBy: 'Julien Mercier' }])
  })

  it('are refused when they are not what they say, and to those who may not', async () => {
    const { id } = await make()
    expect((await send(julien, id, 'photo.jpg', pdf)).json()).toMatchObject({ code: 'crm.file.notWhatItSays' })
    expect((await send(julien, id, 'page.html', Buffer.from('<script>'))).json()).toMatchObject({ code: 'crm.file.wrongType' })
    expect((await send(julien, id, 'vide.pdf', Buffer.alloc(0))).json()).toMatchObject({ code: 'crm.file.empty' })
    expect((await send(julien, id, 'gros.wav', Buffer.alloc(25 * 1024 * 1024 + 1))).json()).toMatchObject({ code: 'crm.file.tooBig' })
    expect([(await send(looker, id, 'a.pdf', pdf)).statusCode, (await send(rival, id, 'a.pdf', pdf)).statusCode, (await send(null, id, 'a.pdf', pdf)).statusCode]).toEqual([
      403, 404, 401,
    ])
  })

  it('let their bytes go with their row', async () => {
    const { id } = await make()
    const file = (await send(julien, id, 'a.pdf', pdf)).json<{ id: string }>()
    const { rows } = await sql<{ key: string }>`select key from crm.files where id = ${file.id}`.execute(house.db)
    await house.call(julien, 'crm.removeRecordFile', { id: file.id })
    expect(await files().stat(rows[0]!.key)).not.toBeNull()
    await sweepFiles(house.ctx())
    expect(await files().stat(rows[0]!.key)).toBeNull()
  })
})

describe('the demo', () => {
  it('is an agency at work: artists in the target and out of it, threads, contacts, all marked as invented', async () => {
    const fresh = await sql<{ n: number }>`select count(*)::int as n from crm.records`.execute(house.db)
    await seedIdentity(house.ctx())
    await seed(house.ctx())
    const { rows } = await sql<{ kind: string; n: number; invented: number; onTarget: number }>`
      select r.kind, count(*)::int as n, count(*) filter (where invented)::int as invented, count(*) filter (where target = 'yes')::int as "onTarget"
      from crm.records r join identity.workspaces w on w.id = r.workspace_id where w.slug = 'nyala-agence' group by r.kind order by r.kind`.execute(house.db)
    expect(fresh.rows[0]!.n).toBeGreaterThan(0)
    expect(rows).toMatchObject([
      { kind: 'artist', n: 221, invented: 221 },
      { kind: 'organisation', n: 12, invented: 12 },
      { kind: 'person', n: 14, invented: 14 },
    ])
    expect(rows[0]!.onTarget).toBeGreaterThan(40)
    expect(rows[0]!.onTarget).toBeLessThan(150)
  })
})
