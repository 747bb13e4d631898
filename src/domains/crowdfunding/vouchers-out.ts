import type { FastifyInstance, FastifyReply } from 'fastify'
import { findPayment, makeVoucher, voucherSquare } from '#domains/payments'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import type { Door } from '#platform/http/door'
import { found, Refusal } from '#platform/refusal'
import { ownContribution } from './gifts.ts'
import { readProject } from './store/projects.ts'

/** With what a contribution is paid in cash: the paper, and the square for a screen. */
export function mountVouchers(app: FastifyInstance, door: Door): void {
  for (const kind of ['pdf', 'svg'] as const) {
    app.get<{ Params: { id: string }; Querystring: { token?: string } }>(`/api/v1/contributions/:id/voucher.${kind}`, async (request, reply) =>
      giveVoucher(await door.ctxOf(request), { ...request.params, ...request.query }, kind, reply),
    )
  }
}

/** For whoever gave it. Who sees a voucher may pay it at a counter, and nothing more. */
async function giveVoucher(ctx: Ctx, { id, token }: { id: string; token?: string }, kind: 'pdf' | 'svg', reply: FastifyReply): Promise<FastifyReply> {
  const row = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await ownContribution(ctx, { id, token }) : null
  const payment = row?.paymentId ? await findPayment(ctx.db, row.paymentId) : null
  if (!row || !payment?.code) throw new Refusal('missing', 'crowdfunding.noSuchContribution')
  const { code, money, expiresAt, sandbox } = payment
  const scan = `${config().publicUrl}/counter?code=${code}`
  reply.header('cache-control', 'private, no-store')
  if (kind === 'svg') return reply.type('image/svg+xml').send(await voucherSquare(scan))
  const project = found(await readProject(ctx.db, row.projectId))
  const pdf = await makeVoucher({ code, money, description: project.title, payerName: row.name, createdAt: row.createdAt, expiresAt, scan, sandbox }, row.lang)
  return reply.type('application/pdf').header('content-disposition', `inline; filename="${code}.pdf"`).send(pdf)
}
