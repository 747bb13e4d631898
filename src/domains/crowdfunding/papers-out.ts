import type { FastifyReply } from 'fastify'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { csvOf } from '#platform/document/csv'
import { toMajor } from '#platform/money'
import type { Door } from '#platform/http/door'
import { found, Refusal } from '#platform/refusal'
import { isLang } from '#platform/text'
import { workspaceOf } from '#domains/identity'
import { makeReceipt, type ReceiptFacts } from './documents/receipt.ts'
import { ownContribution } from './gifts.ts'
import { listContributed } from './store/contributions.ts'
import { readProject } from './store/projects.ts'

/** Papers that leave the room. */

/** The receipt of a confirmed contribution, for whoever gave it. The same receipt is the same bytes. */
export async function giveReceipt(door: Door, ctx: Ctx, { id, token, lang }: { id: string; token?: string; lang?: string }, reply: FastifyReply): Promise<FastifyReply> {
  if (!uuid.test(id)) throw new Refusal('missing', 'crowdfunding.noSuchContribution')
  const row = await ownContribution(ctx, { id, ...(token === undefined ? {} : { token }) }, true)
  const { number, confirmedAt } = row
  // A receipt says that the money is here.
  if (!number || !confirmedAt || row.state === 'disputed') throw new Refusal('missing', 'crowdfunding.noSuchContribution')
  const project = found(await readProject(ctx.db, row.projectId))
  const spoken = isLang(lang) ? lang : row.lang
  const { title, model, goal, minimum, endsAt } = project
  const makers = (await workspaceOf(ctx.db, project.workspaceId)).name
  const facts: ReceiptFacts = {
    number,
    confirmedAt,
    refundedAt: row.state === 'refunded' ? row.closedAt : null,
    name: row.name,
    money: { amount: row.amount, currency: row.currency },
    channel: row.channel,
    provider: row.provider,
    project: { title, makers, model, goal, minimum, endsAt, href: `${ctx.request.origin}/karangou/projects/${project.slug}` },
    reward: row.rewardLost ? null : row.rewardTitle,
    sandbox: row.sandbox,
  }
  const pdf = await makeReceipt(facts, spoken, door.translate[spoken])
  return reply.type('application/pdf').header('cache-control', 'private, no-store').header('content-disposition', `inline; filename="${number}.pdf"`).send(pdf)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const columns = ['number', 'date', 'name', 'email', 'country', 'amount', 'currency', 'state', 'reward', 'shipping', 'message'] as const

/** Everyone who contributed, as a table for a spreadsheet. */
export async function giveContributors(ctx: Ctx, projectId: string, reply: FastifyReply): Promise<FastifyReply> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const project = uuid.test(projectId) ? await readProject(ctx.db, projectId) : null
  if (!project || !may(ctx.actor, project.workspaceId, 'projects.view')) throw new Refusal('missing', 'crowdfunding.noSuchProject')
  if (!may(ctx.actor, project.workspaceId, 'projects.edit')) throw new Refusal('forbidden', 'crowdfunding.notMine')
  const { items } = await listContributed(ctx.db, projectId, { limit: 100_000 })
  const rows = items.map(({ number, confirmedAt, createdAt, name, email, country, amount, currency, state, rewardTitle, rewardLost, shipping, message }) => ({
    ...{ number, name, email, country, currency, state, shipping, message },
    date: confirmedAt ?? createdAt,
    amount: toMajor({ amount, currency }),
    reward: rewardLost ? null : rewardTitle,
  }))
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${project.slug}.csv"`)
    .header('cache-control', 'private, no-store')
    .send(csvOf(columns, rows))
}
