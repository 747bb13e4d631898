import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openAgency } from '#tests/boards.ts'
import type { Card } from '../../schema/pipeline.ts'

const { house, awa, kossi, agency, artists, deals, stage, board, artist, put, move } = await openAgency()
afterAll(() => house.close())

const standing = async (recordId: string): Promise<string[]> =>
  (await sql<{ id: string }>`select id from crm.cards where record_id = ${recordId}::uuid and removed_at is null order by id`.execute(house.db)).rows.map(({ id }) => id)
const rows = async (ids: readonly string[]): Promise<unknown> => (await sql`select * from crm.cards where id = any(${[...ids]}::uuid[]) order by id`.execute(house.db)).rows
const rankOf = async (recordId: string) => (await sql<{ at: string | null }>`select stage_id as at from crm.records where id = ${recordId}::uuid`.execute(house.db)).rows[0]!.at
const merge = (id: string, otherId: string) => house.call<{ id: string }>(awa, 'crm.mergeRecords', { id, otherId })
const undo = (id: string) => house.call(awa, 'crm.undoMerge', { id })

/** Two artists, each with a card of the artists' pipeline in the stage named. */
async function pair(kept: string, other: string): Promise<{ a: string; b: string; mine: Card; theirs: Card }> {
  const [a, b] = [await artist(), await artist()]
  return { a, b, mine: await put(a, { stageId: stage(kept) }), theirs: await put(b, { stageId: stage(other) }) }
}

describe('two artists of one pipeline who become one', () => {
  test.each([
    ['prospecting', 'spark', 'theirs'],
    ['loyalty', 'prospecting', 'mine'],
    ['checkup', 'checkup', 'mine'],
    ['prospecting', 'lost', 'mine'],
    ['lost', 'prospecting', 'theirs'],
  ] as const)('%s and %s: the card that is further stays, lost being nowhere, and both are back when it is undone', async (kept, other, stays) => {
    const both = await pair(kept, other)
    const { a, b, mine, theirs } = both
    const before = await rows([mine.id, theirs.id])
    const { id } = await merge(a, b)
    expect(await standing(a)).toEqual([both[stays].id])
    expect(await standing(b)).toEqual([])
    expect(await rankOf(a)).toBe(both[stays].stageId)
    const shown = (await board()).columns.flatMap(({ cards }) => cards.filter(({ recordId }) => recordId === a || recordId === b))
    expect(shown.map((card) => card.id)).toEqual([both[stays].id])
    await undo(id)
    expect(await rows([mine.id, theirs.id])).toEqual(before)
    expect([await rankOf(a), await rankOf(b)]).toEqual([mine.stageId, theirs.stageId])
  })

  test('what somebody did with the cards since stays: a new one of the kept artist, one taken off the board, one moved on', async () => {
    const { a, b, mine, theirs } = await pair('prospecting', 'checkup')
    const { id } = await merge(a, b)
    await house.call(awa, 'crm.removeCard', { id: theirs.id })
    const fresh = await put(a)
    await undo(id)
    expect(await standing(a)).toEqual([fresh.id])
    expect(await standing(b)).toEqual([])
    const again = await pair('prospecting', 'checkup')
    const second = await merge(again.a, again.b)
    await move(kossi, again.theirs.id, stage('loyalty'))
    await undo(second.id)
    expect([await standing(again.a), await standing(again.b)]).toEqual([[again.mine.id], [again.theirs.id]])
    expect(await rankOf(again.b)).toBe(stage('loyalty'))
    expect(mine.recordId).toBe(a)
  })

  test('keeps every opportunity of both', async () => {
    const [a, b] = [await artist(), await artist()]
    const offers = [await put(a, { title: 'Un' }, deals), await put(b, { title: 'Un' }, deals), await put(b, { title: 'Deux' }, deals)].map((card) => card.id)
    const { id } = await merge(a, b)
    expect(await standing(a)).toEqual(offers.toSorted())
    await undo(id)
    expect(await standing(b)).toEqual(offers.slice(1).toSorted())
  })

  test('while somebody else puts the kept artist in the pipeline: one card stands, nobody meets an error of the database', async () => {
    for (let n = 0; n < 8; n++) {
      const [a, b] = [await artist(), await artist()]
      await put(b, { stageId: stage('checkup') })
      const [merged, placed] = await Promise.allSettled([merge(a, b), house.call(kossi, 'crm.createCard', { pipelineId: artists.id, recordId: a })])
      expect(merged.status).toBe('fulfilled')
      if (placed.status === 'rejected') expect(placed.reason).toMatchObject({ code: 'crm.cardExists' })
      expect(await standing(a)).toHaveLength(1)
    }
  })

  test('boards that look at the pipeline read themselves again', async () => {
    const { a, b } = await pair('prospecting', 'checkup')
    const changes = async (): Promise<number> =>
      (await sql<{ n: number }>`select count(*)::int as n from platform.stream where topic = ${`pipeline:${artists.id}`} and data ->> 'changed' = 'true'`.execute(house.db))
        .rows[0]!.n
    const before = await changes()
    const { id } = await merge(a, b)
    expect(await changes()).toBe(before + 1)
    await undo(id)
    expect(await changes()).toBe(before + 2)
  })
})

describe('a rule of entry that is written while somebody enters', () => {
  const rules = [{ needs: 'field', field: 'phone' }]

  test.each([
    ['put there', async (recordId: string) => () => house.call(kossi, 'crm.createCard', { pipelineId: artists.id, recordId, stageId: stage('checkup') })],
    [
      'moved there',
      async (recordId: string) => {
        const { id } = await put(recordId)
        return () => move(kossi, id, stage('checkup'))
      },
    ],
  ])('is asked of the card that is %s', async (_, prepare) => {
    const enter = await prepare(await artist())
    let entering: Promise<unknown> = Promise.resolve()
    await house.db.transaction().execute(async (db) => {
      await sql`select 1 from crm.pipelines where id = ${artists.id}::uuid for no key update`.execute(db)
      entering = enter().then(
        () => 'entered',
        ({ code }: { code: string }) => code,
      )
      await waiting()
      await sql`update crm.stages set rules = ${JSON.stringify(rules)}::jsonb where id = ${stage('checkup')}::uuid`.execute(db)
    })
    expect(await entering).toBe('crm.cannotEnter')
    await house.call(awa, 'crm.editStage', { id: stage('checkup'), rules: [] })
  })

  test('two administrators who change one stage at once both keep what they changed', async () => {
    await Promise.all([house.call(awa, 'crm.editStage', { id: stage('checkup'), rules }), house.call(awa, 'crm.editStage', { id: stage('checkup'), probability: 33 })])
    const { rows: kept } = await sql`select rules, probability::int as probability from crm.stages where id = ${stage('checkup')}::uuid`.execute(house.db)
    expect(kept).toEqual([{ rules, probability: 33 }])
    expect(agency).toBe(artists.workspaceId)
  })

  /** Until somebody stands before the pipeline that is held. */
  async function waiting(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const { rows: locks } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        house.db,
      )
      if (locks[0]!.n > 0) return
      await new Promise((next) => setTimeout(next, 10))
    }
    throw new Error('nobody waited')
  }
})
