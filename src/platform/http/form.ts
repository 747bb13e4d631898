import type { Readable } from 'node:stream'
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import type { FastifyRequest } from 'fastify'
import { whyOutOfBounds } from '../input/bounds.ts'
import { isRefusal, type Refusal } from '../refusal.ts'

export interface FormLimits {
  /** Bytes of the file that are handed on; one more marks it as cut (`truncated`). */
  bytes: number
  /** What is said of a request that is no form, or of a form that ends too early. */
  bad: Refusal
}

type TakeFile<File> = (file: Readable, name: string) => Promise<File>

/**
 * Reads a `multipart/form-data` request: a few fields, put into `fields` as they come, then one file, which `take` reads. Answers what `take` made of it, null when the form
 * brought no file. A form that breaks off, at any byte, is refused as `bad`, and so are words that no database keeps; its file then ends in that error, whether somebody reads
 * it yet or not. Routes that call it leave the body unread (a `*` parser that does nothing).
 */
export async function readForm<File>(request: FastifyRequest, fields: Record<string, string>, { bytes, bad }: FormLimits, take: TakeFile<File>): Promise<File | null> {
  const form = parserOf(request, bytes, bad)
  let taking: Promise<File> | null = null
  let open: BusboyFileStream | null = null
  let broken: Refusal | null = null
  await new Promise<void>((end) => {
    // What is still coming is let go, so that the answer is heard.
    const stop = (): void => {
      request.raw.unpipe(form)
      request.raw.resume()
      open?.destroy(bad)
      end()
    }
    const breakOff = (why: Refusal): void => {
      broken ??= why
      stop()
    }
    form.on('field', (name, value) => {
      const refusal = whyOutOfBounds({ [name]: value })
      if (refusal) breakOff(refusal)
      else if (name !== '__proto__') fields[name] = value
    })
    form.on('file', (_field, file, name) => {
      open = file
      file.on('error', stop)
      if (!name || broken) return void file.resume()
      const refusal = whyOutOfBounds({ filename: name })
      if (refusal) return breakOff(refusal)
      taking = take(file, name)
      taking.catch(stop)
    })
    form.on('error', () => breakOff(bad))
    form.on('finish', end)
    request.raw.on('close', () => request.raw.complete || breakOff(bad))
    request.raw.pipe(form)
  })
  const why = broken as Refusal | null
  if (why && taking === null) throw why
  // A file that ended whole is kept, whatever came after it.
  return (taking as Promise<File> | null)?.catch((error: unknown) => Promise.reject(why && !isRefusal(error) ? why : error)) ?? null
}

/** The bytes of a small file, all at once. */
export async function bytesOf(file: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of file) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function parserOf(request: FastifyRequest, bytes: number, bad: Refusal): InstanceType<typeof Busboy> {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) throw bad
  try {
    return new Busboy({ headers: { ...request.headers, 'content-type': type }, limits: { files: 1, fields: 12, fieldSize: 1_000, fileSize: bytes + 1 } })
  } catch {
    throw bad
  }
}
