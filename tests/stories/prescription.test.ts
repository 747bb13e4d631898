import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clock, day } from '#platform/clock'
import type { MyPlan, Prescription } from '#domains/checkup/schema/prescription.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, checkedArtist, linkTo, openAgency, type Ref, sentPlan, tasksOf, waitingPlan } from './prescribing.ts'

let house: TestHouse
let agency: Agency
beforeAll(async () => {
  house = await openHouse()
  agency = await openAgency(house)
})
afterAll(() => house.close())

const get = (id: string) => house.call<Prescription>(agency.coach, 'checkup.getPrescription', { id })
const waiting = (offer?: string) => waitingPlan(house, agency, offer)
const refusal = (kind: string, code: string) => expect.objectContaining({ kind, code })
const tasks = (planId: string) => tasksOf(house, planId)
const milestones = async (recordId: string) =>
  (await sql<{ milestones: Record<string, string> }>`select milestones from crm.records where id = ${recordId}`.execute(house.db)).rows[0]!.milestones
const lived = async (recordId: string) =>
  (await sql<{ kind: string }>`select kind from crm.happenings where record_id = ${recordId} order by at, id`.execute(house.db)).rows.map(({ kind }) => kind)

test('from a check-up to done: the coach sends, the artist enters by the letter, discusses, accepts, and the tasks end the plan', async () => {
  const { coach, workspaceId } = agency
  const recordId = await checkedArtist(house, workspaceId, { email: 'ama.sika@griot.example' })
  const draft = await house.call<Ref>(coach, 'checkup.draftPrescription', { recordId, offer: '390', lang: 'fr' })
  expect(draft).toMatchObject({ state: 'draft', sentVersion: null })
  const written = await get(draft.id)
  expect(written.lines.length).toBeGreaterThan(3)
  expect(written.lines[0]).toMatchObject({ wording: 'house', why: { rule: written.lines[0]!.action } })
  await house.call(coach, 'checkup.sendPrescription', { id: draft.id, version: 1 })

  // The letter, and its link.
  await house.runJobs()
  const token = await linkTo(house, 'ama.sika@griot.example')
  const { rows } = await sql<{ html: string }>`select body_text as html from platform.mailbox where recipient like '%ama.sika%' order by id desc limit 1`.execute(house.db)
  expect(rows[0]!.html).toContain(`/mona/join/${token}`)
  const offer = await house.call<{ state: string; agency: string }>(house.nobody, 'checkup.getArtistInvitation', { token })
  expect(offer).toMatchObject({ state: 'open', agency: 'Nyala', artist: 'Ama Sika', invitedBy: 'Julien Mercier', planId: draft.id })
  const artist = await house.person({ name: 'Ama Sika' })
  expect(await house.call(artist, 'checkup.joinAgency', { token })).toEqual({ recordId, planId: draft.id })

  // Line by line.
  const mine = await house.call<MyPlan>(artist, 'checkup.getMyPlan', { id: draft.id })
  const [first, second] = mine.lines
  await house.call(artist, 'checkup.discussPlan', { id: draft.id, version: 1, line: first!.key, kind: 'decline', body: 'Je n’ai pas le temps.' })
  await house.call(artist, 'checkup.discussPlan', { id: draft.id, version: 1, line: second!.key, kind: 'date', day: '2027-03-01' })
  const heard = await get(draft.id)
  expect(heard.remarks.map(({ kind, side }) => [kind, side])).toEqual([
    ['decline', 'artist'],
    ['date', 'artist'],
  ])
  expect(heard.lines.find(({ key }) => key === first!.key)?.declined).toBe(true)

  // The coach moves the day and sends version 2.
  await house.call(coach, 'checkup.answerPrescription', { id: draft.id, line: second!.key, body: 'D’accord pour mars.' })
  const lines = heard.lines
    .map(({ key, title, text, dueOn, hours, owner }) => ({ key, title, text, hours, owner, dueOn: key === second!.key ? '2027-03-01' : dueOn }))
    .filter(({ key }) => key !== first!.key)
  const edited = await house.call<Ref>(coach, 'checkup.editPrescription', { id: draft.id, version: heard.version, lines })
  await house.call(coach, 'checkup.sendPrescription', { id: draft.id, version: edited.version })
  const again = await house.call<MyPlan>(artist, 'checkup.getMyPlan', { id: draft.id })
  expect(again.version).toBe(2)
  expect(again.changes.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'removed'])

  // Yes: tasks for everyone, once.
  await house.call(artist, 'checkup.acceptPlan', { id: draft.id, version: 2 })
  const made = await tasks(draft.id)
  expect(made).toHaveLength(lines.length)
  expect(new Set(made.map(({ ownerId }) => ownerId))).toEqual(new Set([artist.id, coach.id]))
  expect(await milestones(recordId)).toMatchObject({ 'prescription.sent': expect.any(String), 'prescription.accepted': expect.any(String) })

  // Every task done: the plan is.
  for (const { id, ownerId } of made) await (ownerId === artist.id ? house.call(artist, 'planning.completeMyTask', { id }) : house.call(coach, 'planning.completeTask', { id }))
  await house.runJobs()
  expect(await get(draft.id)).toMatchObject({ state: 'done', progress: { done: lines.length, all: lines.length } })
  expect(await milestones(recordId)).toHaveProperty(['plan.done'])
  expect(await lived(recordId)).toEqual(
    expect.arrayContaining(['planSent', 'planDiscussed', 'planSentAgain', 'planAccepted', 'planDone'].map((what) => `checkup.timeline.${what}`)),
  )

  // One opened again: the plan is under way again.
  await house.call(coach, 'planning.reopenTask', { id: made.find(({ ownerId }) => ownerId === coach.id)!.id })
  await house.runJobs()
  expect((await get(draft.id)).state).toBe('accepted')
})

describe('two people at once', () => {
  test('an artist who accepts while the coach sends version 2 is told of it, and nothing was planned', async () => {
    const { artist, plan } = await waiting()
    await house.call(agency.coach, 'checkup.sendPrescription', { id: plan.id, version: plan.version })
    await expect(house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 1 })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'checkup.newerVersion',
      params: { version: 2 },
    })
    expect(await tasks(plan.id)).toEqual([])
    const race = await Promise.allSettled([
      house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 2 }),
      house.call(agency.coach, 'checkup.sendPrescription', { id: plan.id, version: plan.version }),
    ])
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect([refusal('conflict', 'checkup.newerVersion'), refusal('conflict', 'checkup.planClosed.accepted')]).toContainEqual(
      (race.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason,
    )
  })

  test('ten acceptances at once make one plan and one set of tasks', async () => {
    const { artist, plan } = await waiting()
    const ended = await Promise.allSettled(Array.from({ length: 10 }, () => house.call(artist, 'checkup.acceptPlan', { id: plan.id, version: 1 })))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { lines } = await get(plan.id)
    expect(await tasks(plan.id)).toHaveLength(lines.length)
  })

  test('two coaches who edit the same draft: the second keeps what they wrote and sees that it moved', async () => {
    const recordId = await checkedArtist(house, agency.workspaceId)
    const { id } = await house.call<Ref>(agency.coach, 'checkup.draftPrescription', { recordId, offer: '290' })
    const ended = await Promise.allSettled([agency.coach, agency.owner].map((who, n) => house.call(who, 'checkup.editPrescription', { id, version: 1, note: `mot ${n}` })))
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason).toMatchObject({ code: 'checkup.planChanged' })
  })

  test('one draft an artist, whoever begins it', async () => {
    const recordId = await checkedArtist(house, agency.workspaceId)
    const ended = await Promise.allSettled([agency.coach, agency.owner].map((who) => house.call(who, 'checkup.draftPrescription', { recordId, offer: '290' })))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason).toMatchObject({ code: 'checkup.draftUnderWay' })
  })

  test('one link, two people: one of them enters', async () => {
    const email = 'un.lien@griot.example'
    const recordId = await checkedArtist(house, agency.workspaceId, { email })
    await sentPlan(house, agency.coach, recordId)
    const token = await linkTo(house, email)
    const people = [await house.person(), await house.person(), await house.person()]
    const ended = await Promise.allSettled(people.map((who) => house.call(who, 'checkup.joinAgency', { token })))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of ended) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'checkup.invitation.taken' })
  })
})

describe('the private link', () => {
  test('a newer one replaces it, thirty days end it, a member of the agency may not use it', async () => {
    const email = 'liens@griot.example'
    const recordId = await checkedArtist(house, agency.workspaceId, { email })
    const plan = await sentPlan(house, agency.coach, recordId)
    const old = await linkTo(house, email)
    const { link } = await house.call<{ link: string }>(agency.coach, 'checkup.inviteArtist', { recordId, by: 'hand' })
    const token = link.split('/').at(-1)!
    const stateOf = async (who: Parameters<typeof house.call>[0], of: string) => (await house.call<{ state: string }>(who, 'checkup.getArtistInvitation', { token: of })).state
    const person = await house.person()
    expect(await stateOf(person, old)).toBe('renewed')
    expect(await stateOf(agency.coach, token)).toBe('staff')
    await expect(house.call(agency.coach, 'checkup.joinAgency', { token })).rejects.toMatchObject({ kind: 'forbidden', code: 'checkup.invitation.staff' })
    await expect(house.call(person, 'checkup.joinAgency', { token: old })).rejects.toMatchObject({ code: 'checkup.invitation.renewed' })
    await expect(house.call(person, 'checkup.getArtistInvitation', { token: 'nothing-like-it-at-all' })).rejects.toMatchObject({ kind: 'missing' })
    clock.travel(31 * day)
    expect(await stateOf(person, token)).toBe('expired')
    clock.reset()
    expect(await house.call(person, 'checkup.joinAgency', { token })).toEqual({ recordId, planId: null })
    expect(await stateOf(person, token)).toBe('mine')
    expect((await house.call<{ items: unknown[] }>(person, 'checkup.myPlans')).items).toHaveLength(1)
    await expect(house.call(agency.coach, 'checkup.inviteArtist', { recordId })).rejects.toMatchObject({ code: 'checkup.alreadyJoined' })
    expect(plan.sentVersion).toBe(1)
  })

  test('its secret is nowhere in the database', async () => {
    const email = 'secret@griot.example'
    await sentPlan(house, agency.coach, await checkedArtist(house, agency.workspaceId, { email }))
    const token = await linkTo(house, email)
    const { rows } = await sql`select 1 from checkup.invitations where token_hash = ${token}`.execute(house.db)
    expect(rows).toEqual([])
    const { rows: told } = await sql<{ row: string }>`select n::text as row from messaging.notices n`.execute(house.db)
    expect(told.filter(({ row }) => row.includes(token) || row.includes(Buffer.from(token).toString('hex')))).toEqual([])
  })

  test('what was accepted before the artist had an account becomes theirs when they enter', async () => {
    const email = 'plus.tard@griot.example'
    const recordId = await checkedArtist(house, agency.workspaceId, { email })
    const plan = await sentPlan(house, agency.coach, recordId)
    await house.call(agency.coach, 'checkup.recordAcceptance', { id: plan.id, version: 1, how: 'phone', note: 'Elle a dit oui ce matin.' })
    expect(new Set((await tasks(plan.id)).map(({ ownerId }) => ownerId))).toEqual(new Set([agency.coach.id]))
    const artist = await house.person()
    await house.call(artist, 'checkup.joinAgency', { token: await linkTo(house, email) })
    expect((await tasks(plan.id)).some(({ ownerId }) => ownerId === artist.id)).toBe(true)
    expect(await get(plan.id)).toMatchObject({ acceptedHow: 'phone', acceptedNote: 'Elle a dit oui ce matin.', acceptedBy: 'Julien Mercier' })
  })
})
