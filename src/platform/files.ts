import type { Readable } from 'node:stream'
import { config } from './config.ts'
import { folderFiles } from './storage/folder.ts'
import { s3Files } from './storage/s3.ts'

/** Where bytes are kept. Keys are slash paths: `titles/<id>/v0/1.m4s`. */
export interface Files {
  /** Stores whole or not at all: a reader never sees half a file. */
  put: (key: string, source: Readable | Uint8Array, type?: string) => Promise<void>
  /** Moves or copies a local file in; the local file may be gone afterwards. */
  putFile: (key: string, localPath: string, type?: string) => Promise<void>
  /** Refuses `platform.missingFile`. `end` is the last byte, inclusive. */
  read: (key: string, range?: { start: number; end: number }) => Promise<{ stream: Readable; size: number }>
  stat: (key: string) => Promise<{ size: number; modified: Date } | null>
  /** Removes one key, or all below a prefix that ends with a slash. */
  remove: (keyOrPrefix: string) => Promise<void>
  /** The path of the file on this machine, null when it is elsewhere. */
  localPath: (key: string) => string | null
}

let opened: Files | undefined

/** The driver said by the configuration: S3 when a bucket is named, else the folder `files` of the data folder. */
export function files(): Files {
  opened ??= config().S3_BUCKET ? s3Files(config()) : folderFiles(`${config().dataDir}/files`)
  return opened
}
