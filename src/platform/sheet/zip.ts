import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { Refusal } from '../refusal.ts'
import { sheetLimits } from './types.ts'

interface Entry {
  name: string
  method: number
  packed: number
  at: number
}

const bad = (): Refusal => new Refusal('invalid', 'platform.sheetBroken')
const bomb = (): Refusal => new Refusal('refused', 'platform.sheetUnpacked', { megabytes: sheetLimits.unpacked / 1024 ** 2 })

/**
 * Refuses a zip archive (PKWARE APPNOTE 6.3) that would unpack to more than we hold, by unpacking it to nowhere: what its directory says of sizes is not believed.
 * Refuses `platform.sheetUnpacked`, `platform.sheetBroken` (also for one that is no workbook).
 */
export async function holdsWorkbook(path: string): Promise<void> {
  const file = await open(path)
  try {
    const entries = await directory(file)
    if (!entries.some(({ name }) => name === 'xl/workbook.xml')) throw bad()
    if (entries.length > 2_000) throw bomb()
    let left: number = sheetLimits.unpacked
    for (const entry of entries) left -= await unpackedSize(path, file, entry, left)
  } finally {
    await file.close()
  }
}

async function directory(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat()
  const tail = await bytes(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > tail.length) throw bad()
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (start + length > size || length > 4 * 1024 ** 2) throw bad()
  const all = await bytes(file, start, length)
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= all.length && all.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = all.readUInt16LE(at + 28)
    if (all.readUInt16LE(at + 8) & 1) throw new Refusal('invalid', 'platform.sheetLocked')
    entries.push({
      name: all.toString('utf8', at + 46, at + 46 + nameLength),
      method: all.readUInt16LE(at + 10),
      packed: all.readUInt32LE(at + 20),
      at: all.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + all.readUInt16LE(at + 30) + all.readUInt16LE(at + 32)
  }
  return entries
}

async function unpackedSize(path: string, file: FileHandle, entry: Entry, most: number): Promise<number> {
  const head = await bytes(file, entry.at, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw bad()
  const from = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  if (entry.packed === 0) return 0
  if (entry.method === 0) {
    if (entry.packed > most) throw bomb()
    return entry.packed
  }
  if (entry.method !== 8) throw bad()
  const packed = createReadStream(path, { start: from, end: from + entry.packed - 1 })
  const unpacked = packed.pipe(createInflateRaw())
  let size = 0
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) if ((size += chunk.length) > most) throw bomb()
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith('Z_') ? bad() : error
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
  return size
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
