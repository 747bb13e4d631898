import { workspaceIn } from '#domains/identity'
import { workspaceOfRecord } from '#domains/crm'
import type { Ctx, Db } from '#platform/context'
import { member } from '#platform/operation'
import { found } from '#platform/refusal'
import { readEnrolment } from './store/enrolments.ts'
import { readMailbox } from './store/mailboxes.ts'
import { readSequence } from './store/sequences.ts'
import { readTemplate } from './store/templates.ts'

/** In which agency the caller stands, and who may there. */

interface Asked {
  workspaceId?: string | undefined
}

export async function agencyOf(ctx: Ctx, workspaceId?: string): Promise<string> {
  return found(await workspaceIn(ctx, 'agency', workspaceId))
}

const inAgency = (ctx: Ctx, { workspaceId }: Asked): Promise<string | null> => workspaceIn(ctx, 'agency', workspaceId)
const of = (read: (db: Db, id: string) => Promise<{ workspaceId: string } | null>) => async (ctx: Ctx, input: { id: string }) => (await read(ctx.db, input.id))?.workspaceId ?? null

/** A mailbox of one person is nobody else's business. */
async function ofMailbox(ctx: Ctx, { id }: { id: string }): Promise<string | null> {
  const box = await readMailbox(ctx.db, id)
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  return box && (box.userId === null || box.userId === me) ? box.workspaceId : null
}

export const looks = member('artists.view', inAgency)
export const sends = member('outreach.send', inAgency)
export const manages = member('outreach.manage', inAgency)
export const looksAtTemplate = member('artists.view', of(readTemplate))
export const editsTemplate = member('outreach.send', of(readTemplate))
export const looksAtSequence = member('artists.view', of(readSequence))
export const editsSequence = member('outreach.send', of(readSequence))
export const turnsEnrolment = member('outreach.send', of(readEnrolment))
export const usesMailbox = member('outreach.send', ofMailbox)
export const writesTo = member('outreach.send', (ctx: Ctx, { recordId }: { recordId: string }) => workspaceOfRecord(ctx.db, recordId))
export const looksAtRecord = member('artists.view', (ctx: Ctx, { recordId }: { recordId: string }) => workspaceOfRecord(ctx.db, recordId))
