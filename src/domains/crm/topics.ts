import { may } from '#platform/actor'
import type { Topic } from '#platform/stream'
import { readImport } from './store/imports.ts'
import { readPipeline } from './store/pipelines.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `pipeline:<id>`: `{ card, stageId, place, version, removed, edited, by }` as cards move, `{ changed: true }` when a board should read itself again. `import:<id>`: its state and figures as rows are taken. `duplicates:<agency>`: `{}` after a comparison. */
export const topics: readonly Topic[] = [
  {
    prefix: 'import',
    mayListen: async (ctx, rest) => {
      const one = uuid.test(rest) ? await readImport(ctx.db, rest) : null
      return one !== null && may(ctx.actor, one.workspaceId, 'artists.view')
    },
  },
  { prefix: 'duplicates', mayListen: (ctx, rest) => uuid.test(rest) && may(ctx.actor, rest, 'artists.view') },
  {
    prefix: 'pipeline',
    mayListen: async (ctx, rest) => {
      const pipeline = uuid.test(rest) ? await readPipeline(ctx.db, rest) : null
      return pipeline !== null && may(ctx.actor, pipeline.workspaceId, 'artists.view')
    },
  },
]
