import type { FastifyInstance } from 'fastify'
import type { Door } from '#platform/http/door'
import type { Address } from '#platform/http/openapi'
import { sheet } from '#platform/http/sheets.ts'
import { agencyAsked } from './reading/agency.ts'
import { fitsTable } from './reading/export.ts'
import { ScoreQuery } from './schema.ts'

const fits = sheet({
  route: 'GET /api/v1/exports/fits.:format',
  room: 'fit',
  name: 'exportFits',
  summary: 'Artists and their fit as a spreadsheet, best first (format csv or xlsx; the conditions of listFits; separator; mark)',
  asked: ScoreQuery.omit({ after: true, limit: true }),
  permission: 'artists.view',
  open: async (ctx, asked, t) => {
    const workspaceId = await agencyAsked(ctx, asked)
    return workspaceId === null ? null : { workspaceId, table: () => fitsTable(ctx, t, { ...asked, workspaceId }) }
  },
})

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [fits.address]

/** Addresses that are bytes: the list as a spreadsheet. */
export const mount = (app: FastifyInstance, door: Door): void => fits.mount(app, door)
