import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Files } from '../files.ts'
import { Refusal } from '../refusal.ts'

/** Files in a local folder. Written beside their place and renamed in, so a crash leaves no half file under a key. */
export function folderFiles(root: string): Files {
  const pathOf = (key: string): string => {
    const path = normalize(key)
    if (path.startsWith('..') || path.startsWith('/') || path.includes('\0')) throw new Refusal('invalid', 'platform.badKey')
    return join(root, path)
  }
  const place = async (key: string, fill: (partial: string) => Promise<void>): Promise<void> => {
    const target = pathOf(key)
    const partial = join(root, '.partial', randomUUID())
    await mkdir(dirname(partial), { recursive: true })
    await mkdir(dirname(target), { recursive: true })
    try {
      await fill(partial)
      await rename(partial, target)
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }
  return {
    put: (key, source) => place(key, (partial) => pipeline(source instanceof Readable ? source : Readable.from([source]), createWriteStream(partial))),
    putFile: (key, localPath) =>
      place(key, async (partial) => {
        await rename(localPath, partial).catch(() => copyFile(localPath, partial))
      }),
    read: async (key, range) => {
      const path = pathOf(key)
      const found = await stat(path).catch(() => null)
      if (!found?.isFile()) throw new Refusal('missing', 'platform.missingFile')
      return { stream: createReadStream(path, range), size: found.size }
    },
    stat: async (key) => {
      const found = await stat(pathOf(key)).catch(() => null)
      return found?.isFile() ? { size: found.size, modified: found.mtime } : null
    },
    remove: (keyOrPrefix) => rm(pathOf(keyOrPrefix), { recursive: keyOrPrefix.endsWith('/'), force: true }),
    localPath: pathOf,
  }
}
