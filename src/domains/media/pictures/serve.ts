import type { FastifyInstance, FastifyReply } from 'fastify'
import { pool } from '#platform/database/pool'
import { files } from '#platform/files'
import { found, Refusal } from '#platform/refusal'
import { pictureKey, spriteKey, subtitleKey } from '../rules.ts'
import { titleRow } from '../store.ts'
import { storyboardRow, subtitleRow } from '../store-made.ts'
import { pictureFormats, type PictureFormat } from '../types.ts'
import { isSigned, storyboardVtt } from './addresses.ts'
import { pictureType } from './shape.ts'

const forever = 'public, max-age=31536000, immutable'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What is served beside the film: pictures, subtitles, storyboards. Each address names bytes that never change. */
export function servePictures(app: FastifyInstance): void {
  app.get<{ Params: { id: string; file: string } }>('/media/pictures/:id/:file', async ({ params: { id, file } }, reply) => {
    const [, width, format] = /^(\d{1,4})\.(avif|webp|jpg)$/.exec(file) ?? []
    if (!uuid.test(id) || !width || !isFormat(format)) throw new Refusal('missing', 'media.noPictureHere')
    return send(reply, pictureKey(id, Number(width), format), pictureType(format))
  })
  app.get<{ Params: { file: string }; Querystring: { s?: string } }>('/media/subtitles/:file', async ({ params: { file }, query: { s } }, reply) => {
    const id = file.replace(/\.vtt$/, '')
    if (!uuid.test(id) || !isSigned(`subtitle/${id}`, s)) throw new Refusal('missing', 'platform.missingFile')
    const { titleId } = found(await subtitleRow(pool(), id), 'platform.missingFile')
    return send(reply, subtitleKey(titleId, id), 'text/vtt; charset=utf-8')
  })
  app.get<{ Params: { titleId: string; version: string; file: string }; Querystring: { s?: string } }>(
    '/media/storyboards/:titleId/:version/:file',
    async ({ params, query: { s = '' } }, reply) => {
      const { titleId, file } = params
      const version = Number(params.version)
      if (!uuid.test(titleId) || !isSigned(`storyboard/${titleId}/${version}`, s)) throw new Refusal('missing', 'platform.missingFile')
      const sprite = /^(\d{1,4})\.webp$/.exec(file)
      if (sprite) return send(reply, spriteKey(titleId, version, Number(sprite[1])), 'image/webp')
      const board = found(file === 'board.vtt' ? await storyboardRow(pool(), titleId, version) : null, 'platform.missingFile')
      const title = found(await titleRow(pool(), titleId), 'platform.missingFile')
      return reply
        .header('cache-control', forever)
        .type('text/vtt; charset=utf-8')
        .send(storyboardVtt(board, title.durationMs ?? 0, s))
    },
  )
}

const isFormat = (value: string | undefined): value is PictureFormat => (pictureFormats as readonly (string | undefined)[]).includes(value)

async function send(reply: FastifyReply, key: string, type: string): Promise<FastifyReply> {
  const { stream, size } = await files().read(key)
  return reply.header('cache-control', forever).header('content-length', size).type(type).send(stream)
}
