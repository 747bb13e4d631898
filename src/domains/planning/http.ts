import type { FastifyInstance } from 'fastify'
import { workspaceIn } from '#domains/identity'
import type { Door } from '#platform/http/door'
import type { Address } from '#platform/http/openapi'
import { sheet } from '#platform/http/sheets.ts'
import { tasksTable } from './reading/export.ts'
import { TaskQuery } from './schema.ts'

const tasks = sheet({
  route: 'GET /api/v1/exports/tasks.:format',
  room: 'planning',
  name: 'exportTasks',
  summary: 'Tasks as a spreadsheet (format csv or xlsx; the conditions and sort of listTasks; separator; mark)',
  asked: TaskQuery.omit({ after: true, limit: true }),
  permission: 'tasks.view',
  open: async (ctx, asked, t) => {
    const workspaceId = await workspaceIn(ctx, 'agency', asked.workspaceId)
    return workspaceId ? { workspaceId, table: () => tasksTable(ctx, t, { ...asked, workspaceId }) } : null
  },
})

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [tasks.address]

/** Addresses that are bytes: the list as a spreadsheet. */
export const mount = (app: FastifyInstance, door: Door): void => tasks.mount(app, door)
