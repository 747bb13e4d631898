import type { FastifyInstance } from 'fastify'
import type { Door } from '#platform/http/door'
import { giveCheckupPaper } from './checkup-paper.ts'
import { givePlanPaper } from './papers.ts'

/** Addresses that are bytes: papers of the room. */
export function mount(app: FastifyInstance, door: Door): void {
  app.get<{ Params: { id: string }; Querystring: { lang?: string } }>('/api/v1/prescriptions/:id/plan.pdf', async (request, reply) =>
    givePlanPaper(door, await door.ctxOf(request), { id: request.params.id, lang: request.query.lang }, reply),
  )
  app.get<{ Params: { id: string }; Querystring: { lang?: string } }>('/api/v1/checkups/:id/checkup.pdf', async (request, reply) =>
    giveCheckupPaper(door, await door.ctxOf(request), { id: request.params.id, lang: request.query.lang }, reply),
  )
}
