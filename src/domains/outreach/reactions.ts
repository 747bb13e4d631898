import { happened } from '#domains/crm'
import type { Ctx, Db } from '#platform/context'
import { type Announcement, type GriotEvent, reaction } from '#platform/events'
import { goOn, endRunning } from './actions/turns.ts'
import { messageSent } from './events.ts'
import { readMessage, settleMessage } from './store/messages.ts'
import { moveAll, moveBack, pauseMerged } from './store/moved.ts'
import { say } from './topics.ts'

const shape = /^outreach\.step:[0-9a-f-]{36}:([0-9a-f-]{36})$/
const isOurs = async (_db: Db, { payload }: Announcement): Promise<boolean> => shape.test(String(payload?.key))

/** The task of a step was done, or a person decided that it will not be: the sequence goes on. */
async function stepEnded(ctx: Ctx, { payload, actorId, at }: GriotEvent, isDone: boolean): Promise<void> {
  const id = shape.exec(String(payload.key))?.[1]
  const message = id ? await readMessage(ctx.db, id, true) : null
  if (message?.state !== 'planned' || !message.enrolmentId) return
  await settleMessage(ctx.db, message.id, { state: isDone ? 'sent' : 'dropped', at: isDone ? at : null })
  if (isDone) {
    const [kind, interaction] = message.channel === 'call' ? (['outreach.timeline.call', 'call'] as const) : (['outreach.timeline.dm', 'message'] as const)
    await happened(ctx.db, {
      recordId: message.recordId,
      kind,
      interaction,
      direction: 'out',
      body: message.body || message.subject,
      params: { network: '' },
      actorId,
      at,
      key: `outreach.message:${message.id}`,
    })
    await messageSent(ctx.db, { ...message, senderId: actorId })
  }
  await goOn(ctx, message.enrolmentId, at)
}

export const reactions = [
  reaction('outreach.stepDone', 'task.done', (ctx, event) => stepEnded(ctx, event, true), isOurs),
  reaction('outreach.stepDropped', 'task.dropped', (ctx, event) => stepEnded(ctx, event, false), isOurs),
  reaction('outreach.recordRemoved', 'record.removed', async (ctx, { workspaceId, subject }) => {
    if (workspaceId) await endRunning(ctx, workspaceId, { recordId: subject }, 'stop', 'outreach.reason.removed')
  }),
  reaction('outreach.recordMerged', 'record.merged', async (ctx, { workspaceId, subject, payload }) => {
    if (!workspaceId || typeof payload.into !== 'string') return
    await endRunning(ctx, workspaceId, { recordId: subject }, 'stop', 'outreach.reason.merged')
    await moveAll(ctx.db, workspaceId, subject, payload.into)
    await say(ctx.db, workspaceId)
  }),
  // Nothing leaves because a merge was undone: what it had stopped waits for a person to take it up.
  reaction('outreach.recordUnmerged', 'record.unmerged', async (ctx, { workspaceId, subject, payload }) => {
    if (!workspaceId || typeof payload.from !== 'string') return
    await moveBack(ctx.db, workspaceId, subject, payload.from)
    await pauseMerged(ctx.db, workspaceId, subject)
    await say(ctx.db, workspaceId)
  }),
  // An answer noted by hand (a call back, a private message) ends what runs, as a mail does.
  reaction(
    'outreach.answeredElsewhere',
    'record.answered',
    async (ctx, { workspaceId, subject }) => {
      if (workspaceId) await endRunning(ctx, workspaceId, { recordId: subject }, 'answer', 'outreach.reason.answered')
    },
    async (_db, { payload }) => payload?.answerId === undefined,
  ),
]
