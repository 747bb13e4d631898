import type { FastifyReply, FastifyRequest } from 'fastify'
import { files } from '../files.ts'

/**
 * Sends a stored file of `size` bytes, or the part asked for. RFC 9110, 14.2: one range, from-to, from- or the last n bytes; several ranges are answered whole, and so
 * is a part of what has changed since (If-Range, 13.1.5). Type, ETag and caching are the caller's.
 */
export async function sendRange(key: string, size: number, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const held = request.headers['if-range']
  const changed = held !== undefined && held !== reply.getHeader('etag')
  const range = changed ? null : rangeOf(request.headers.range, size)
  reply.header('accept-ranges', 'bytes')
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`)
  reply.header('content-length', range ? range.end - range.start + 1 : size)
  if (request.method === 'HEAD') return reply.send()
  return reply.send((await files().read(key, range ?? undefined)).stream)
}

function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]))
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}
