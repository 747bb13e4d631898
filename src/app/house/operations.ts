import { z } from 'zod'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { clock, minute } from '#platform/clock'
import { config } from '#platform/config'
import { files } from '#platform/files'
import { ready } from '#platform/http/health'
import { readMailbox } from '#platform/mail'
import { anyone, id, instant, query } from '#platform/operation'
import { Refusal } from '#platform/refusal'
import { jobsNow } from '#platform/worker'
import { sandboxOperations } from './sandbox.ts'
import { searchOperations } from './search.ts'

const state = z.enum(['good', 'slow', 'down'])
const status = z
  .object({ state, at: instant, parts: z.array(z.object({ part: z.enum(['web', 'database', 'jobs', 'files', 'video']), state })), jobsWaiting: z.int(), workers: z.int() })
  .meta({ id: 'Status', description: 'What works now.' })
const letter = z
  .object({ id, channel: z.enum(['mail', 'sms']), recipient: z.string(), subject: z.string(), text: z.string(), hasHtml: z.boolean(), at: instant })
  .meta({ id: 'KeptMessage' })
type Status = z.input<typeof status>
type State = z.infer<typeof state>

/** What belongs to no room. */
export const operations = {
  ...sandboxOperations,
  ...searchOperations,
  getStatus: query({
    summary: 'What works now: pages, database, jobs, files, video',
    route: 'GET /status',
    who: anyone,
    input: z.object({}),
    output: status,
    cache: 'public, max-age=10',
    perMinute: 60,
    run: () => look(),
  }),
  listMailbox: query({
    summary: 'Mails and SMS that a demo keeps instead of sending them; there is no such place outside a demo',
    route: 'GET /mailbox',
    who: anyone,
    input: z.object({ recipient: z.string().max(320).optional(), limit: z.int().min(1).max(100).default(30) }),
    output: z.object({ items: z.array(letter) }),
    run: async (ctx, { recipient, limit }) => {
      if (!config().demo) throw new Refusal('missing', 'platform.missing')
      return { items: await readMailbox(ctx.db, recipient, limit) }
    },
  }),
}

const slowAfter = 500
const keptFor = 10_000
let kept: { until: number; status: Promise<Status> } | undefined

/** One look serves everyone for ten seconds: asking often costs nothing. */
function look(): Promise<Status> {
  const now = clock.now().getTime()
  if (!kept || kept.until < now) kept = { until: now + keptFor, status: lookNow() }
  return kept.status
}

async function lookNow(): Promise<Status> {
  const [database, jobs, storage, video] = await Promise.all([
    timed(async () => (await ready()).database),
    jobsNow().catch(() => ({ workers: 0, waiting: 0, oldestSeconds: 0 })),
    timed(filesWork),
    ffmpeg().then(
      (found) => found !== null,
      () => false,
    ),
  ])
  const working: State = jobs.workers === 0 ? 'down' : jobs.oldestSeconds * 1000 > 5 * minute ? 'slow' : 'good'
  const parts: Status['parts'] = [
    { part: 'web', state: 'good' },
    { part: 'database', state: database },
    { part: 'jobs', state: working },
    { part: 'files', state: storage },
    { part: 'video', state: video ? 'good' : 'down' },
  ]
  return { state: worst(parts.map((one) => one.state)), at: clock.now(), parts, jobsWaiting: jobs.waiting, workers: jobs.workers }
}

const worst = (states: readonly State[]): State => (['down', 'slow', 'good'] as const).find((one) => states.includes(one)) ?? 'good'

async function timed(works: () => Promise<boolean>): Promise<State> {
  const begun = performance.now()
  const good = await works().catch(() => false)
  if (!good) return 'down'
  return performance.now() - begun > slowAfter ? 'slow' : 'good'
}

/** Writes a few bytes, sees them, takes them away. */
async function filesWork(): Promise<boolean> {
  const key = `status/${process.pid}`
  await files().put(key, Buffer.from('ok'), 'text/plain')
  const seen = await files().stat(key)
  await files().remove(key)
  return seen?.size === 2
}
