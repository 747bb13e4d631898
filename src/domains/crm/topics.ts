import { may } from '#platform/actor'
import type { Topic } from '#platform/stream'
import { readPipeline } from './store/pipelines.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `pipeline:<id>`: `{ card, stageId, place, version, from, removed, by }` as cards move, `{ changed: true }` when a board should read itself again. */
export const topics: readonly Topic[] = [
  {
    prefix: 'pipeline',
    mayListen: async (ctx, rest) => {
      const pipeline = uuid.test(rest) ? await readPipeline(ctx.db, rest) : null
      return pipeline !== null && may(ctx.actor, pipeline.workspaceId, 'artists.view')
    },
  },
]
