import type { FastifyInstance } from 'fastify'
import type { Door } from '#platform/http/door'
import { sheet } from '#platform/http/sheets.ts'
import { giveCheckupPaper } from './checkup-paper.ts'
import { givePlanPaper } from './papers.ts'
import { inAgency } from './reading/agency.ts'
import { checkupsTable, plansTable } from './reading/export.ts'
import { CheckupQuery } from './schema/checkup.ts'
import { PlanQuery } from './schema/prescription.ts'

/** Lists as spreadsheets: the same conditions, order and columns as on screen. */
export const sheets = [
  sheet({
    route: 'GET /api/v1/exports/checkups.:format',
    room: 'checkup',
    name: 'exportCheckups',
    summary: 'Check-ups as a spreadsheet (format csv or xlsx; the conditions of listCheckups; separator; mark)',
    asked: CheckupQuery.omit({ after: true, limit: true }),
    permission: 'artists.view',
    open: async (ctx, asked, t) => {
      const workspaceId = await inAgency(ctx, asked.workspaceId)
      return { workspaceId, table: () => checkupsTable(ctx, t, { ...asked, workspaceId }) }
    },
  }),
  sheet({
    route: 'GET /api/v1/exports/prescriptions.:format',
    room: 'checkup',
    name: 'exportPrescriptions',
    summary: 'Prescriptions as a spreadsheet (format csv or xlsx; the conditions of listPrescriptions; separator; mark)',
    asked: PlanQuery.omit({ after: true, limit: true }),
    permission: 'artists.view',
    open: async (ctx, asked, t) => {
      const workspaceId = await inAgency(ctx, asked.workspaceId)
      return { workspaceId, table: () => plansTable(ctx, t, { ...asked, workspaceId }) }
    },
  }),
]

/** Addresses that are bytes: papers of the room, lists that go out. */
export function mount(app: FastifyInstance, door: Door): void {
  for (const one of sheets) one.mount(app, door)
  app.get<{ Params: { id: string }; Querystring: { lang?: string } }>('/api/v1/prescriptions/:id/plan.pdf', async (request, reply) =>
    givePlanPaper(door, await door.ctxOf(request), { id: request.params.id, lang: request.query.lang }, reply),
  )
  app.get<{ Params: { id: string }; Querystring: { lang?: string } }>('/api/v1/checkups/:id/checkup.pdf', async (request, reply) =>
    giveCheckupPaper(door, await door.ctxOf(request), { id: request.params.id, lang: request.query.lang }, reply),
  )
}
