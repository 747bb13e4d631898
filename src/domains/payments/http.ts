import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { config } from '#platform/config'
import type { Door } from '#platform/http/door'
import { found, Refusal } from '#platform/refusal'
import { voucherOf } from './actions/cash-voucher.ts'
import { takeCallback } from './actions/take-callback.ts'
import { makeVoucher, voucherSquare } from './documents/voucher.ts'
import { providers } from './providers/registry.ts'
import { findPaymentRow } from './store/payments.ts'
import { providerNames } from './types.ts'

/** Where providers call, and the paper of a voucher. The body is kept as it came, byte for byte: signatures are over it. */
export function mount(app: FastifyInstance, door: Door): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 256 * 1024 }, (_request, body, parsed) => parsed(null, body))
    for (const method of ['POST', 'PUT'] as const) {
      scope.route({ method, url: '/api/callbacks/:provider', config: { crossSite: true }, handler: (request, reply) => callback(door, request, reply) })
    }
    done()
  })
  app.get('/api/v1/vouchers/:code.pdf', (request, reply) => paper(door, request, reply))
  app.get('/api/v1/vouchers/:code.svg', (request, reply) => square(door, request, reply))
}

async function callback(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = (request.params as { provider: string }).provider
  const name = found(providerNames.find((one) => one === asked && one !== 'voucher' && providers().has(one)))
  const ctx = await door.ctxOf(request)
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : (value ?? '')]))
  const worth = await takeCallback(ctx, name, { method: request.method, path: request.url, headers, body }, () => door.spend(ctx, null, 'payment callback'))
  if (worth === 'forged') throw new Refusal('unauthenticated', 'payments.forged')
  return reply.code(200).send({ received: true })
}

/** The voucher on paper: whoever has its code may print it, while it can be paid. Refuses `payments.wrongCode`, `payments.unknownCode`, `payments.voucherOver`. */
async function paper(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = await door.ctxOf(request)
  door.spend(ctx, null, 'voucher paper')
  const row = await voucherOf(ctx, (request.params as { code: string }).code)
  if (row.state !== 'open' || row.expiresAt <= ctx.now) throw new Refusal('refused', 'payments.voucherOver')
  const payment = found(await findPaymentRow(ctx.db, row.paymentId))
  const { code, amount, currency, expiresAt } = row
  const { description, payerName, createdAt, sandbox } = payment
  const facts = { code, money: { amount, currency }, description, payerName, createdAt, expiresAt, scan: `${config().publicUrl}/counter?code=${code}`, sandbox }
  return reply
    .header('content-disposition', `inline; filename="${code}.pdf"`)
    .header('cache-control', 'private, no-store')
    .type('application/pdf')
    .send(await makeVoucher(facts, ctx.lang))
}

/** What a counter scans from the payer's phone: the same secret as the code it holds. */
async function square(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = await door.ctxOf(request)
  door.spend(ctx, null, 'voucher paper')
  const row = await voucherOf(ctx, (request.params as { code: string }).code)
  if (row.state !== 'open' || row.expiresAt <= ctx.now) throw new Refusal('refused', 'payments.voucherOver')
  return reply
    .header('cache-control', 'private, no-store')
    .type('image/svg+xml')
    .send(await voucherSquare(`${config().publicUrl}/counter?code=${row.code}`))
}
