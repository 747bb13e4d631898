import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clock, day } from '#platform/clock'
import type { MyPlan, Prescription } from '#domains/checkup/schema/prescription.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, checkedArtist, openAgency, type Ref, sentPlan, tasksOf, waitingPlan } from './prescribing.ts'

let house: TestHouse
let agency: Agency
beforeAll(async () => {
  house = await openHouse()
  agency = await openAgency(house)
})
afterAll(() => house.close())

const get = (id: string) => house.call<Prescription>(agency.coach, 'checkup.getPrescription', { id })
const waiting = (offer?: string) => waitingPlan(house, agency, offer)
const tasks = (planId: string) => tasksOf(house, planId)

describe('states', () => {
  test('a line set aside makes no task; with every line aside there is nothing to accept', async () => {
    const { artist, plan } = await waiting('290')
    const { lines } = await house.call<MyPlan>(artist, 'checkup.getMyPlan', { id: plan.id })
    const say = (line: string, kind: string) => house.call(artist, 'checkup.discussPlan', { id: plan.id, version: 1, line, kind, body: 'Pas cette fois.' })
    for (const { key } of lines) await say(key, 'decline')
    await expect(house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 1 })).rejects.toMatchObject({ code: 'checkup.allDeclined' })
    await say(lines[0]!.key, 'keep')
    await house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 1 })
    expect((await tasks(plan.id)).map(({ key }) => key)).toEqual([`plan:${plan.id}:${lines[0]!.key}`])
  })

  test('a new one replaces the one that waits, and the one under way when it is accepted; its open tasks go', async () => {
    const { artist, recordId, plan } = await waiting()
    await house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 1 })
    const second = await sentPlan(house, agency.coach, recordId, '290')
    expect((await get(plan.id)).state).toBe('accepted')
    const third = await sentPlan(house, agency.coach, recordId, '290')
    expect(await get(second.id)).toMatchObject({ state: 'replaced', replacedBy: third.id })
    await house.call(artist, 'checkup.acceptPlan', { id: third.id, version: 1 })
    expect(await get(plan.id)).toMatchObject({ state: 'replaced', replacedBy: third.id })
    expect(new Set((await tasks(plan.id)).map(({ state }) => state))).toEqual(new Set(['dropped']))
    await expect(house.call(artist, 'checkup.acceptPlan', { id: second.id, version: 1 })).rejects.toMatchObject({ code: 'checkup.planClosed.replaced' })
  })

  test('without an answer it expires; sent again it lives; withdrawn, the artist no longer sees it', async () => {
    const { artist, plan } = await waiting('290')
    clock.travel(46 * day)
    const { expireDue } = await import('#domains/checkup/actions/prescription/hear.ts')
    await expireDue(house.ctx())
    clock.reset()
    expect((await get(plan.id)).state).toBe('expired')
    await expect(house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 1 })).rejects.toMatchObject({ code: 'checkup.planClosed.expired' })
    const again = await house.call<Ref>(agency.coach, 'checkup.sendPrescription', { id: plan.id, version: plan.version })
    expect(again).toMatchObject({ state: 'sent', sentVersion: 2 })
    await house.call(agency.coach, 'checkup.withdrawPrescription', { id: plan.id, note: 'Erreur.' })
    await expect(house.call(artist, 'checkup.getMyPlan', { id: plan.id })).rejects.toMatchObject({ kind: 'missing' })
  })

  test('what the coach is writing is not shown: the artist reads the version that was sent', async () => {
    const { artist, plan } = await waiting('290')
    await house.call(agency.coach, 'checkup.editPrescription', {
      id: plan.id,
      version: plan.version,
      note: 'Secret',
      lines: [{ title: 'Brouillon', dueOn: '2027-01-10', hours: 2, owner: 'coach' }],
    })
    const seen = await house.call<MyPlan>(artist, 'checkup.getMyPlan', { id: plan.id })
    expect(JSON.stringify(seen)).not.toMatch(/Secret|Brouillon/)
    expect((await get(plan.id)).changes.length).toBeGreaterThan(1)
  })

  test('merged into another sheet, the plans go with the artist; the merge undone, they come back as they were', async () => {
    const { hearMerged, hearUnmerged } = await import('#domains/checkup/actions/prescription/hear.ts')
    const [gone, kept, last] = [await waiting('290'), await waiting('290'), await waiting('290')]
    const event = (payload: Record<string, unknown>, { recordId } = gone) => ({
      id: '',
      type: '',
      subject: recordId,
      workspaceId: agency.workspaceId,
      actorId: null,
      payload,
      at: new Date(),
    })
    const states = async () =>
      (
        await sql<{
          recordId: string
          state: string
        }>`select record_id as "recordId", state from checkup.prescriptions where id in (${gone.plan.id}, ${kept.plan.id}, ${last.plan.id}) order by id`.execute(house.db)
      ).rows
    const before = await states()
    await hearMerged(house.ctx(), event({ into: kept.recordId }))
    expect(await states()).toEqual([
      { recordId: kept.recordId, state: 'replaced' },
      { recordId: kept.recordId, state: 'sent' },
      { recordId: last.recordId, state: 'sent' },
    ])
    const once = await states()
    await hearMerged(house.ctx(), event({ into: last.recordId }, kept))
    expect((await states()).map(({ recordId, state }) => [recordId === last.recordId, state])).toEqual([
      [true, 'replaced'],
      [true, 'replaced'],
      [true, 'sent'],
    ])
    await hearUnmerged(house.ctx(), event({ from: last.recordId }, kept))
    expect(await states()).toEqual(once)
    await hearUnmerged(house.ctx(), event({ from: kept.recordId }))
    expect(await states()).toEqual(before)
  })

  test('a task given up ends its line; the plan ends without it', async () => {
    const { artist, plan } = await waiting('290')
    await house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 1 })
    const [first, ...rest] = await tasks(plan.id)
    await house.call(agency.owner, 'planning.dropTask', { id: first!.id })
    for (const { id } of rest) await house.call(agency.owner, 'planning.completeTask', { id })
    await house.runJobs()
    expect(await get(plan.id)).toMatchObject({ state: 'done', progress: { done: rest.length, dropped: 1, all: rest.length + 1 } })
  })
})

describe('who may', () => {
  test('another agency, another artist and a stranger learn nothing', async () => {
    const { plan } = await waiting()
    const others = [(await openAgency(house, 'Ailleurs')).owner, (await waiting()).artist, await house.person()]
    for (const who of others) {
      for (const name of ['getPrescription', 'getMyPlan', 'prescriptionVersions'])
        await expect(house.call(who, `checkup.${name}`, { id: plan.id })).rejects.toMatchObject({ kind: 'missing' })
      await expect(house.call(who, 'checkup.acceptPlan', { id: plan.id, version: 1 })).rejects.toMatchObject({ kind: 'missing' })
    }
  })
  test('a coach does not accept for the artist without saying how; an artist does not edit', async () => {
    const { artist, plan } = await waiting()
    await expect(house.call(agency.coach, 'checkup.acceptPlan', { id: plan.id, version: 1 })).rejects.toMatchObject({ kind: 'missing' })
    await expect(house.call(artist, 'checkup.editPrescription', { id: plan.id, version: 1, note: 'x' })).rejects.toMatchObject({ kind: 'missing' })
  })
  test('bad answers are refused by the field to change', async () => {
    const { plan } = await waiting('290')
    const line = { title: 'x', dueOn: '2027-01-10', hours: 2, owner: 'coach' }
    const edit = (lines: object[]) => house.call(agency.coach, 'checkup.editPrescription', { id: plan.id, version: plan.version, lines })
    await expect(edit([{ ...line, key: 'no-such-line' }])).rejects.toMatchObject({ fields: [{ field: 'lines.0.key', code: 'checkup.noSuchLine' }] })
    await expect(edit([{ ...line, dueOn: '2027-02-31' }])).rejects.toMatchObject({ fields: [{ field: 'lines.0.dueOn', code: 'checkup.noSuchDay' }] })
    await expect(edit([{ ...line, title: ' ' }])).rejects.toMatchObject({ fields: [{ field: 'lines.0.title', code: 'platform.required' }] })
    await expect(edit([{ ...line, hours: -1 }])).rejects.toMatchObject({ kind: 'invalid' })
    await expect(edit(Array.from({ length: 41 }, () => line))).rejects.toMatchObject({ kind: 'invalid' })
    await expect(edit([{ ...line, title: 'a\u0000b' }])).rejects.toMatchObject({ kind: 'invalid' })
    const { version } = (await edit(Array.from({ length: 4 }, () => line))) as unknown as Ref
    await expect(house.call(agency.coach, 'checkup.sendPrescription', { id: plan.id, version })).rejects.toMatchObject({ code: 'checkup.tooManySteps' })
    await expect(
      house.call(agency.coach, 'checkup.draftPrescription', { recordId: await checkedArtist(house, agency.workspaceId), offer: '290', startsOn: '2020-01-01' }),
    ).rejects.toMatchObject({ code: 'checkup.startPast' })
  })
  test('an artist without address and account is reached by hand alone', async () => {
    const recordId = await checkedArtist(house, agency.workspaceId, { email: null })
    const draft = await house.call<Ref>(agency.coach, 'checkup.draftPrescription', { recordId, offer: '290' })
    await expect(house.call(agency.coach, 'checkup.sendPrescription', { id: draft.id, version: 1 })).rejects.toMatchObject({ code: 'checkup.noAddress' })
    expect((await get(draft.id)).state).toBe('draft')
    expect(await house.call(agency.coach, 'checkup.sendPrescription', { id: draft.id, version: 1, by: 'hand' })).toMatchObject({ state: 'sent' })
  })
})
