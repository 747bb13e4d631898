import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, checkedArtist, openAgency, sentPlan } from './prescribing.ts'

let house: TestHouse
let agency: Agency
let stranger: Person
beforeAll(async () => {
  house = await openHouse()
  agency = await openAgency(house)
  stranger = await house.person()
  await house.workspace(stranger, { kind: 'agency' })
}, 60_000)
afterAll(() => house.close())

const keys = new Map<string, string>()
async function keyOf(who: Person, scope: string): Promise<string> {
  const name = `${who.id} ${scope}`
  if (!keys.has(name)) keys.set(name, (await house.call<{ secret: string }>(who, 'identity.createKey', { name: 'essai', scopes: [scope] })).secret)
  return keys.get(name)!
}
const get = async (who: Person | null, path: string, scope: string, lang = 'fr') =>
  house.app.inject({
    url: `/api/v1/exports/${path}`,
    headers: { 'accept-language': lang, ...(who ? { authorization: `Bearer ${await keyOf(who, scope)}` } : {}) },
  })
async function cells(path: string, scope: string): Promise<unknown[][]> {
  const answer = await get(agency.coach, path, scope)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return (await readSheet(answer.rawPayload)) as unknown[][]
}
async function lines(path: string, scope: string, lang = 'fr'): Promise<string[]> {
  const answer = await get(agency.coach, path, scope, lang)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  expect(answer.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
  return answer.body.replace('\ufeff', '').trimEnd().split('\r\n')
}
const iso = (day: string): Date => new Date(`${day}T00:00:00Z`)

describe('tasks as a spreadsheet', () => {
  const make = (input: object) => house.call(agency.owner, 'planning.createTask', { workspaceId: agency.workspaceId, ...input })

  test('are those of the list, in its order, with its columns; a text that a spreadsheet would run stays text', async () => {
    await make({ title: '=HYPERLINK("http://mal.example")', dueOn: '2031-12-02', dueMinute: 545, priority: 'high', ownerId: agency.coach.id, remindOn: '2031-12-01' })
    await make({ title: 'Appeler ; "Awa"', dueOn: '2031-12-01' })
    await make({ title: 'Un jour', priority: 'low' })
    const [labels, ...rows] = await cells('tasks.xlsx?sort=due', 'planning:read')
    expect(labels).toEqual(['Ce qu’il y a à faire', 'État', 'Priorité', 'Jour', 'Heure', 'Confiée à', 'Sujet', 'Se répète', 'Rappel le matin du', 'Terminée le'])
    expect(rows).toEqual([
      ['Appeler ; "Awa"', 'À faire', 'Normale', iso('2031-12-01'), null, null, null, false, null, null],
      ['=HYPERLINK("http://mal.example")', 'À faire', 'Haute', iso('2031-12-02'), '09:05', 'Julien Mercier', null, false, iso('2031-12-01'), null],
      ['Un jour', 'À faire', 'Basse', null, null, null, null, false, null, null],
    ])
    expect((await lines('tasks.csv?owner=me', 'planning:read')).slice(1)).toEqual([
      `"'=HYPERLINK(""http://mal.example"")";À faire;Haute;2031-12-02;09:05;Julien Mercier;;false;2031-12-01;`,
    ])
    expect((await lines('tasks.csv?priority=low', 'planning:read', 'en'))[1]).toBe('Un jour,To do,Low,,,,,false,,')
    expect(await lines('tasks.csv?state=done', 'planning:read')).toHaveLength(1)
  })

  test('of more than one reading are all there, once, in every order', async () => {
    await sql`insert into planning.tasks (workspace_id, title, due_on, priority)
      select ${agency.workspaceId}, 'Tâche ' || n, case when n % 3 > 0 then date '2031-01-01' + n % 7 end, (array['low', 'normal', 'high'])[1 + n % 3] from generate_series(1, 1200) n`.execute(
      house.db,
    )
    for (const sort of ['due', 'priority', 'newest', 'done']) {
      const titles = (await lines(`tasks.csv?q=t%C3%A2che&sort=${sort}`, 'planning:read')).slice(1).map((line) => line.split(';')[0])
      const listed: string[] = []
      for (let after: string | undefined; ;) {
        const page = await house.call<{ items: { title: string }[]; next: string | null }>(agency.coach, 'planning.listTasks', { q: 'tâche', sort, after, limit: 100 })
        listed.push(...page.items.map(({ title }) => title))
        if (page.next === null) break
        after = page.next
      }
      expect(new Set(listed).size, sort).toBe(1_200)
      expect(titles, sort).toEqual(listed)
    }
  })
})

describe('check-ups, prescriptions and fits as spreadsheets', () => {
  test('say what their lists say', async () => {
    const [ama, kofi] = [await checkedArtist(house, agency.workspaceId, { name: '@Ama Sika' }), await checkedArtist(house, agency.workspaceId, { name: 'Kofi', score: 80 })]
    await house.call(agency.coach, 'checkup.startCheckup', { recordId: kofi })
    const plan = await sentPlan(house, agency.coach, ama)
    const finished = (await cells('checkups.xlsx?state=finished', 'checkup:read')).slice(1)
    expect(
      finished
        .map(([name, , state, score, confidence, grid, invented]) => [name, state, score, confidence, grid, invented])
        .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['@Ama Sika', 'Terminé', 30, 100, 1, false],
      ['Kofi', 'Terminé', 80, 100, 1, false],
    ])
    expect(await lines(`checkups.csv?recordId=${kofi}`, 'checkup:read')).toHaveLength(3)
    expect((await lines(`checkups.csv?recordId=${ama}`, 'checkup:read'))[1]).toMatch(/^'@Ama Sika;/)
    const { items } = await house.call<{ items: { lines: number; startsOn: string; endsOn: string }[] }>(agency.coach, 'checkup.listPrescriptions', {})
    const [labels, ...plans] = await cells('prescriptions.xlsx?state=sent', 'checkup:read')
    expect(labels).toEqual(['Artiste', 'État', 'Offre', 'Actions faites', 'Actions', 'Premier jour', 'Dernier jour', 'Coach', 'Chiffres inventés'])
    expect(plans).toEqual([
      ['@Ama Sika', 'Attend une réponse', '390 Structuration', null, items[0]!.lines, iso(items[0]!.startsOn), iso(items[0]!.endsOn), 'Julien Mercier', false],
    ])
    expect(plan.state).toBe('sent')
    expect(await lines('prescriptions.csv?state=draft', 'checkup:read')).toHaveLength(1)
    await house.call(agency.coach, 'fit.analyzeFit', { artistIds: [ama, kofi] })
    const fits = await house.call<{ items: { name: string; score: number }[] }>(agency.coach, 'fit.listFits', {})
    expect(fits.items).toHaveLength(2)
    expect((await cells('fits.xlsx', 'fit:read')).slice(1).map(([name, , score]) => [name, score])).toEqual(
      fits.items.map(({ name, score }) => [name, score === null ? null : Math.round(score * 10) / 10]),
    )
  })
})

describe('messages and enrolments as spreadsheets', () => {
  test('say what their lists say', async () => {
    const recordId = await checkedArtist(house, agency.workspaceId, { name: 'Zoé', email: 'zoe@griot.example' })
    await house.call(agency.coach, 'outreach.noteDm', { recordId, network: 'instagram', body: '=1+1' })
    const { id } = await house.call<{ id: string }>(agency.coach, 'outreach.createMessageTemplate', {
      name: 'Bonjour',
      fr: { subject: 'Bonjour', body: 'Bonjour {{artist.name}}' },
    })
    const sequence = await house.call<{ id: string }>(agency.coach, 'outreach.createSequence', { name: '-Premiers pas', steps: [{ kind: 'mail', templateId: id }] })
    await house.call(agency.coach, 'outreach.enrolRecords', { id: sequence.id, recordIds: [recordId], source: 'la page publique' })
    const [labels, ...rows] = await cells(`messages.xlsx?recordId=${recordId}`, 'outreach:read')
    expect(labels).toEqual(['Qui', 'Sorte', 'Objet', 'État', 'Raison', 'Quand', 'A répondu'])
    expect(rows).toEqual([['Zoé', 'Message privé (tâche)', null, 'Envoyé', null, expect.any(Date), null]])
    expect(await lines('messages.csv?state=failed', 'outreach:read')).toHaveLength(1)
    const [, enrolment, ...more] = await lines(`enrolments.csv?sequenceId=${sequence.id}`, 'outreach:read')
    expect([enrolment?.split(';').slice(0, 3), more]).toEqual([['Zoé', "'-Premiers pas", 'En cours'], []])
  })
})

describe('every list as a spreadsheet', () => {
  const lists = [
    ['tasks', 'planning'],
    ['checkups', 'checkup'],
    ['prescriptions', 'checkup'],
    ['fits', 'fit'],
    ['messages', 'outreach'],
    ['enrolments', 'outreach'],
    ['records', 'crm'],
  ] as const

  test.each(lists)('%s: refused to nobody, to strangers, to keys for something else, in other makes and with conditions that are none; who took it is told', async (list, room) => {
    const [scope, other] = [`${room}:read`, room === 'crm' ? 'fit:read' : 'crm:read']
    const refusal = async (who: Person | null, path: string, asked: string = scope) => (await get(who, path, asked)).statusCode
    expect(await refusal(null, `${list}.csv`)).toBe(401)
    expect(await refusal(stranger, `${list}.csv?workspaceId=${agency.workspaceId}`)).toBe(404)
    expect(await refusal(agency.coach, `${list}.csv`, other)).toBe(403)
    expect(await refusal(agency.coach, `${list}.pdf`)).toBe(404)
    expect(await refusal(agency.coach, `${list}.csv?workspaceId=x`)).toBe(422)
    expect(await refusal(agency.coach, `${list}.csv?separator=%7C`)).toBe(422)
    expect(await refusal(agency.coach, `${list}.csv?q=%00`)).toBe(422)
    // The stranger's own list holds nothing of another agency.
    expect((await get(stranger, `${list}.csv`, scope)).body.trim().split('\r\n')).toHaveLength(1)
    const told = async () =>
      (
        await sql<{
          subject: string
        }>`select subject from platform.audit where actor_id = ${agency.coach.id} and operation = ${`${room}.export${list[0]!.toUpperCase()}${list.slice(1)}`}`.execute(house.db)
      ).rows
    const before = await told()
    const head = await house.app.inject({ method: 'HEAD', url: `/api/v1/exports/${list}.csv`, headers: { authorization: `Bearer ${await keyOf(agency.coach, scope)}` } })
    expect([head.statusCode, head.headers['content-type'], head.body]).toEqual([200, 'text/csv; charset=utf-8', ''])
    expect(await refusal(agency.coach, `${list}.xlsx`)).toBe(200)
    expect(await told()).toEqual([...before, { subject: agency.workspaceId }])
  })
})
