import { workspaceOfRecord } from '#domains/crm'
import { may } from '#platform/actor'
import type { Topic } from '#platform/stream'
import { artistOfPlan } from './reading/my-plans.ts'
import { workspaceOfCheckup } from './store/checkups.ts'
import { workspaceOfPlan } from './store/prescriptions.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `figures:<record>`: `{ network, state }` when figures arrive or cannot. `checkup:<id>`: `{ version }` or `{ state }` when somebody fills or finishes it. `plan:<id>`: a prescription moved, for its agency and its artist; `plans:<workspaceId>`: one of an agency's did; `by` did it. */
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
  {
    prefix: 'plan',
    mayListen: async (ctx, id) => {
      const workspaceId = uuid.test(id) ? await workspaceOfPlan(ctx.db, id) : null
      return workspaceId !== null && (may(ctx.actor, workspaceId, 'artists.view') || (await artistOfPlan(ctx, { id })) !== null)
    },
  },
  { prefix: 'plans', mayListen: ({ actor }, workspaceId) => may(actor, workspaceId, 'artists.view') },
]
