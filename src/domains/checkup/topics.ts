import { workspaceOfRecord } from '#domains/crm'
import { may } from '#platform/actor'
import type { Topic } from '#platform/stream'
import { workspaceOfCheckup } from './store/checkups.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `figures:<record>`: `{ network, state }` when figures arrive or cannot. `checkup:<id>`: `{ version }` or `{ state }` when somebody fills or finishes it. */
export const topics: readonly Topic[] = [
  {
    prefix: 'figures',
    mayListen: async ({ db, actor }, rest) => {
      const workspaceId = uuid.test(rest) ? await workspaceOfRecord(db, rest) : null
      return workspaceId !== null && may(actor, workspaceId, 'artists.view')
    },
  },
  {
    prefix: 'checkup',
    mayListen: async ({ db, actor }, rest) => {
      const workspaceId = uuid.test(rest) ? await workspaceOfCheckup(db, rest) : null
      return workspaceId !== null && may(actor, workspaceId, 'artists.view')
    },
  },
]
