import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '#platform/config'
import { files } from '#platform/files'

/** Where a title is worked on: one folder a title, one below it an attempt. */
export const workFolder = (titleId: string, attempt?: number): string => join(config().dataDir, 'work', titleId, ...(attempt === undefined ? [] : [String(attempt)]))

/** Bytes free where this machine writes. */
export async function freeHere(): Promise<number> {
  const { bavail, bsize } = await statfs(config().dataDir)
  return bavail * bsize
}

/** What an upload is measured against. Files in a bucket take no room here. */
export async function uploadLimits(): Promise<{ maxBytes: number; minFreeBytes: number; freeBytes: number | null }> {
  const { MAX_UPLOAD_BYTES, MIN_FREE_BYTES } = config()
  return { maxBytes: MAX_UPLOAD_BYTES, minFreeBytes: MIN_FREE_BYTES, freeBytes: files().localPath('titles') === null ? null : await freeHere() }
}

/** The whole of a stored file, for what is known to be small. */
export async function bytesOf(key: string): Promise<Buffer> {
  const { stream } = await files().read(key)
  return Buffer.concat(await stream.toArray())
}

/** The first bytes of a stored file. */
export async function headOf(key: string, bytes: number): Promise<Buffer> {
  const { stream } = await files().read(key, { start: 0, end: bytes - 1 })
  return Buffer.concat(await stream.toArray())
}
