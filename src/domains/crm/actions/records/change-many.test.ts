import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { insertRecords } from '../../store/records.ts'

let house: TestHouse
let mariam: Person
let julien: Person
let agency: string

beforeAll(async () => {
  house = await openHouse()
  mariam = await house.person({ name: 'Mariam Koné' })
  julien = await house.person({ name: 'Julien Mercier' })
  agency = await house.workspace(mariam, { kind: 'agency', name: 'Nyala' })
  await house.join(agency, julien, 'editor')
})
afterAll(() => house.close())

const make = (facts: object) => house.call<{ id: string }>(mariam, 'crm.createArtist', facts)

test('a removal of many closes their next steps, and its undo opens them again; a new owner gets them', async () => {
  const states = async (ids: readonly string[]) =>
    (
      await sql<{ title: string; owner: string | null }>`
      select title, owner_id as owner from planning.tasks where subject_id = any(${[...ids]}::uuid[]) and state = 'open' order by title`.execute(house.db)
    ).rows
  const one = await make({ name: 'Un', nextStep: 'Appeler un', nextStepOn: '2027-02-01', ownerId: julien.id })
  const two = await make({ name: 'Deux', nextStep: 'Appeler deux', nextStepOn: '2027-02-02', ownerId: julien.id })
  const kept = await make({ name: 'Trois', nextStep: 'Appeler trois', nextStepOn: '2027-02-03', ownerId: julien.id })
  const ids = [one.id, two.id]
  const removed = await house.call<{ id: string }>(julien, 'crm.changeRecords', { ids, what: 'remove' })
  expect(await states([...ids, kept.id])).toEqual([{ title: 'Appeler trois', owner: julien.id }])
  await house.call(julien, 'crm.undoRecordChange', { id: removed.id })
  expect(await states(ids)).toEqual([
    { title: 'Appeler deux', owner: julien.id },
    { title: 'Appeler un', owner: julien.id },
  ])
  const owned = await house.call<{ id: string }>(mariam, 'crm.changeRecords', { ids, what: 'owner', ownerId: mariam.id })
  expect((await states(ids)).map(({ owner }) => owner)).toEqual([mariam.id, mariam.id])
  await house.call(mariam, 'crm.undoRecordChange', { id: owned.id })
  expect((await states(ids)).map(({ owner }) => owner)).toEqual([julien.id, julien.id])
})

test('changes of many and of tags are announced with the records they touched', async () => {
  const last = async () =>
    (
      await sql<{ payload: { ids: string[]; fields: string[] } }>`select payload from platform.events where type = 'records.changed' order by at desc, id desc limit 1`.execute(
        house.db,
      )
    ).rows[0]?.payload
  const ids = await insertRecords(house.db, agency, [
    { kind: 'artist', name: 'Annonce un', tags: ['annonce'] },
    { kind: 'artist', name: 'Annonce deux' },
  ])
  const tagged = await house.call<{ id: string }>(mariam, 'crm.changeRecords', { ids, what: 'tag', tag: 'annonce' })
  expect(await last()).toEqual({ fields: ['tags'], ids: [ids[1]] })
  await house.call(mariam, 'crm.renameTag', { tag: 'annonce', to: 'dite' })
  expect((await last())!.ids.toSorted()).toEqual(ids.toSorted())
  await house.call(mariam, 'crm.removeTag', { tag: 'dite' })
  expect((await last())!.ids.toSorted()).toEqual(ids.toSorted())
  await house.call(mariam, 'crm.changeRecords', { ids, what: 'owner', ownerId: julien.id })
  expect(await last()).toMatchObject({ fields: ['ownerId'] })
  expect(await house.call(mariam, 'crm.undoRecordChange', { id: tagged.id })).toEqual({ records: 0 })
})
