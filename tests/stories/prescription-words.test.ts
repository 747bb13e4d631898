import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Prescription } from '#domains/checkup/schema/prescription.ts'
import { openOpenAi, type OpenAiDoor } from '#tests/doors/openai.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { type Agency, checkedArtist, openAgency, type Ref } from './prescribing.ts'

let door: OpenAiDoor
let house: TestHouse
let agency: Agency
beforeAll(async () => {
  door = await openOpenAi()
  house = await openHouse({ AI_BASE_URL: door.url, AI_MODEL: door.model, AI_API_KEY: door.key })
  agency = await openAgency(house)
})
afterAll(async () => {
  await house.close()
  await door.close()
})

const get = (id: string) => house.call<Prescription>(agency.coach, 'checkup.getPrescription', { id })

test('an assistant rewords a line, it is marked and put back in one click; what changes a figure is not taken', async () => {
  const { coach, workspaceId } = agency
  const { id } = await house.call<Ref>(coach, 'checkup.draftPrescription', { recordId: await checkedArtist(house, workspaceId), offer: '390', lang: 'fr' })
  const [line] = (await get(id)).lines
  const at = (version: number) => ({ id, version, line: line!.key })
  const lineNow = async () => (await get(id)).lines[0]!

  const reworded = await house.call<Ref & { by: string }>(coach, 'checkup.rewordLine', at(1))
  expect(reworded).toMatchObject({ by: 'assistant', version: 2 })
  expect(await lineNow()).toMatchObject({ text: line!.text.replace(/\.?$/, ', tout simplement.'), title: line!.title, wording: 'assistant', model: 'baobab-1' })
  expect(JSON.parse(door.asked.at(-1)!.messages.at(-1)!.content)).toEqual({ text: line!.text, facts: { artist: 'Ama Sika', step: line!.title } })

  expect(await house.call(coach, 'checkup.houseLine', at(2))).toMatchObject({ version: 3 })
  expect(await lineNow()).toMatchObject({ text: line!.text, wording: 'house', model: null })

  door.answers = () => JSON.stringify({ text: `${line!.text} En 99 jours.` })
  expect(await house.call(coach, 'checkup.rewordLine', at(3))).toMatchObject({ by: 'built-in', version: 3 })
  expect(await lineNow()).toMatchObject({ text: line!.text, wording: 'house', model: null })
})

test('a line of the coach with a figure in it keeps that figure; an edit made while the assistant thinks is not overwritten', async () => {
  const { coach, owner, workspaceId } = agency
  const { id } = await house.call<Ref>(coach, 'checkup.draftPrescription', { recordId: await checkedArtist(house, workspaceId), offer: '290', lang: 'fr' })
  const own = { title: 'Publier', text: 'Publiez 3 vidéos avant le 12 mars.', dueOn: '2027-03-12', hours: 2, owner: 'artist' }
  const { version } = await house.call<Ref>(coach, 'checkup.editPrescription', { id, version: 1, lines: [own] })
  const { key } = (await get(id)).lines[0]!
  door.answers = () => JSON.stringify({ text: 'Publiez 5 vidéos avant le 12 mars.' })
  expect(await house.call(coach, 'checkup.rewordLine', { id, version, line: key })).toMatchObject({ by: 'built-in' })
  expect((await get(id)).lines[0]).toMatchObject({ text: own.text, wording: 'person' })
  await expect(house.call(coach, 'checkup.houseLine', { id, version, line: key })).rejects.toMatchObject({ code: 'checkup.houseTextOnly' })

  door.answers = () => JSON.stringify({ text: 'Publiez 3 belles vidéos avant le 12 mars.' })
  door.next.push({ kind: 'slow', ms: 400 })
  const slow = house.call(coach, 'checkup.rewordLine', { id, version, line: key })
  const asked = door.asked.length
  await expect.poll(() => door.asked.length, { timeout: 5_000 }).toBeGreaterThan(asked)
  await house.call(owner, 'checkup.editPrescription', { id, version, note: 'Entre-temps.' })
  await expect(slow).rejects.toMatchObject({ code: 'checkup.planChanged' })
  expect(await get(id)).toMatchObject({ note: 'Entre-temps.', lines: [{ text: own.text, wording: 'person' }] })
})
