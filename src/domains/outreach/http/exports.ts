import type { FastifyInstance } from 'fastify'
import type { Door } from '#platform/http/door'
import type { Address } from '#platform/http/openapi'
import { sheet } from '#platform/http/sheets.ts'
import { agencyOf } from '../agency.ts'
import { enrolmentsTable, messagesTable } from '../reading/export.ts'
import { MessageQuery } from '../schema/messages.ts'
import { EnrolmentQuery } from '../schema/sequences.ts'

const sheets = [
  sheet({
    route: 'GET /api/v1/exports/messages.:format',
    room: 'outreach',
    name: 'exportMessages',
    summary: 'Messages as a spreadsheet, newest first (format csv or xlsx; the conditions of listMessages; separator; mark)',
    asked: MessageQuery.omit({ after: true, limit: true }),
    permission: 'artists.view',
    open: async (ctx, asked, t) => {
      const workspaceId = await agencyOf(ctx, asked.workspaceId)
      return { workspaceId, table: () => messagesTable(ctx, t, { ...asked, workspaceId }) }
    },
  }),
  sheet({
    route: 'GET /api/v1/exports/enrolments.:format',
    room: 'outreach',
    name: 'exportEnrolments',
    summary: 'Who is or was in sequences as a spreadsheet, newest first (format csv or xlsx; the conditions of listEnrolments; separator; mark)',
    asked: EnrolmentQuery.omit({ after: true, limit: true }),
    permission: 'artists.view',
    open: async (ctx, asked, t) => {
      const workspaceId = await agencyOf(ctx, asked.workspaceId)
      return { workspaceId, table: () => enrolmentsTable(ctx, t, { ...asked, workspaceId }) }
    },
  }),
]

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = sheets.map(({ address }) => address)

/** Addresses that are bytes: lists as spreadsheets. */
export function mount(app: FastifyInstance, door: Door): void {
  for (const one of sheets) one.mount(app, door)
}
