import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { config } from '../config.ts'
import { Refusal } from '../refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Another site may post here: the address proves the request by other means (a state, a signature). */
    crossSite?: boolean
    /** The operation that answers here, by its full name. */
    operation?: string
  }
  interface FastifyRequest {
    nonce: string
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** JSON needs no nonce, only a policy that lets it do nothing: made once. */
let forData: Record<string, string> | undefined

/** Headers of every answer, and the refusal of what another site asks for in a visitor's name. */
export function guard(app: FastifyInstance): void {
  app.decorateRequest('nonce', '')
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/v1/') || request.routeOptions.config.operation) reply.headers(dataHeaders())
    else reply.headers(headers((request.nonce = randomBytes(16).toString('base64'))))
    if (!request.routeOptions.config.crossSite && isCrossSite(request)) return done(new Refusal('forbidden', 'platform.crossSite'))
    done()
  })
}

/** Headers of an answer that is no page. */
export const dataHeaders = (): Record<string, string> => (forData ??= { ...headers(''), 'content-security-policy': `default-src 'none'; frame-ancestors 'none'` })

/** Strict CSP (script only by nonce or from our own files), and the headers OWASP's Secure Headers Project asks for. */
function headers(nonce: string): Record<string, string> {
  const policy = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(config().publicUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(config().publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

/** A change asked by another site's page, on a route that does not say `config: { crossSite: true }`. Callers without a browser send neither header and carry no cookie of ours. */
function isCrossSite(request: FastifyRequest): boolean {
  if (safe.has(request.method) || request.headers.authorization?.startsWith('Bearer ')) return false
  if ((request.routeOptions.config as { crossSite?: boolean }).crossSite) return false
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return true
  const origin = request.headers.origin
  if (!origin || site === 'same-origin') return false
  if (origin === 'null') return true
  const own = new Set([`${request.protocol}://${request.host}`, config().publicUrl])
  return !own.has(origin)
}
