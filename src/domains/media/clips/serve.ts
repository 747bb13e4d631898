import type { FastifyInstance } from 'fastify'
import { pool } from '#platform/database/pool'
import { files } from '#platform/files'
import { sendRange } from '#platform/http/range.ts'
import { found, Refusal } from '#platform/refusal'
import { clipKey } from '../rules.ts'
import { clipState } from './store.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Clips, to anyone, whole or in parts: only of titles somebody vouched for. */
export function serveClips(app: FastifyInstance): void {
  app.get<{ Params: { titleId: string } }>('/media/clips/:titleId.mp4', async (request, reply) => {
    const { titleId } = request.params
    if (!uuid.test(titleId) || (await clipState(pool(), titleId)) !== 'ready') throw new Refusal('missing', 'platform.missingFile')
    const { size, modified } = found(await files().stat(clipKey(titleId)), 'platform.missingFile')
    reply.type('video/mp4').header('cache-control', 'public, max-age=3600')
    reply.header('etag', `"${size.toString(36)}-${modified.getTime().toString(36)}"`)
    return sendRange(clipKey(titleId), size, request, reply)
  })
}
