// Whole processing of a 60 s film in 720p (probe, ffmpeg, encryption, storage, posters, storyboard, rows) against the same single ffmpeg command run by hand.
// Target: ≤ 1.05. `node bench/processing.ts [rounds]`: the two are run in turn, the best of each is compared.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readConfig, setConfig } from '#platform/config'
import { migrate } from '#platform/database/migrate'
import { closePool, openPool, pool } from '#platform/database/pool'
import { startPostgres } from '#platform/database/postgres'
import { migrateJobs, systemCtx } from '#platform/worker'
import { processTitle } from '#domains/media/actions/process-title.ts'
import { commandOf, foldersOf, type Plan } from '#domains/media/encoding/command.ts'
import { examine } from '#domains/media/encoding/examine.ts'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { runFfmpeg } from '#domains/media/encoding/run.ts'
import { sampleFilm } from '#domains/media/samples.ts'
import { seedTitle } from '#domains/media/seed.ts'

const rounds = Number(process.argv[2] ?? 2)
const folder = mkdtempSync(join(tmpdir(), 'griot-bench-'))
const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: join(folder, 'data'), MIN_FREE_BYTES: '0' })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
mkdirSync(read.config.dataDir, { recursive: true })
const server = await startPostgres(join(folder, 'postgres'), { careless: true })
try {
  await migrate(openPool(server.connection, 4))
  await migrateJobs()
  const tool = await ffmpeg()
  if (!tool) throw new Error('no ffmpeg here')
  const film = await sampleFilm(join(folder, 'film.mp4'), { size: '1280x720', seconds: 60, rate: '25', noise: true })
  const plan = await examine(tool, film, { minutes: 10 })
  const workspaceId = await aWorkspace()
  const whole: number[] = []
  const byHand: number[] = []
  for (let round = 1; round <= rounds; round++) {
    byHand.push(await commandByHand(tool.path, plan, film))
    whole.push(await wholeProcessing(workspaceId, film))
    console.log(`round ${round}: by hand ${byHand.at(-1)!.toFixed(1)} s, whole ${whole.at(-1)!.toFixed(1)} s`)
  }
  const ratio = Math.min(...whole) / Math.min(...byHand)
  console.log(`processing of 60 s in 720p: ${ratio.toFixed(3)} × the command by hand (target ≤ 1.05), ${cpus().length} cores`)
  process.exitCode = ratio <= 1.05 ? 0 : 1
} finally {
  await closePool()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function commandByHand(tool: string, plan: Plan, film: string): Promise<number> {
  const out = join(folder, 'by-hand')
  for (const name of foldersOf(plan)) mkdirSync(join(out, name), { recursive: true })
  const begun = performance.now()
  const ran = await runFfmpeg(tool, commandOf(plan, film, out), { limitMs: 600_000 })
  const seconds = (performance.now() - begun) / 1000
  if (!ran.ok) throw new Error(ran.errors)
  rmSync(out, { recursive: true })
  return seconds
}

async function wholeProcessing(workspaceId: string, film: string): Promise<number> {
  const titleId = await seedTitle(systemCtx(), workspaceId, 'Bench', film)
  const begun = performance.now()
  await processTitle(systemCtx(), titleId, new AbortController().signal)
  const seconds = (performance.now() - begun) / 1000
  const { rows } = await sql<{ state: string }>`select state from media.titles where id = ${titleId}`.execute(pool())
  if (rows[0]?.state !== 'ready') throw new Error(`the film is ${rows[0]?.state}`)
  return seconds
}

async function aWorkspace(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with person as (insert into identity.users (name, email, email_verified) values ('Bench', 'bench@griot.example', true) returning id),
      place as (insert into identity.workspaces (slug, name, kind, created_by) select 'bench', 'Bench', 'production', id from person returning id, kind, created_by),
      entry as (insert into identity.members (workspace_id, kind, user_id, role) select id, kind, created_by, 'owner' from place)
    select id from place`.execute(pool())
  return rows[0]!.id
}
