import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { openAgency } from '#tests/boards.ts'
import { clock } from '#platform/clock'
import type { Card, Pipeline } from '../../schema/pipeline.ts'
import { insertRecords } from '../../store/records.ts'

const { house, awa, kossi, artists, stage, board, artist, put, move } = await openAgency()
afterAll(() => house.close())

describe('stages', () => {
  test('are added, renamed and ordered; their key stays', async () => {
    const made = await house.call<Pipeline>(awa, 'crm.createPipeline', { name: 'Étapes', of: 'artists' })
    const added = await house.call<Pipeline>(awa, 'crm.createStage', { id: made.id, name: 'Écoute & avis' })
    expect(added.stages.map(({ key }) => key)).toEqual(['prospecting', 'checkup', 'prescription', 'execution', 'ecoute-avis', 'loyalty', 'spark', 'lost'])
    const again = await house.call<Pipeline>(awa, 'crm.createStage', { id: made.id, name: 'Écoute & avis', after: made.stages[0]!.id })
    expect(again.stages[1]!.key).toBe('ecoute-avis-2')
    const odd = await house.call<Pipeline>(awa, 'crm.createStage', { id: made.id, name: '音楽', after: again.stages[0]!.id })
    expect(odd.stages[1]).toMatchObject({ key: 'stage', name: '音楽' })
    const turned = odd.stages.map(({ id }) => id).toReversed()
    expect((await house.call<Pipeline>(awa, 'crm.orderStages', { id: made.id, stages: turned })).stages.map(({ id }) => id)).toEqual(turned)
    await expect(house.call(awa, 'crm.orderStages', { id: made.id, stages: turned.slice(1) })).rejects.toMatchObject({ code: 'crm.stagesChanged' })
    await expect(house.call(awa, 'crm.orderStages', { id: made.id, stages: turned.map(() => turned[0]!) })).rejects.toMatchObject({ code: 'crm.stagesChanged' })
    const renamed = await house.call<Pipeline>(awa, 'crm.editStage', { id: turned[0]!, name: 'Fini' })
    expect(renamed.stages[0]).toMatchObject({ name: 'Fini', key: 'lost', outcome: 'lost' })
    await expect(house.call(kossi, 'crm.editStage', { id: turned[0]!, name: 'Non' })).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('one with cards is not removed without saying where they go', async () => {
    const made = await house.call<Pipeline>(awa, 'crm.createPipeline', { name: 'Retrait', of: 'opportunities' })
    const recordId = await artist()
    const [first, second, third] = made.stages
    const cards = await Promise.all(['x', 'y'].map((title) => house.call<Card>(awa, 'crm.createCard', { pipelineId: made.id, recordId, title })))
    await expect(house.call(awa, 'crm.removeStage', { id: first!.id })).rejects.toMatchObject({ code: 'crm.stageHasCards', params: { n: 2 } })
    await expect(house.call(awa, 'crm.removeStage', { id: first!.id, moveTo: stage('lost') })).rejects.toMatchObject({ code: 'crm.otherPipeline' })
    await expect(house.call(awa, 'crm.removeStage', { id: first!.id, moveTo: first!.id })).rejects.toMatchObject({ code: 'crm.otherPipeline' })
    const left = await house.call<Pipeline>(awa, 'crm.removeStage', { id: first!.id, moveTo: second!.id })
    expect(left.stages.map(({ id }) => id)).not.toContain(first!.id)
    expect((await board(made.id)).columns[0]!.cards.map(({ id }) => id).toSorted()).toEqual(cards.map(({ id }) => id).toSorted())
    await house.call(awa, 'crm.removeStage', { id: second!.id, moveTo: third!.id })
    await expect(house.call(awa, 'crm.removeStage', { id: third!.id, moveTo: left.stages.at(-1)!.id })).rejects.toMatchObject({ code: 'crm.lastStage' })
  })

  test('the main pipeline is always there; another can take its place', async () => {
    const boss = await house.person()
    await house.workspace(boss, { kind: 'agency' })
    const { items } = await house.call<{ items: Pipeline[] }>(boss, 'crm.listPipelines')
    await expect(house.call(boss, 'crm.editPipeline', { id: items[0]!.id, archived: true })).rejects.toMatchObject({ code: 'crm.defaultPipeline' })
    const other = await house.call<Pipeline>(boss, 'crm.createPipeline', { name: 'Autre', of: 'artists' })
    await house.call(boss, 'crm.editPipeline', { id: other.id, isDefault: true })
    await house.call(boss, 'crm.editPipeline', { id: items[0]!.id, archived: true })
    const after = await house.call<{ items: Pipeline[] }>(boss, 'crm.listPipelines')
    expect(after.items.map(({ isDefault, archived }) => [isDefault, archived])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ])
    await expect(house.call(boss, 'crm.editPipeline', { id: items[0]!.id, isDefault: true })).rejects.toMatchObject({ code: 'crm.defaultPipeline' })
  })
})

describe('figures', () => {
  test('count what the moves say: conversion, time by stage, forecast by currency, owners', async () => {
    const boss = await house.person()
    const workspaceId = await house.workspace(boss, { kind: 'agency' })
    const { id, stages } = await house.call<Pipeline>(boss, 'crm.createPipeline', { name: 'Chiffres', of: 'opportunities' })
    const at = (key: string): string => stages.find((one) => one.key === key)!.id
    const [recordId] = await insertRecords(house.db, workspaceId, [{ kind: 'artist', name: 'Ama', source: 'Festival', ownerId: boss.id }])
    const day = 86_400_000
    clock.travel(Date.parse('2027-03-02T10:00:00Z') - clock.now().getTime())
    const cards = await Promise.all(
      [1, 2, 3, 4].map((n) => house.call<Card>(boss, 'crm.createCard', { pipelineId: id, recordId, title: `n${n}`, value: 10_000 * n, expectedOn: '2027-04-15' })),
    )
    clock.travel(4 * day)
    for (const { id: one } of cards.slice(0, 3)) await move(boss, one, at('proposed'))
    clock.travel(8 * day)
    await move(boss, cards[0]!.id, at('won'))
    await move(boss, cards[1]!.id, at('lost'))
    clock.travel(14 * day)
    const stats = await house.call<{
      stages: Record<string, unknown>[]
      cohorts: Record<string, unknown>[]
      forecast: unknown
      owners: unknown
      sources: unknown
      winRate: number
      open: number
      stalled: number
    }>(boss, 'crm.pipelineStats', { pipelineId: id, months: 2 })
    expect(stats.stages).toMatchObject([
      { count: 1, stalled: 1, medianDays: 4, stays: 3, reached: 4, conversion: null },
      { count: 1, stalled: 1, medianDays: 8, stays: 2, reached: 3, conversion: 75 },
      { count: 0, medianDays: null, reached: 1 },
      { count: 1, reached: 1, conversion: 100 },
      { count: 1, reached: null, conversion: null },
    ])
    expect(stats.cohorts).toMatchObject([
      { month: '2027-02', began: 0 },
      { month: '2027-03', began: 4, won: 1, lost: 1 },
    ])
    expect(stats.forecast).toEqual([{ month: '2027-04', count: 2, sums: [{ currency: 'EUR', value: 70_000, weighted: 16_000 }] }])
    expect(stats.owners).toMatchObject([{ owner: { id: boss.id }, open: 2, won: 1, lost: 1 }])
    expect(stats.sources).toMatchObject([{ source: 'Festival', open: 2, won: 1, lost: 1 }])
    expect(stats).toMatchObject({ winRate: 50, open: 2, stalled: 2 })
    clock.reset()
  })
})

describe('hostile forms', () => {
  test.each([
    ['crm.createPipeline', { name: 'x'.repeat(81), of: 'artists' }],
    ['crm.createPipeline', { name: 'a\u0000b', of: 'artists' }],
    ['crm.createPipeline', { name: '   ', of: 'artists' }],
    ['crm.createPipeline', { name: 'x', of: 'people' }],
    ['crm.listCards', { id: randomUUID(), q: 'x'.repeat(201) }],
    ['crm.moveCard', { id: 'x', toStage: randomUUID() }],
    ['crm.editCard', { id: randomUUID(), value: -1 }],
    ['crm.editCard', { id: randomUUID(), value: 1.5 }],
    ['crm.editCard', { id: randomUUID(), expectedOn: '2026-02-31' }],
    ['crm.editStage', { id: randomUUID(), rules: [{ needs: 'field', field: '__proto__' }] }],
    ['crm.editStage', { id: randomUUID(), rules: [{ needs: 'contact', days: 0 }] }],
    ['crm.listCards', { id: randomUUID(), expected: '2026-13' }],
  ])('%s refuses what it cannot keep', async (name, input) => {
    await expect(house.call(awa, name, input)).rejects.toMatchObject({ kind: 'invalid' })
  })

  test('a cursor made by hand, odd searches and unknown ids harm nothing', async () => {
    const after = Buffer.from(JSON.stringify({ rank: 0, key: "'; drop table crm.cards --", id: randomUUID() })).toString('base64url')
    for (const sort of ['place', 'name', 'value', 'expected', 'age', 'updated']) {
      const { items } = await house.call<{ items: Card[] }>(awa, 'crm.listCards', { id: artists.id, sort, after })
      expect(Array.isArray(items), sort).toBe(true)
    }
    for (const q of ['%', '\\', "'", '‮‭', '🎸', 'a'.repeat(200), '()[]{}*+?']) await house.call(awa, 'crm.searchCards', { q })
    await expect(house.call(awa, 'crm.moveCard', { id: randomUUID(), toStage: stage('checkup') })).rejects.toMatchObject({ kind: 'missing' })
    await expect(house.call(awa, 'crm.moveCard', { id: (await put(await artist())).id, toStage: randomUUID() })).rejects.toMatchObject({ code: 'crm.otherPipeline' })
  })
})
