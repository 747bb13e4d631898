import { FileStore } from '@tus/file-store'
import type { DataStore } from '@tus/server'
import { config } from '#platform/config'
import { files } from '#platform/files'
import { uploadKey, uploadLifeMs } from '../rules.ts'

let opened: { for: string; store: Promise<DataStore> } | undefined

/** Where the bytes of uploads are kept while they come: the house's own files, local or in a bucket, under the keys of `uploadKey`. */
export function uploadStore(): Promise<DataStore> {
  if (opened?.for !== config().dataDir) opened = { for: config().dataDir, store: open() }
  return opened.store
}

/** The bytes of an upload, whole or not, and what the store keeps beside them. */
export async function removeBytes(titleId: string, uploadId: string): Promise<void> {
  const key = uploadKey(titleId, uploadId)
  const store = await uploadStore()
  await store.remove(key).catch(() => undefined)
  await Promise.all([key, `${key}.json`, `${key}.info`, `${key}.part`].map((one) => files().remove(one)))
}

async function open(): Promise<DataStore> {
  const { dataDir, S3_BUCKET, S3_REGION, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config()
  if (!S3_BUCKET) return new FileStore({ directory: `${dataDir}/files`, expirationPeriodInMilliseconds: uploadLifeMs * 4 })
  const { S3Store } = await import('@tus/s3-store')
  return new S3Store({
    expirationPeriodInMilliseconds: uploadLifeMs * 4,
    useTags: false,
    s3ClientConfig: {
      bucket: S3_BUCKET,
      region: S3_REGION,
      ...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT, forcePathStyle: true } : {}),
      credentials: { accessKeyId: S3_ACCESS_KEY_ID!, secretAccessKey: S3_SECRET_ACCESS_KEY! },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
  })
}
