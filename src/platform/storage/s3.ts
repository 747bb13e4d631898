import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type * as S3 from '@aws-sdk/client-s3'
import type { Config } from '../config.ts'
import type { Files } from '../files.ts'
import { Refusal } from '../refusal.ts'

/** Files in a bucket of any S3 server. Its library is large: a house that keeps its files in a folder never loads it. */
export function s3Files(config: Config): Files {
  const Bucket = config.S3_BUCKET!
  let opening: Promise<{ client: S3.S3Client; s3: typeof S3 }> | undefined
  const open = async () => {
    const s3 = await import('@aws-sdk/client-s3')
    const client = new s3.S3Client({
      region: config.S3_REGION,
      ...(config.S3_ENDPOINT ? { endpoint: config.S3_ENDPOINT, forcePathStyle: true } : {}),
      credentials: { accessKeyId: config.S3_ACCESS_KEY_ID!, secretAccessKey: config.S3_SECRET_ACCESS_KEY! },
      // Older servers store the trailer of a streamed checksum as if it were content.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    return { client, s3 }
  }
  const bucket = () => (opening ??= open())
  const missing = (error: unknown): boolean => error instanceof Error && ['NoSuchKey', 'NotFound', '404'].includes(error.name)
  const putFile: Files['putFile'] = async (Key, localPath, ContentType) => {
    const [{ size }, { client, s3 }] = await Promise.all([stat(localPath), bucket()])
    await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: createReadStream(localPath), ContentLength: size, ContentType }))
  }
  const removeAll = async (Prefix: string): Promise<void> => {
    const { client, s3 } = await bucket()
    for (;;) {
      const listed = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix }))
      const Objects = (listed.Contents ?? []).map(({ Key }) => ({ Key }))
      if (Objects.length === 0) return
      await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    }
  }
  return {
    put: async (Key, source, ContentType) => {
      const { client, s3 } = await bucket()
      const Body = source instanceof Readable ? Buffer.concat(await source.toArray()) : source
      await client.send(new s3.PutObjectCommand({ Bucket, Key, Body, ContentType }))
    },
    putFile,
    read: async (Key, range) => {
      const { client, s3 } = await bucket()
      try {
        const got = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}) }))
        const size = Number(got.ContentRange?.split('/')[1] ?? got.ContentLength)
        return { stream: got.Body as Readable, size }
      } catch (error) {
        if (missing(error)) throw new Refusal('missing', 'platform.missingFile')
        throw error
      }
    },
    stat: async (Key) => {
      const { client, s3 } = await bucket()
      try {
        const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key }))
        return { size: head.ContentLength ?? 0, modified: head.LastModified ?? new Date(0) }
      } catch (error) {
        if (missing(error)) return null
        throw error
      }
    },
    remove: async (keyOrPrefix) => {
      if (keyOrPrefix.endsWith('/')) return removeAll(keyOrPrefix)
      const { client, s3 } = await bucket()
      await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: keyOrPrefix }] } }))
    },
    localPath: () => null,
  }
}
