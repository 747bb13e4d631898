import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openAgency } from '#tests/boards.ts'
import type { Card, Pipeline } from '../../schema/pipeline.ts'

const { house, awa, kossi, artists, deals, stage, board, artist, put, move, column } = await openAgency()
afterAll(() => house.close())

describe('an agency', () => {
  test('finds its two pipelines on first need, once, however many ask at the same time', async () => {
    const boss = await house.person()
    await house.workspace(boss, { kind: 'agency' })
    const answers = await Promise.all(Array.from({ length: 8 }, () => house.call<{ items: Pipeline[] }>(boss, 'crm.listPipelines')))
    const ids = new Set(answers.flatMap(({ items }) => items.map(({ id }) => id)))
    expect(ids.size).toBe(2)
    expect(answers[0]!.items.map(({ stages }) => stages.map(({ key }) => key))).toEqual([
      ['prospecting', 'checkup', 'prescription', 'execution', 'loyalty', 'spark', 'lost'],
      ['qualifying', 'proposed', 'negotiation', 'won', 'lost'],
    ])
  })

  test('has them from its first day, without asking', async () => {
    const boss = await house.person()
    const made = await house.call<{ id: string }>(boss, 'identity.createWorkspace', { name: 'Agence Baobab', kind: 'agency' })
    await house.runJobs()
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from crm.pipelines where workspace_id = ${made.id}::uuid`.execute(house.db)
    expect(rows[0]!.n).toBe(2)
  })

  test('sees nothing of another agency, and cannot put its artists there', async () => {
    const rival = await house.person()
    await house.workspace(rival, { kind: 'agency' })
    const { items } = await house.call<{ items: Pipeline[] }>(rival, 'crm.listPipelines')
    await expect(house.call(rival, 'crm.getBoard', { id: artists.id })).rejects.toMatchObject({ kind: 'missing' })
    const card = await put(await artist())
    await expect(move(rival, card.id, items[0]!.stages[0]!.id)).rejects.toMatchObject({ kind: 'missing' })
    await expect(move(awa, card.id, items[0]!.stages[0]!.id)).rejects.toMatchObject({ code: 'crm.otherPipeline' })
    await expect(house.call(rival, 'crm.createCard', { pipelineId: items[0]!.id, recordId: await artist() })).rejects.toMatchObject({ code: 'crm.notAnArtist' })
    await expect(house.call(awa, 'crm.createCard', { pipelineId: artists.id, stageId: items[0]!.stages[0]!.id, recordId: await artist() })).rejects.toMatchObject({
      code: 'crm.otherPipeline',
    })
  })
})

describe('cards', () => {
  test('an artist has one card in a pipeline, also when two people add it at once', async () => {
    const recordId = await artist()
    const results = await Promise.allSettled([put(recordId), put(recordId), put(recordId)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'crm.cardExists', kind: 'conflict' })
  })

  test('an opportunity has a title, and an amount in one currency', async () => {
    const recordId = await artist()
    await expect(put(recordId, {}, deals)).rejects.toMatchObject({ code: 'crm.titleNeeded' })
    const one = await house.call<Card>(awa, 'crm.createOpportunity', { id: recordId, title: 'Offre 390', value: 39_000 })
    expect(one).toMatchObject({ title: 'Offre 390', value: 39_000, currency: 'EUR', probability: 10, usual: true })
    const other = await house.call<Card>(awa, 'crm.createOpportunity', { id: recordId, title: 'Tournée', value: 450_000, currency: 'XOF', probability: 60 })
    expect(other).toMatchObject({ currency: 'XOF', probability: 60, usual: false })
    const { items } = await house.call<{ items: { title: string; stage: string }[] }>(awa, 'crm.listOpportunities', { id: recordId })
    expect(items.map(({ title }) => title).toSorted()).toEqual(['Offre 390', 'Tournée'])
    const found = await house.call<{ items: { title: string }[] }>(awa, 'crm.searchCards', { q: 'tournee' })
    expect(found.items.map(({ title }) => title)).toContain('Tournée')
  })

  test('totals never add two currencies, and weigh by the probability of the card or of its stage', async () => {
    const { id } = await house.call<Pipeline>(awa, 'crm.createPipeline', { name: 'Sommes', of: 'opportunities' })
    const recordId = await artist()
    for (const facts of [{ title: 'a', value: 1_001 }, { title: 'b', value: 3_000, probability: 50 }, { title: 'c', value: 900, currency: 'XOF' }, { title: 'd' }])
      await house.call(awa, 'crm.createCard', { pipelineId: id, recordId, ...facts })
    const { totals } = await board(id)
    expect(totals[0]).toMatchObject({
      count: 4,
      sums: [
        { currency: 'EUR', value: 4_001, weighted: 1_600 },
        { currency: 'XOF', value: 900, weighted: 90 },
      ],
    })
  })

  test('a removed card is put back first in its stage, unless the artist got another', async () => {
    const recordId = await artist()
    const card = await put(recordId)
    await house.call(kossi, 'crm.removeCard', { id: card.id })
    expect((await column('prospecting')).map(({ id }) => id)).not.toContain(card.id)
    await expect(move(awa, card.id, stage('checkup'))).rejects.toMatchObject({ kind: 'missing' })
    await house.call(kossi, 'crm.restoreCard', { id: card.id })
    expect((await column('prospecting'))[0]!.id).toBe(card.id)
    await house.call(kossi, 'crm.removeCard', { id: card.id })
    await put(recordId)
    await expect(house.call(kossi, 'crm.restoreCard', { id: card.id })).rejects.toMatchObject({ code: 'crm.cardExists' })
  })

  test('an edit made from an older version changes nothing', async () => {
    const card = await put(await artist())
    await house.call(awa, 'crm.editCard', { id: card.id, version: card.version, value: 29_000 })
    await expect(house.call(kossi, 'crm.editCard', { id: card.id, version: card.version, value: 1 })).rejects.toMatchObject({ code: 'crm.cardChanged' })
    expect((await column('prospecting')).find(({ id }) => id === card.id)).toMatchObject({ value: 29_000, currency: 'EUR' })
  })

  test('are paged in the order of the board, each once, and filtered alike in lists, boards and totals', async () => {
    const { id, stages } = await house.call<Pipeline>(awa, 'crm.createPipeline', { name: 'Pages', of: 'opportunities' })
    const recordId = await artist('Filtre Sow')
    for (let n = 0; n < 23; n++)
      await house.call(awa, 'crm.createCard', {
        pipelineId: id,
        recordId,
        stageId: stages[n % 2 ? 0 : 4]!.id,
        title: `n° ${n}`,
        value: n * 100,
        expectedOn: n < 5 ? '2026-12-31' : '2027-01-01',
      })
    for (const sort of ['place', 'name', 'value', 'expected', 'age', 'updated']) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await house.call<{ items: Card[]; next: string | null }>(awa, 'crm.listCards', { id, sort, limit: 5, ...(after ? { after } : {}) })
        seen.push(...page.items.map((one) => one.id))
        after = page.next ?? undefined
      } while (after)
      expect(new Set(seen).size, sort).toBe(23)
      expect(seen, sort).toHaveLength(23)
    }
    for (const [filter, count] of [
      [{ expected: '2026-12' }, 5],
      [{ valueFrom: 1_000, valueTo: 1_200 }, 3],
      [{ q: 'FILTRE' }, 23],
      [{ q: 'n° 7' }, 1],
      [{ q: '100%' }, 0],
      [{ q: '_' }, 0],
      [{ owner: 'me' }, 0],
      [{ owner: 'none' }, 23],
      [{ stalled: true }, 0],
    ] as const) {
      const { columns, totals } = await board(id, filter)
      expect(
        columns.flatMap(({ cards }) => cards),
        JSON.stringify(filter),
      ).toHaveLength(count)
      expect(
        totals.reduce((all, one) => all + one.count, 0),
        JSON.stringify(filter),
      ).toBe(count)
    }
    const first = await board(id, { limit: 5 })
    const rest = await house.call<{ items: Card[]; next: string | null }>(awa, 'crm.listCards', { id, stage: stages[0]!.id, limit: 100, after: first.columns[0]!.next })
    expect(new Set([...first.columns[0]!.cards, ...rest.items].map((one) => one.id)).size).toBe(11)
  })
})
