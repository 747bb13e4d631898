import type { FastifyReply } from 'fastify'
import { recordOf } from '#domains/crm'
import { findPeople, workspaceOf } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { Address } from '#platform/http/openapi'
import type { Door } from '#platform/http/door'
import { Refusal } from '#platform/refusal'
import { isLang } from '#platform/text'
import { inLanguage } from './actions/prescription/words.ts'
import { makePlanPaper } from './documents/prescription.ts'
import { artistOfPlan } from './reading/my-plans.ts'
import { readVersion } from './store/plan-parts.ts'
import { type PlanRow, readPlan } from './store/prescriptions.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const planPaperAddress: Address = {
  route: 'GET /api/v1/prescriptions/:id/plan.pdf',
  room: 'checkup',
  name: 'prescriptionPaper',
  summary: 'A prescription as a paper (lang fr or en): the version that was sent, or the draft for its agency',
  answers: 'application/pdf',
  status: 200,
}

/** The paper of a plan, for its agency and its artist. Whoever is neither does not learn that it exists. */
export async function givePlanPaper(door: Door, ctx: Ctx, { id, lang }: { id: string; lang?: string | undefined }, reply: FastifyReply): Promise<FastifyReply> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const plan = uuid.test(id) ? await readPlan(ctx.db, id) : null
  const isAgency = plan !== null && may(ctx.actor, plan.workspaceId, 'artists.view')
  if (!plan || !(isAgency || (await artistOfPlan(ctx, { id })) !== null)) throw new Refusal('missing', 'platform.missing')
  const spoken = isLang(lang) ? lang : plan.lang
  const pdf = await makePlanPaper(await factsOf(ctx, plan, spoken), spoken, door.translate[spoken])
  return reply
    .type('application/pdf')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `inline; filename="plan-${id.slice(-6)}.pdf"`)
    .send(pdf)
}

async function factsOf(ctx: Ctx, plan: PlanRow, lang: 'fr' | 'en') {
  const [record, agency, sent, people] = await Promise.all([
    recordOf(ctx.db, plan.recordId),
    workspaceOf(ctx.db, plan.workspaceId),
    plan.sentVersion === null ? null : readVersion(ctx.db, plan.id, plan.sentVersion),
    findPeople(ctx.db, plan.coachId ? [plan.coachId] : []),
  ])
  const { offer, startsOn, note, lines } = sent ?? plan
  return {
    ...{ offer, startsOn, note, invented: plan.invented },
    artist: record.name,
    agency: agency.name,
    coach: (plan.coachId && people.get(plan.coachId)?.name) || null,
    lines: lines.map((line) => (lang === plan.lang ? line : inLanguage(line, lang))),
    version: sent?.number ?? null,
    at: sent?.sentAt ?? plan.updatedAt,
    accepted: plan.acceptedAt && plan.acceptedHow ? { at: plan.acceptedAt, how: plan.acceptedHow } : null,
  }
}
