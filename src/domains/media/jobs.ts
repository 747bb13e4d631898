import { files } from '#platform/files'
import { job, type Timed } from '#platform/jobs'
import { expireUploads } from './actions/expire-uploads.ts'
import { makeClip } from './actions/make-clip.ts'
import { processTitle } from './actions/process-title.ts'
import { recoverTitles } from './actions/recover-titles.ts'
import { removeVersion } from './actions/remove-version.ts'
import { tickets } from './queue.ts'

export const jobs = [
  job({ ...tickets.process, long: true, run: (ctx, { titleId }, attempt) => processTitle(ctx, titleId, attempt.signal) }),
  job({ ...tickets.makeClip, long: true, run: (ctx, { titleId }, attempt) => makeClip(ctx, titleId, attempt.signal) }),
  job({ ...tickets.removeVersion, run: removeVersion }),
  job({
    ...tickets.removeFiles,
    run: async (_ctx, { keys }) => {
      for (const key of keys) await files().remove(key)
    },
  }),
] as const

export const timed: readonly Timed[] = [
  { name: 'media.recoverTitles', cron: '* * * * *', run: (ctx) => recoverTitles(ctx) },
  { name: 'media.expireUploads', cron: '*/15 * * * *', run: expireUploads },
]
