import type { FastifyReply } from 'fastify'
import { recordsOfAccount } from '#domains/crm'
import { workspaceOf } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { Door } from '#platform/http/door'
import type { Address } from '#platform/http/openapi'
import { found, Refusal } from '#platform/refusal'
import { isLang } from '#platform/text'
import { makeCheckupPaper } from './documents/checkup.ts'
import { standing, stateOf } from './reading/checkups.ts'
import { type CheckupRow, readCheckup } from './store/checkups.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const checkupPaperAddress: Address = {
  route: 'GET /api/v1/checkups/:id/checkup.pdf',
  room: 'checkup',
  name: 'checkupPaper',
  summary: 'A check-up as a paper (lang fr or en), for its agency and, once it is finished, for its artist',
  answers: 'application/pdf',
  status: 200,
}

/** The paper of a check-up. Whoever is neither of the agency nor the artist does not learn that it exists. */
export async function giveCheckupPaper(door: Door, ctx: Ctx, { id, lang }: { id: string; lang?: string | undefined }, reply: FastifyReply): Promise<FastifyReply> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const row = uuid.test(id) ? await readCheckup(ctx.db, id) : null
  const mine = found(row && (may(ctx.actor, row.workspaceId, 'artists.view') || (await isTheArtist(ctx, row))) ? row : null)
  const spoken = isLang(lang) ? lang : ctx.lang
  const { result, drawn, gridVersion } = await standing(ctx, mine)
  const { name: agency } = await workspaceOf(ctx.db, mine.workspaceId)
  const { name } = drawn.kept
  const isOpen = stateOf(mine) === 'open'
  const pdf = await makeCheckupPaper(
    { name, agency, result, facts: drawn.kept, gridVersion, at: mine.finishedAt ?? ctx.now, isOpen, invented: drawn.invented },
    spoken,
    door.translate[spoken],
  )
  return reply
    .type('application/pdf')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `inline; filename="${door.translate[spoken]('checkup.doc.file')}-${id.slice(-6)}.pdf"`)
    .send(pdf)
}

async function isTheArtist(ctx: Ctx, row: CheckupRow): Promise<boolean> {
  if (ctx.actor.kind !== 'person' || !row.finishedAt) return false
  return (await recordsOfAccount(ctx.db, ctx.actor.id)).some(({ id }) => id === row.recordId)
}
