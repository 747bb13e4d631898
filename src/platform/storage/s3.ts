import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Config } from '../config.ts'
import type { Files } from '../files.ts'
import { Refusal } from '../refusal.ts'

/** Files in a bucket of any S3 server. */
export function s3Files(config: Config): Files {
  const Bucket = config.S3_BUCKET!
  const client = new S3Client({
    region: config.S3_REGION,
    ...(config.S3_ENDPOINT ? { endpoint: config.S3_ENDPOINT, forcePathStyle: true } : {}),
    credentials: { accessKeyId: config.S3_ACCESS_KEY_ID!, secretAccessKey: config.S3_SECRET_ACCESS_KEY! },
    // Older servers store the trailer of a streamed checksum as if it were content.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const missing = (error: unknown): boolean => error instanceof Error && ['NoSuchKey', 'NotFound', '404'].includes(error.name)
  const putFile: Files['putFile'] = async (Key, localPath, ContentType) => {
    const { size } = await stat(localPath)
    await client.send(new PutObjectCommand({ Bucket, Key, Body: createReadStream(localPath), ContentLength: size, ContentType }))
  }
  const removeAll = async (Prefix: string): Promise<void> => {
    for (;;) {
      const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix }))
      const Objects = (listed.Contents ?? []).map(({ Key }) => ({ Key }))
      if (Objects.length === 0) return
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    }
  }
  return {
    put: async (Key, source, ContentType) => {
      const Body = source instanceof Readable ? Buffer.concat(await source.toArray()) : source
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }))
    },
    putFile,
    read: async (Key, range) => {
      try {
        const got = await client.send(new GetObjectCommand({ Bucket, Key, ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}) }))
        const size = Number(got.ContentRange?.split('/')[1] ?? got.ContentLength)
        return { stream: got.Body as Readable, size }
      } catch (error) {
        if (missing(error)) throw new Refusal('missing', 'platform.missingFile')
        throw error
      }
    },
    stat: async (Key) => {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket, Key }))
        return { size: head.ContentLength ?? 0, modified: head.LastModified ?? new Date(0) }
      } catch (error) {
        if (missing(error)) return null
        throw error
      }
    },
    remove: async (keyOrPrefix) => {
      if (keyOrPrefix.endsWith('/')) return removeAll(keyOrPrefix)
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: keyOrPrefix }] } }))
    },
    localPath: () => null,
  }
}
