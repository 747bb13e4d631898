import type { FastifyReply } from 'fastify'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { toMajor } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { listContributed } from './store/contributions.ts'
import { readProject } from './store/projects.ts'

/** Papers that leave the room. */

const columns = ['number', 'date', 'name', 'email', 'country', 'amount', 'currency', 'state', 'reward', 'shipping', 'message'] as const

/** Everyone who contributed, as a table for a spreadsheet. */
export async function giveContributors(ctx: Ctx, projectId: string, reply: FastifyReply): Promise<FastifyReply> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const project = /^[0-9a-f-]{36}$/.test(projectId) ? await readProject(ctx.db, projectId) : null
  if (!project || !may(ctx.actor, project.workspaceId, 'projects.view')) throw new Refusal('missing', 'crowdfunding.noSuchProject')
  if (!may(ctx.actor, project.workspaceId, 'projects.edit')) throw new Refusal('forbidden', 'crowdfunding.notMine')
  const { items } = await listContributed(ctx.db, projectId, { limit: 100_000 })
  const lines = items.map(({ number, confirmedAt, createdAt, name, email, country, amount, currency, state, rewardTitle, rewardLost, shipping, message }) =>
    [number, (confirmedAt ?? createdAt).toISOString(), name, email, country, toMajor({ amount, currency }), currency, state, rewardLost ? '' : rewardTitle, shipping, message]
      .map(cell)
      .join(','),
  )
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${project.slug}.csv"`)
    .header('cache-control', 'private, no-store')
    .send(`\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`)
}

/** A spreadsheet runs what begins with these as a formula: written so that it is read as words. */
function cell(value: string | null): string {
  const text = value ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
