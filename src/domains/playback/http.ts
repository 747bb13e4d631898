import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clock } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import type { Door } from '#platform/http/door.ts'
import { sendRange } from '#platform/http/range.ts'
import { Refusal } from '#platform/refusal'
import { digest, signed } from '#platform/secrets'
import { segmentKey } from '#domains/media'
import { captionPlaylist, masterPlaylist, mediaPlaylist } from './playlist.ts'
import { isLive, segmentMaxAge } from './rules.ts'
import { findKey, loadStage, segmentTicket } from './stage.ts'
import { findByToken, type Session } from './store.ts'
import { isHolder, viewerOf } from './viewer.ts'

const playlistType = 'application/vnd.apple.mpegurl'
const compress = promisify(gzip)

/** Addresses that are bytes and not operations: playlists and keys under a lease, segments under a signature. */
export function mount(app: FastifyInstance, door: Pick<Door, 'ctxOf'>): void {
  app.get<{ Params: { token: string; file: string } }>('/api/playback/:token/:file', async (request, reply) => {
    const ctx = await door.ctxOf(request)
    const session = await leased(ctx, request.params.token)
    reply.header('cache-control', 'private, no-store')
    if (!session) return gone(reply)
    if (request.params.file === 'key') return sendKey(ctx, session, reply)
    return sendPlaylist(ctx, session, request, reply)
  })
  app.get<{ Params: SegmentParams; Querystring: { e?: string; s?: string } }>('/media/segments/:title/:version/:rendition/:file', sendSegment)
}

/** The session behind a token: null when it is over. A token shown by anyone but its viewer is refused. */
async function leased(ctx: Ctx, token: string): Promise<Session | null> {
  const session = await findByToken(ctx.db, digest(token))
  if (!session || !isHolder(session, viewerOf(ctx))) throw new Refusal('forbidden', 'playback.noSuchSession')
  return isLive(session, ctx.now) ? session : null
}

/** RFC 9110, 15.5.11: it was here and will not come back. Players stop asking. */
function gone(reply: FastifyReply): FastifyReply {
  return reply.code(410).type('application/problem+json').send({ title: 'Gone', status: 410, code: 'playback.sessionOver' })
}

async function sendKey(ctx: Ctx, session: Session, reply: FastifyReply): Promise<FastifyReply> {
  const key = await findKey(ctx.db, session.titleId)
  if (!key) throw new Refusal('missing', 'playback.notPlayable')
  return reply.type('application/octet-stream').send(key)
}

async function sendPlaylist(ctx: Ctx, session: Session, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { token, file } = request.params as { token: string; file: string }
  const name = /^([\w-]{1,60})\.m3u8$/.exec(file)?.[1]
  const loaded = name ? await loadStage(ctx.db, session.titleId, ctx.now) : null
  const playlist = loaded && name ? write(loaded.stage, name, `/api/playback/${token}/key`) : null
  if (!playlist) throw new Refusal('missing', 'playback.notPlayable')
  reply.type(playlistType).header('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(playlist)
  return reply.header('content-encoding', 'gzip').send(await compress(playlist))
}

function write(stage: Parameters<typeof masterPlaylist>[0], name: string, keyPath: string): string | null {
  if (name === 'master') return masterPlaylist(stage)
  if (name === 'sound') return masterPlaylist(stage, 'audio')
  if (name.startsWith('captions-')) return captionPlaylist(stage, name.slice('captions-'.length))
  return mediaPlaylist(stage, name, keyPath)
}

interface SegmentParams {
  title: string
  version: string
  rendition: string
  file: string
}

/** One segment, without a look at the database: what its address may do is signed into it. */
async function sendSegment(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { title, version, rendition, file } = request.params as SegmentParams
  const { e = '', s = '' } = request.query as { e?: string; s?: string }
  const clean = /^[0-9a-f-]{36}$/.test(title) && /^\d{1,9}$/.test(version) && /^[\w-]{1,60}$/.test(rendition) && /^(init\.mp4|\d{1,6}\.m4s)$/.test(file)
  if (!clean || !signed('segment', segmentTicket(title, Number(version), rendition, e), s)) throw new Refusal('forbidden', 'playback.badAddress')
  const maxAge = segmentMaxAge(Number(e), clock.now())
  if (maxAge === 0) throw new Refusal('forbidden', 'playback.addressExpired')
  const key = segmentKey(title, Number(version), rendition, file)
  const stat = await files().stat(key)
  if (!stat) throw new Refusal('missing', 'playback.badAddress')
  reply.header('cache-control', `public, max-age=${maxAge}, immutable`).header('etag', `"${version}-${rendition}-${file}"`)
  reply.type(file === 'init.mp4' ? 'video/mp4' : 'video/iso.segment')
  return sendRange(key, stat.size, request, reply)
}
