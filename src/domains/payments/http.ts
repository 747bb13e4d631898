import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Door } from '#platform/http/door'
import { found, Refusal } from '#platform/refusal'
import { takeCallback } from './actions/take-callback.ts'
import { providers } from './providers/registry.ts'
import { providerNames } from './types.ts'

/** Where providers call. The body is kept as it came, byte for byte: signatures are over it. */
export function mount(app: FastifyInstance, door: Door): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 256 * 1024 }, (_request, body, parsed) => parsed(null, body))
    for (const method of ['POST', 'PUT'] as const) {
      scope.route({ method, url: '/api/callbacks/:provider', config: { crossSite: true }, handler: (request, reply) => callback(door, request, reply) })
    }
    done()
  })
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
