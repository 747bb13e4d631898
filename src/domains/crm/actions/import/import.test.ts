import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { clock } from '#platform/clock'
import { messyArtists } from '#tests/files/messy-artists.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import type { RecordKind } from '../../types.ts'
import { receiveImport } from './receive.ts'

interface Detail {
  state: string
  problem: { code: string } | null
  rows: number
  created: number
  completed: number
  skipped: number
  undecided: number
  failed: number
  remembered: boolean
  columns: { label: string; target: string }[]
  undoBefore: Date | null
}
type Rows = { items: { number: number; problems: { code: string; column: number; value: string }[]; record: { id: string; name: string } | null }[]; next: string | null }

let house: TestHouse
let owner: Person
let agency: string
let files = 0
beforeAll(async () => {
  house = await openHouse()
  owner = await house.person({ name: 'Mariam Koné' })
  agency = await house.workspace(owner, { name: 'Nyala Agence', kind: 'agency' })
})
afterAll(() => house.close())

async function send(
  content: string | Buffer,
  { kind = 'artist', by = owner, workspaceId = agency }: { kind?: RecordKind; by?: Person; workspaceId?: string } = {},
): Promise<string> {
  const path = join(house.config.dataDir, `sent-${(files += 1)}`)
  writeFileSync(path, content)
  return (await receiveImport(house.ctx(by), { workspaceId, kind, name: 'liste.csv', path, size: Buffer.byteLength(content) })).id
}
const detail = (id: string) => house.call<Detail>(owner, 'crm.getImport', { id })
async function run(content: string | Buffer, options: Record<string, unknown> = {}, kind: RecordKind = 'artist'): Promise<string> {
  const id = await send(content, { kind })
  await house.call(owner, 'crm.editImport', { id, ...options })
  await house.call(owner, 'crm.startImport', { id })
  await house.runJobs()
  return id
}
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
async function artists(workspaceId = agency) {
  const { rows } = await sql<{
    id: string
    name: string
    email: string | null
    phone: string | null
    country: string | null
    tags: string[]
    genres: string[]
    followers: number | null
    custom: Record<string, unknown>
    self: boolean | null
  }>`
    select id, name, email::text, phone, country, tags, genres, followers, custom, self_produced as self from crm.records where workspace_id = ${workspaceId} and removed_at is null order by created_at, id`.execute(
    house.db,
  )
  return rows
}
const fresh = async (): Promise<void> => {
  await sql`delete from crm.records`.execute(house.db)
  await sql`delete from crm.import_mappings`.execute(house.db)
}

describe('a messy list of a real agency', () => {
  test('is read, its columns are known, its doubles wait for a decision, its mistakes are kept aside with their reason', async () => {
    await fresh()
    const id = await send(messyArtists.bytes())
    const draft = await detail(id)
    expect(draft).toMatchObject({ state: 'draft', rows: messyArtists.rows })
    expect(draft.columns.map(({ target }) => target)).toEqual([
      'name',
      'country',
      'city',
      'email',
      'phone',
      'link:instagram',
      'followers:instagram',
      'genres',
      'selfProduced',
      '',
      'note',
    ])
    const preview = await house.call<{ items: unknown[]; checked: number; wrong: number }>(owner, 'crm.previewImport', { id })
    expect(preview).toMatchObject({ checked: 600, wrong: messyArtists.wrong })
    await house.call(owner, 'crm.startImport', { id })
    await house.runJobs()
    const done = await detail(id)
    expect(done).toMatchObject({
      state: 'done',
      created: messyArtists.artists,
      undecided: messyArtists.doubles + messyArtists.mistyped,
      failed: messyArtists.wrong,
      completed: 0,
      skipped: 0,
    })
    const failed = await house.call<Rows>(owner, 'crm.listImportRows', { id, state: 'failed', limit: 100 })
    const codes = failed.items.flatMap(({ problems }) => problems.map(({ code }) => code.split('.').at(-1)))
    for (const code of ['badMail', 'badPhone', 'noName', 'badCount', 'rowTooWide', 'badCountry']) expect(codes).toContain(code)
    expect(await artists()).toHaveLength(500)
  })

  test('its doubles complete what is there when all are decided, and the whole import is taken back', async () => {
    const { items } = await house.call<{ items: { id: string }[] }>(owner, 'crm.listImports')
    const id = items[0]!.id
    expect(await house.call(owner, 'crm.decideImportRows', { id, decision: 'complete' })).toEqual({ rows: 60 })
    expect(await refused(house.call(owner, 'crm.decideImportRows', { id, decision: 'complete' }))).toBe('crm.import.nothingToDecide')
    await house.runJobs()
    const done = await detail(id)
    expect([done.created, done.undecided, done.completed + done.skipped]).toEqual([500, 0, 60])
    const changed = (await artists())[7]!
    await house.call(owner, 'crm.updateArtist', { id: changed.id, city: 'Ouidah' })
    expect(done.undoBefore).not.toBeNull()
    await house.call(owner, 'crm.undoImport', { id })
    await house.runJobs()
    expect((await detail(id)).state).toBe('undone')
    expect((await artists()).map((one) => one.id)).toEqual([changed.id])
    const kept = await house.call<Rows>(owner, 'crm.listImportRows', { id, state: 'kept' })
    expect(kept.items.map(({ record }) => record?.id)).toContain(changed.id)
  })
})

describe('what a file says of records that are there already', () => {
  const list = 'Artiste;Mail;Ville;Étiquettes;Insta\nAma Sika;ama@scene.example;Lomé;rap;@ama.sika\n'
  const again = 'Artiste;Mail;Ville;Étiquettes;Insta\nAMA  SIKA;ama.sika@scene.example;Cotonou;live;ama.sika\nKofi Mensah;kofi@scene.example;Accra;;\n'

  test.each([
    ['skip', { created: 1, skipped: 1 }, { email: 'ama@scene.example', tags: ['rap'] }],
    ['complete', { created: 1, completed: 1 }, { email: 'ama@scene.example', tags: ['rap', 'live'] }],
    ['overwrite', { created: 1, completed: 1 }, { name: 'AMA SIKA', email: 'ama.sika@scene.example', tags: ['rap', 'live'] }],
    ['ask', { created: 1, undecided: 1 }, { email: 'ama@scene.example', tags: ['rap'] }],
  ])('is left, added, put in its place or asked about: %s', async (duplicates, figures, values) => {
    await fresh()
    await run(list)
    const id = await run(again, { duplicates })
    expect(await detail(id)).toMatchObject(figures)
    expect((await artists())[0]).toMatchObject(values)
    await house.call(owner, 'crm.undoImport', { id })
    await house.runJobs()
    expect(await artists()).toEqual([expect.objectContaining({ name: 'Ama Sika', email: 'ama@scene.example', tags: ['rap'] })])
  })

  test('of two artists of one manager nothing is put together without a decision; a row that is decided to be another makes a record', async () => {
    await fresh()
    await run('Artiste;Mail\nAma Sika;bureau@manager.example\n')
    const id = await run('Artiste;Mail\nLes Zébulons;bureau@manager.example\n', { duplicates: 'overwrite' })
    expect(await detail(id)).toMatchObject({ undecided: 1, completed: 0, created: 0 })
    await house.call(owner, 'crm.decideImportRows', { id, decision: 'create' })
    await house.runJobs()
    expect((await artists()).map(({ name }) => name)).toEqual(['Ama Sika', 'Les Zébulons'])
  })
})

test('figures, yes and no, own fields and notes arrive as they are meant; the mapping is remembered for the next file of the make', async () => {
  await fresh()
  const file = 'Nom,Followers TikTok,Cachet moyen,Autoproduit,Remarques,Suivi par\nAma,"12,4k",450,oui,"Vue au festival, à rappeler",Mariam Koné\n'
  const id = await send(file)
  const mapping = (await detail(id)).columns.map(({ target }) => target || 'none')
  expect(mapping).toEqual(['name', 'followers:tiktok', 'none', 'selfProduced', 'note', 'owner'])
  await house.call(owner, 'crm.editImport', { id, mapping: mapping.with(2, 'new:number') })
  await house.call(owner, 'crm.startImport', { id })
  await house.runJobs()
  expect((await artists())[0]).toMatchObject({ followers: 12_400, custom: { cachet_moyen: 450 }, self: true })
  const { rows } = await sql<{ body: string }>`select body from crm.happenings where interaction = 'note'`.execute(house.db)
  expect(rows.map(({ body }) => body)).toEqual(['Vue au festival, à rappeler'])
  const next = await detail(await send(file))
  expect([next.remembered, next.columns[2]?.target]).toEqual([true, 'custom:cachet_moyen'])
})

test('a hostile file is text: formulas, HTML, huge cells and zero bytes', async () => {
  await fresh()
  const id = await run(`Nom;Ville;Bio\n=cmd|'/c calc'!A1;<script>alert(1)</script>;x\n'=SUM(A1);Lomé;${'y'.repeat(10_001)}\nA\0ma;Lo\u0007mé;z\n`)
  expect(await detail(id)).toMatchObject({ created: 2, failed: 1 })
  expect((await artists()).map(({ name }) => name)).toEqual(["=cmd|'/c calc'!A1", 'Ama'])
})

test('a wrong cell whose beginning ends in half an emoji is kept with its mistake', async () => {
  await fresh()
  const id = await run(`Nom;E-mail\nAma;${'x'.repeat(199)}😀 nulle part\n`)
  expect(await detail(id)).toMatchObject({ failed: 1, state: 'done' })
})

test('a file that cannot be read says so and is read another way; a draft without a name does not begin; what has begun does not begin again', async () => {
  const unreadable = await send('Nom;Ville\n"Ama;Lomé\n')
  expect(await detail(unreadable)).toMatchObject({ state: 'unreadable', problem: { code: 'platform.sheetQuote' } })
  const id = await send('Nom;Ville\nAma;Lomé\n')
  expect(await refused(house.call(owner, 'crm.editImport', { id, mapping: ['none', 'city'] }))).toBe('crm.import.nameNeeded')
  expect(await refused(house.call(owner, 'crm.editImport', { id, mapping: ['name', 'name'] }))).toBe('crm.import.targetTwice')
  expect(await refused(house.call(owner, 'crm.editImport', { id, mapping: ['name'] }))).toBe('crm.import.columnsDiffer')
  await house.call(owner, 'crm.editImport', { id, headerRow: 0 })
  await house.runJobs()
  expect(await detail(id)).toMatchObject({ state: 'draft', rows: 2, columns: [{ label: '#1' }, { label: '#2' }] })
  const both = await Promise.all([0, 1].map(() => refused(house.call(owner, 'crm.startImport', { id }))))
  expect(both.toSorted()).toEqual(['crm.import.begun', 'done'])
  await house.runJobs()
  expect(await refused(house.call(owner, 'crm.editImport', { id, kind: 'person' }))).toBe('crm.import.notDraft')
})

test('an import cannot be undone after seven days', async () => {
  await fresh()
  const id = await run('Nom\nAma\nKofi\n')
  clock.travel(8 * 86_400_000)
  expect(await refused(house.call(owner, 'crm.undoImport', { id }))).toBe('crm.import.cannotUndo')
  clock.reset()
})

test('workers that take one import at the same time take each row once', async () => {
  await fresh()
  const id = await send(`Nom;Mail\n${Array.from({ length: 2_500 }, (_, at) => `Artiste numéro ${at};a${at}@scene.example`).join('\n')}\n`)
  await house.call(owner, 'crm.startImport', { id })
  const { runImport } = await import('./run.ts')
  const attempt = { signal: new AbortController().signal, last: false }
  await Promise.all([0, 1, 2].map(() => runImport(house.ctx(), { id }, attempt)))
  expect(await detail(id)).toMatchObject({ state: 'done', created: 2_500 })
  expect(await artists()).toHaveLength(2_500)
})

test('another agency’s import, rows and people stay unseen', async () => {
  const id = await send('Nom\nAma\n')
  const stranger = await house.person({ name: 'Bintou Sow' })
  const theirs = await house.workspace(stranger, { kind: 'agency' })
  for (const [name, input] of [
    ['getImport', {}],
    ['previewImport', {}],
    ['startImport', {}],
    ['undoImport', {}],
    ['listImportRows', {}],
    ['editImport', {}],
    ['decideImportRows', { decision: 'skip' }],
  ] as const)
    expect(await refused(house.call(stranger, `crm.${name}`, { id, ...input }))).toBe('platform.missing')
  const mine = await send('Nom\nAma\n', { by: stranger, workspaceId: theirs })
  expect(await refused(house.call(stranger, 'crm.editImport', { id: mine, ownerId: owner.id }))).toBe('crm.wrongValues')
})
