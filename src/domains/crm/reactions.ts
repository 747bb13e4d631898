import { findMembersWith } from '#domains/identity'
import type { Db } from '#platform/context'
import { type Reaction, reaction } from '#platform/events'
import { later } from '#platform/jobs'
import { happened } from './actions/door.ts'
import { stepKey } from './actions/records/next-step.ts'
import { recordRowsOfAccounts } from './store/facts.ts'
import { clearNextStep } from './store/records.ts'
import { ensurePipelines } from './store/pipelines.ts'
import type { RecordFacts } from './facts.ts'
import { tickets } from './tickets.ts'

/** What artists do in other spaces, and where one reads more. Each is a line on the history of every artist whose account stands behind it. */
const elsewhere: Readonly<Record<string, { below: string; permission: string }>> = {
  'project.launched': { below: '/karangou/projects', permission: 'projects.edit' },
  'project.succeeded': { below: '/karangou/projects', permission: 'projects.edit' },
  'project.failed': { below: '/karangou/projects', permission: 'projects.edit' },
  'film.published': { below: '/karangou/films', permission: 'films.edit' },
}

/** The artists who act there: their own account, or one that works in that workspace. */
async function artistsBehind(db: Db, workspaceId: string | null | undefined, actorId: string | null | undefined, permission: string): Promise<RecordFacts[]> {
  const members = workspaceId ? await findMembersWith(db, workspaceId, permission) : []
  return recordRowsOfAccounts(db, actorId ? [...members, actorId] : members)
}

const tells = (type: string): Reaction => {
  const { below, permission } = elsewhere[type]!
  return reaction(
    `crm.tell:${type}`,
    type,
    async (ctx, { workspaceId, actorId, payload, subject, at }) => {
      for (const { id } of await artistsBehind(ctx.db, workspaceId, actorId, permission))
        await happened(ctx.db, { recordId: id, kind: `crm.timeline.${type}`, href: `${below}/${String(payload.slug)}`, actorId, at, key: `${type}:${subject}` })
    },
    async (db, { workspaceId, actorId }) => (await artistsBehind(db, workspaceId, actorId, permission)).length > 0,
  )
}

/** Records that may be one are looked for within seconds after something has changed: the changes of the same ten seconds make one comparison. */
const together = 10_000
const compares = (type: string): Reaction =>
  reaction(`crm.compare:${type}`, type, async (ctx, { workspaceId }) => {
    const end = Math.ceil((ctx.now.getTime() + 1) / together) * together
    if (workspaceId) await later(ctx.db, tickets.compare, { workspaceId }, { key: `crm.compare:${workspaceId}:${end}`, at: new Date(end) })
  })

export const reactions: readonly Reaction[] = [
  ...['record.created', 'record.changed', 'record.restored'].map(compares),
  // Whoever opens an agency finds its two pipelines there, in their language.
  reaction(
    'crm.firstPipelines',
    'workspace.created',
    async (ctx, { subject }) => ensurePipelines(ctx.db, subject, ctx.lang),
    async (_db, { payload }) => payload?.kind === 'agency',
  ),
  ...Object.keys(elsewhere).map(tells),
  // The task of a next step was done: the step is behind us.
  reaction(
    'crm.nextStepDone',
    'task.done',
    async (ctx, { payload }) => {
      const key = String(payload.key)
      const recordId = /^crm\.next:([0-9a-f-]{36}):/.exec(key)?.[1]
      if (recordId) await clearNextStep(ctx.db, recordId, Number(key.slice(stepKey(recordId).length)))
    },
    async (_db, { payload }) => String(payload?.key).startsWith('crm.next:'),
  ),
]
