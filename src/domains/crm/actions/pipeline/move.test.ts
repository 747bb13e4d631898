import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openAgency, type ReadBoard } from '#tests/boards.ts'
import { clock } from '#platform/clock'
import { type Board, more, place, show, wanted } from '../../rules/pipeline/board.ts'
import type { Card, Pipeline } from '../../schema/pipeline.ts'
import { reach } from '../door.ts'

const { house, awa, kossi, stage, board, artist, put, move, column, lines } = await openAgency()
afterAll(() => house.close())

describe('a move', () => {
  test('is refused with each reason and where to make it good, and passes for an administrator who says why', async () => {
    const recordId = await artist()
    const card = await put(recordId)
    await house.call(awa, 'crm.editStage', {
      id: stage('prescription'),
      rules: [
        { needs: 'milestone', milestone: 'checkup.finished' },
        { needs: 'field', field: 'email' },
        { needs: 'contact', days: 7 },
      ],
    })
    await expect(move(kossi, card.id, stage('prescription'), { reason: 'Je passe' })).rejects.toMatchObject({
      kind: 'refused',
      code: 'crm.cannotEnter',
      params: { n: 3, mayPass: 'no' },
      fields: [
        { field: 'checkup.finished', code: 'crm.pipeline.need.checkup.finished', params: { href: `/mona/artists/${recordId}?tab=plan` } },
        { field: 'email', code: 'crm.pipeline.need.email' },
        { field: 'contact', code: 'crm.pipeline.need.contact', params: { days: 7 } },
      ],
    })
    expect((await column('prospecting')).map(({ id }) => id)).toContain(card.id)
    await expect(move(awa, card.id, stage('prescription'))).rejects.toMatchObject({ code: 'crm.cannotEnter', params: { mayPass: 'yes' } })
    await move(awa, card.id, stage('prescription'), { reason: 'Vu ensemble au téléphone' })
    expect(await lines(recordId)).toEqual(['crm.timeline.placed', 'crm.timeline.movedPast'])
    const { rows } = await sql<{ reason: string }>`select reason from crm.moves where card_id = ${card.id}::uuid and reason is not null`.execute(house.db)
    expect(rows).toEqual([{ reason: 'Vu ensemble au téléphone' }])
    await house.call(awa, 'crm.editStage', { id: stage('prescription'), rules: [{ needs: 'milestone', milestone: 'checkup.finished' }] })
  })

  test('goes through once the conditions are met', async () => {
    const recordId = await artist()
    const card = await put(recordId)
    await expect(move(kossi, card.id, stage('prescription'))).rejects.toMatchObject({ code: 'crm.cannotEnter' })
    await reach(house.db, recordId, 'checkup.finished', clock.now())
    await move(kossi, card.id, stage('prescription'))
    await reach(house.db, recordId, 'prescription.accepted', clock.now())
    await move(kossi, card.id, stage('execution'))
    await move(kossi, card.id, stage('loyalty'))
    expect(await lines(recordId)).toEqual(['crm.timeline.placed', 'crm.timeline.moved', 'crm.timeline.moved', 'crm.timeline.won'])
    const { rows } = await sql<{ type: string }>`select type from platform.events where subject = ${recordId} and type like 'card.%' order by id`.execute(house.db)
    expect(rows.map(({ type }) => type)).toEqual(['card.moved', 'card.moved', 'card.moved', 'card.moved', 'card.won'])
  })

  test('can be taken back by whoever made it, whatever the rules say by then', async () => {
    const recordId = await artist()
    const card = await put(recordId)
    await reach(house.db, recordId, 'checkup.finished', clock.now())
    await move(kossi, card.id, stage('prescription'))
    await move(kossi, card.id, stage('lost'))
    await reach(house.db, recordId, 'checkup.finished', null)
    await expect(move(awa, card.id, stage('prescription'))).rejects.toMatchObject({ code: 'crm.cannotEnter' })
    await move(kossi, card.id, stage('prescription'))
    const { rows } = await sql<{ closed: boolean }>`select closed_at is not null as closed from crm.cards where id = ${card.id}::uuid`.execute(house.db)
    expect(rows).toEqual([{ closed: false }])
  })

  test('stands after the card it names; after one that left the stage, first', async () => {
    const { id, stages } = await house.call<Pipeline>(awa, 'crm.createPipeline', { name: 'Ordre', of: 'opportunities' })
    const recordId = await artist()
    const made: Card[] = []
    for (const title of ['d', 'c', 'b', 'a']) made.unshift(await house.call<Card>(awa, 'crm.createCard', { pipelineId: id, recordId, title }))
    const titles = async (): Promise<string> => (await board(id)).columns[0]!.cards.map(({ title }) => title).join('')
    expect(await titles()).toBe('abcd')
    await move(awa, made[0]!.id, stages[0]!.id, { after: made[2]!.id })
    expect(await titles()).toBe('bcad')
    await move(awa, made[3]!.id, stages[0]!.id, { after: made[1]!.id })
    expect(await titles()).toBe('bdca')
    await move(awa, made[1]!.id, stages[4]!.id)
    await move(kossi, made[0]!.id, stages[0]!.id, { after: made[1]!.id })
    expect(await titles()).toBe('adc')
    await move(kossi, made[0]!.id, stages[0]!.id, { after: made[0]!.id })
    expect(await titles()).toBe('adc')
  })
})

describe('two people at once', () => {
  test('fifty moves at the same time are all kept, in one order, and both boards end as the database', async () => {
    const { id, stages } = await house.call<Pipeline>(awa, 'crm.createPipeline', { name: 'Ensemble', of: 'opportunities' })
    const open = stages.filter(({ rules }) => rules.length === 0)
    const recordId = await artist()
    const cards: Card[] = []
    for (let n = 0; n < 10; n++) cards.push(await house.call<Card>(awa, 'crm.createCard', { pipelineId: id, recordId, title: `carte ${n}` }))
    const read = (limit: number): Promise<ReadBoard> => house.call<ReadBoard>(kossi, 'crm.getBoard', { id, limit })
    const boards = await Promise.all([read(3), read(100)])
    const heldBack = (await sql<{ id: string }>`select coalesce(max(id), 0)::text as id from platform.stream`.execute(house.db)).rows[0]!.id
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        move(n % 2 ? awa : kossi, cards[n % 10]!.id, open[(n * 7) % open.length]!.id, { after: n % 3 ? cards[(n + 1) % 10]!.id : null, version: 1 }),
      ),
    )
    expect(answers).toHaveLength(50)
    expect(answers.filter(({ overtook }) => overtook).length).toBeGreaterThanOrEqual(40)
    for (const { id: cardId } of cards) {
      const versions = answers.filter((_, n) => cards[n % 10]!.id === cardId).map(({ version }) => version)
      expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6])
      const { rows } = await sql<{ from: string | null; to: string }>`select from_stage as from, to_stage as to from crm.moves where card_id = ${cardId}::uuid order by id`.execute(
        house.db,
      )
      rows.forEach((row, at) => expect(row.from).toBe(at === 0 ? null : rows[at - 1]!.to))
    }
    const { rows: places } = await sql<{ n: number }>`select count(distinct (stage_id, place))::int as n from crm.cards where pipeline_id = ${id}::uuid`.execute(house.db)
    expect(places[0]!.n).toBe(10)

    const { rows: said } = await sql<{ data: { card: string; stageId: string; place: string; version: number } }>`
      select data from platform.stream where topic = ${`pipeline:${id}`} and id > ${heldBack}::bigint order by md5(id::text)`.execute(house.db)
    expect(said).toHaveLength(50)
    const fetch = async (all: Board<Card>): Promise<Board<Card>> => {
      const ids = wanted(all)
      if (ids.length === 0) return all
      const { items } = await house.call<{ items: Card[] }>(kossi, 'crm.listCards', { id, ids, limit: 100 })
      return items.reduce((kept, card) => show(kept, card), all)
    }
    const truth = await read(100)
    for (const start of boards) {
      let shown: Board<Card> = { columns: start.columns, heard: {} }
      for (const { data } of said) shown = await fetch(place(shown, { id: data.card, ...data }))
      for (const { stageId } of truth.columns) {
        const next = shown.columns.find((one) => one.stageId === stageId)!.next
        if (next) shown = await fetch(more(shown, stageId, await house.call(kossi, 'crm.listCards', { id, stage: stageId, after: next, limit: 100 })))
        expect(shown.columns.find((one) => one.stageId === stageId)!.cards.map((one) => one.id)).toEqual(
          truth.columns.find((one) => one.stageId === stageId)!.cards.map((one) => one.id),
        )
      }
    }
  })

  test('a crowded spot is spread anew without losing a card or its order', async () => {
    const { id, stages } = await house.call<Pipeline>(awa, 'crm.createPipeline', { name: 'Foule', of: 'opportunities' })
    const recordId = await artist()
    const [a, b] = [
      await house.call<Card>(awa, 'crm.createCard', { pipelineId: id, recordId, title: 'bas' }),
      await house.call<Card>(awa, 'crm.createCard', { pipelineId: id, recordId, title: 'haut' }),
    ]
    await sql`update crm.cards set place = 'V00000' where id = ${b.id}::uuid`.execute(house.db)
    await sql`update crm.cards set place = ${`V00000${'0'.repeat(26)}1`} where id = ${a.id}::uuid`.execute(house.db)
    const c = await house.call<Card>(awa, 'crm.createCard', { pipelineId: id, recordId, title: 'entre' })
    await move(awa, c.id, stages[0]!.id, { after: b.id })
    const { columns } = await board(id)
    expect(columns[0]!.cards.map(({ title }) => title)).toEqual(['haut', 'entre', 'bas'])
    expect(Math.max(...columns[0]!.cards.map((one) => one.place.length))).toBeLessThan(10)
  })
})
