import type { Topic } from '#platform/stream'
import { isToken } from './gifts.ts'
import { maySee } from './present.ts'
import { readProject } from './store/projects.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `project:<id>`: `{ raised, contributors, percent, pending, state }` as the bar moves. `contribution:<id>:<secret>`: `{ state }` of one contribution, for whoever gave it. */
export const topics: readonly Topic[] = [
  {
    prefix: 'project',
    mayListen: async (ctx, rest) => {
      const project = uuid.test(rest) ? await readProject(ctx.db, rest) : null
      return project !== null && maySee(ctx, project)
    },
  },
  {
    prefix: 'contribution',
    mayListen: (_ctx, rest) => {
      const [id = '', token] = rest.split(':')
      return uuid.test(id) && isToken(id, token)
    },
  },
]
