import { sql } from 'kysely'
import type { Board } from '#domains/crm/rules/pipeline/board.ts'
import type { Card, Pipeline, Total } from '#domains/crm/schema/pipeline.ts'
import { insertRecords } from '#domains/crm/store/records.ts'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from './house.ts'

export interface ReadBoard extends Pick<Board<Card>, 'columns'> {
  pipeline: Pipeline
  totals: Total[]
}
export interface MovedCard {
  stageId: string
  version: number
  overtook: boolean
}

/** A house with one agency: Awa owns it, Kossi edits; its two pipelines are there. */
export async function openAgency() {
  const house: TestHouse = await openHouse()
  const awa = await house.person({ name: 'Awa Diop' })
  const kossi = await house.person({ name: 'Kossi Adjovi' })
  const agency = await house.workspace(awa, { kind: 'agency' })
  await house.join(agency, kossi, 'editor')
  const { items } = await house.call<{ items: Pipeline[] }>(awa, 'crm.listPipelines')
  const [artists, deals] = [items.find(({ of }) => of === 'artists')!, items.find(({ of }) => of === 'opportunities')!]
  const stage = (key: string, of = artists): string => of.stages.find((one) => one.key === key)!.id
  const board = (id = artists.id, more = {}): Promise<ReadBoard> => house.call<ReadBoard>(awa, 'crm.getBoard', { id, limit: 100, ...more })
  return {
    house,
    awa,
    kossi,
    agency,
    artists,
    deals,
    stage,
    board,
    artist: async (name = 'Sona Kouyaté'): Promise<string> => (await insertRecords(house.db, agency, [{ kind: 'artist', name }]))[0]!,
    put: (recordId: string, facts = {}, pipeline = artists): Promise<Card> => house.call<Card>(awa, 'crm.createCard', { pipelineId: pipeline.id, recordId, ...facts }),
    move: (who: Person, id: string, toStage: string, more = {}): Promise<MovedCard> => house.call<MovedCard>(who, 'crm.moveCard', { id, toStage, ...more }),
    column: async (key: string, more = {}): Promise<readonly Card[]> => (await board(artists.id, more)).columns.find(({ stageId }) => stageId === stage(key))!.cards,
    lines: async (recordId: string): Promise<string[]> =>
      (await sql<{ kind: string }>`select kind from crm.happenings where record_id = ${recordId}::uuid order by at, id`.execute(house.db)).rows.map(({ kind }) => kind),
  }
}
