import type { FastifyInstance } from 'fastify'
import { config } from '#platform/config'
import { pool } from '#platform/database/pool'
import { readLetter } from '#platform/mail'
import { Refusal } from '#platform/refusal'

/** A letter of the demo's mailbox as a mail program shows it: apart from the house's pages, allowed its own styles and nothing else. */
export function mount(app: FastifyInstance): void {
  app.get<{ Params: { id: string } }>('/mailbox/:id', async (request, reply) => {
    const { id } = request.params
    const html = config().demo && /^[0-9a-f-]{36}$/.test(id) ? await readLetter(pool(), id) : null
    if (!html) throw new Refusal('missing', 'platform.missing')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header(
        'content-security-policy',
        `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`,
      )
      .send(html)
  })
}
