import type { FastifyInstance } from 'fastify'
import { callerIn } from '#domains/identity'
import { files } from '#platform/files'
import type { Door } from '#platform/http/door'
import { id as uuid } from '#platform/operation'
import { Refusal } from '#platform/refusal'
import { exportKey } from './actions/export-data.ts'
import { readExport } from './store.ts'

/** The archive, for its owner alone. */
export function mount(app: FastifyInstance, door: Door): void {
  app.get<{ Params: { id: string } }>('/api/v1/me/exports/:id/griot.zip', async (request, reply) => {
    const ctx = await door.ctxOf(request)
    const { id: userId } = callerIn(ctx)
    const row = uuid.safeParse(request.params.id).success ? await readExport(ctx.db, request.params.id) : null
    if (row?.state !== 'ready' || row.userId !== userId || (row.expiresAt && row.expiresAt <= ctx.now)) throw new Refusal('missing', 'platform.missing')
    const { stream, size } = await files().read(exportKey(row.id))
    return reply
      .type('application/zip')
      .header('content-length', size)
      .header('content-disposition', `attachment; filename="griot-${row.readyAt!.toISOString().slice(0, 10)}.zip"`)
      .header('cache-control', 'no-store')
      .send(stream)
  })
}
