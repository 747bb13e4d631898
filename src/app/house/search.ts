import { z } from 'zod'
import { operations as cinema } from '#domains/cinema/operations.ts'
import { operations as crm } from '#domains/crm/operations.ts'
import { operations as planning } from '#domains/planning/operations.ts'
import type { Ctx } from '#platform/context'
import { invoke } from '#platform/invoke'
import { anyone, type Operation, query } from '#platform/operation'
import { isRefusal } from '#platform/refusal'

const Found = z
  .object({
    kind: z.enum(['film', 'person', 'collection', 'artist', 'contact', 'organisation', 'deal', 'task']),
    title: z.string(),
    detail: z.string().nullable(),
    href: z.string(),
  })
  .meta({ id: 'FoundAnywhere' })
type Found = z.output<typeof Found>
type Items<T> = { items: T[] }

/** Asks one room as the caller, with every check; whoever may not ask it finds nothing there. */
async function ask<T>(ctx: Ctx, name: string, operation: unknown, input: object): Promise<T[]> {
  try {
    return ((await invoke(ctx, { name, operation: operation as Operation, input })) as Items<T>).items
  } catch (error) {
    if (isRefusal(error)) return []
    throw error
  }
}

/** The caller's own work first, then what is public. */
async function searchAll(ctx: Ctx, { q, limit }: { q: string; limit: number }): Promise<Items<Found>> {
  if (q.trim() === '') return { items: [] }
  const isPerson = ctx.actor.kind === 'person'
  const [records, cards, tasks, films] = await Promise.all([
    isPerson
      ? ask<{ kind: 'artist' | 'person' | 'organisation'; title: string; detail: string | null; href: string }>(ctx, 'crm.searchRecords', crm.searchRecords, { q, limit })
      : [],
    isPerson ? ask<{ recordId: string; name: string; title: string | null; stage: string; pipelineId: string }>(ctx, 'crm.searchCards', crm.searchCards, { q, limit: 5 }) : [],
    isPerson ? ask<{ id: string; title: string; dueOn: string | null }>(ctx, 'planning.searchTasks', planning.searchTasks, { q, limit: 5 }) : [],
    ask<Found>(ctx, 'cinema.search', cinema.search, { q, limit }),
  ])
  return {
    items: [
      ...records.map(({ kind, title, detail, href }): Found => ({ kind: kind === 'person' ? 'contact' : kind, title, detail, href })),
      ...cards
        .filter(({ title }) => title)
        .map(({ name, title, stage, recordId }): Found => ({ kind: 'deal', title: title!, detail: `${name} · ${stage}`, href: `/mona/artists/${recordId}` })),
      ...tasks.map(({ id, title, dueOn }): Found => ({ kind: 'task', title, detail: dueOn, href: `/mona/tasks/${id}` })),
      ...films,
    ],
  }
}

/** One question to every room that can be searched: what the palette and the search page ask. */
export const searchOperations = {
  searchAll: query({
    summary: 'Everything the caller may see, by a few letters: artists, contacts, deals and tasks of their agencies, films and people of Karangou',
    route: 'GET /search-all',
    who: anyone,
    input: z.object({ q: z.string().max(200), limit: z.int().min(1).max(50).default(10) }),
    output: z.object({ items: z.array(Found) }),
    run: searchAll,
  }),
}
