import { callerIn } from '#domains/identity'
import { may } from '#platform/actor'
import { after, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found, Refusal } from '#platform/refusal'
import { workspaceOfRow } from '../../store/facts.ts'
import { deleteInteraction, insertInteraction } from '../../store/happenings.ts'
import type { Interaction } from '../../types.ts'
import { recordContact } from '../door.ts'
import { editRecord } from './edit.ts'

interface Said {
  id: string
  interaction: Interaction
  direction?: 'in' | 'out' | undefined
  body: string
  at?: string | undefined
  nextStep?: string | undefined
  nextStepOn?: string | undefined
}

/** Notes a call, a mail, a message, a meeting or a thought; a contact made counts, a note does not. Refuses a moment that has not come. */
export async function recordInteraction(ctx: Ctx, said: Said): Promise<{ id: string; at: Date }> {
  const me = callerIn(ctx)
  const at = said.at ? new Date(said.at) : ctx.now
  if (at > after(ctx.now, 5 * minute)) throw new Refusal('invalid', 'crm.notYet', {}, [{ field: 'at', code: 'crm.notYet' }])
  const direction = said.interaction === 'note' ? null : (said.direction ?? 'out')
  const made = await insertInteraction(ctx.db, { recordId: said.id, interaction: said.interaction, direction, body: said.body, actorId: me.id, at })
  if (said.interaction !== 'note') await recordContact(ctx.db, said.id, at)
  if (said.nextStep || said.nextStepOn)
    await editRecord(ctx, { id: said.id, ...(said.nextStep ? { nextStep: said.nextStep } : {}), ...(said.nextStepOn ? { nextStepOn: said.nextStepOn } : {}) })
  const workspaceId = await workspaceOfRow(ctx.db, said.id)
  if (direction === 'in') await announce(ctx.db, { type: 'record.answered', subject: said.id, workspaceId, actorId: me.id, payload: { kind: said.interaction } })
  return made
}

/** Takes back what one noted; an administrator may take back anyone's. */
export async function removeInteraction(ctx: Ctx, { id, interactionId }: { id: string; interactionId: string }): Promise<Record<string, never>> {
  const workspaceId = found(await workspaceOfRow(ctx.db, id))
  const mine = may(ctx.actor, workspaceId, 'artists.manage') ? null : callerIn(ctx).id
  found((await deleteInteraction(ctx.db, id, interactionId, mine)) || null, 'crm.noSuchLine')
  return {}
}
