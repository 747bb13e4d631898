/**
 * An import of 50,000 rows in the background: seconds from its start to its end, the longest that a page of the list took meanwhile, and the ratio to the same records written by hand
 * in one statement a thousand (no matching, no history, no events).
 * Target: ≤ 60 s. Run: node bench/crm-import.ts [rows]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readConfig, setConfig } from '#platform/config'
import { migrate } from '#platform/database/migrate'
import { closePool, openPool, pool } from '#platform/database/pool'
import { startPostgres } from '#platform/database/postgres'
import { migrateJobs, systemCtx } from '#platform/worker'
import { startImport } from '../src/domains/crm/actions/import/edit.ts'
import { compareRecords } from '../src/domains/crm/actions/import/pairs.ts'
import { readFileOf } from '../src/domains/crm/actions/import/read.ts'
import { receiveImport } from '../src/domains/crm/actions/import/receive.ts'
import { runImport } from '../src/domains/crm/actions/import/run.ts'
import { listRows } from '../src/domains/crm/store/lists.ts'

const rows = Number(process.argv[2] ?? 50_000)
let state = 20_261_121
/** A fixed sequence: every run imports the same list. */
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const syllables = 'ba be bo da do fa ga ha ja ka ko la li lo ma mi mo na no pa ra ro sa so ta ti to va wa za zo nde mba ngo kwa tche'.split(' ')
const word = (): string => Array.from({ length: 2 + random(3) }, () => syllables[random(syllables.length)]).join('')
const list = (): string => {
  const lines = ['Artiste;Pays;Ville;E-mail;Téléphone;Instagram;Abonnés Instagram;Genres;Autoproduit;Commentaire']
  for (let at = 0; at < rows; at += 1) {
    const name = `${word()} ${word()}`
    const phone = random(3) ? '' : `+33 7 00 0${random(10)} ${String(random(100)).padStart(2, '0')} ${String(random(100)).padStart(2, '0')}`
    lines.push(
      [
        name,
        random(50) ? 'Togo' : 'Togoland',
        'Lomé',
        `${name.replace(' ', '.')}${at}@scene.example`,
        phone,
        `@${name.replace(' ', '')}${at}`,
        `${random(900) / 10}k`.replace('.', ','),
        'afrobeats, rap',
        'oui',
        '',
      ].join(';'),
    )
  }
  return `${lines.join('\n')}\n`
}

/** Seconds of processor that this process and a PostgreSQL have used so far: what they would take on a machine that does nothing else. In ticks of 10 ms (proc(5): utime, stime, those of ended children). */
function processor(postmaster: string): number {
  const ticks = readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return pid === postmaster ? fields.slice(11, 15) : fields[1] === postmaster ? fields.slice(11, 13) : []
    } catch {
      return []
    }
  })
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + ticks.reduce((all, one) => all + Number(one), 0) / 100
}

const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: mkdtempSync(join(tmpdir(), 'griot-bench-')) })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
process.env.LOG_LEVEL = 'fatal'
const server = await startPostgres(join(read.config.dataDir, 'pg'), { careless: true })
try {
  await migrate(openPool(server.connection, 6))
  await migrateJobs()
  const db = pool()
  const person = (await sql<{ id: string }>`insert into identity.users (name, email) values ('Bench', 'bench@griot.example') returning id`.execute(db)).rows[0]!.id
  const made = (slug: string) =>
    sql<{ id: string }>`insert into identity.workspaces (slug, name, kind, created_by) values (${slug}, 'Bench', 'agency', ${person}) returning id`.execute(db)
  const workspaceId = (await made('bench')).rows[0]!.id
  const plain = (await made('plain')).rows[0]!.id
  const membership = { workspaceId, kind: 'agency', name: 'Bench', slug: 'bench', role: 'owner', permissions: ['artists.view', 'artists.edit'] }
  const actor = {
    kind: 'person',
    id: person,
    name: 'Bench',
    email: 'bench@griot.example',
    emailVerified: true,
    lang: 'fr',
    staff: [],
    memberships: [membership],
    via: 'session',
    sessionId: person,
    scopes: null,
  }
  const ctx = { ...systemCtx(), actor: actor as unknown as ReturnType<typeof systemCtx>['actor'] }
  const path = join(read.config.dataDir, 'list.csv')
  writeFileSync(path, list())
  const { size } = statSync(path)

  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await work()
    return (performance.now() - begun) / 1_000
  }
  let id = ''
  const reading = await seconds(async () => {
    ;({ id } = await receiveImport(ctx, { workspaceId, kind: 'artist', name: 'list.csv', path, size }))
    await readFileOf(ctx, id)
  })
  await startImport(ctx, { id })
  const over = new AbortController()
  let longest = 0
  const looking = (async () => {
    while (!over.signal.aborted) {
      longest = Math.max(longest, await seconds(() => listRows(db, workspaceId, { filter: { kind: 'artist' }, sort: 'name', after: null, limit: 50 })))
      await new Promise((done) => setTimeout(done, 50))
    }
  })()
  const postmaster = readFileSync(join(read.config.dataDir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]!
  const spent = processor(postmaster)
  const importing = await seconds(() => runImport(ctx, { id }, { signal: new AbortController().signal, last: false }))
  const worked = processor(postmaster) - spent
  over.abort()
  await looking
  const comparing = await seconds(() => compareRecords(ctx, { workspaceId }))
  const { rows: figures } = await sql<{ created: number; failed: number; undecided: number; pairs: number }>`
    select i.created, i.failed, i.undecided, (select count(*)::int from crm.pairs) as pairs from crm.imports i where i.id = ${id}`.execute(db)
  const byHand = await seconds(async () => {
    for (let from = 0; from < rows; from += 1_000)
      await sql`insert into crm.records (workspace_id, kind, name, plain_name, email, phone, country, city, genres, self_produced, followers, audience, created_by)
        select ${plain}, 'artist', cells[1], lower(cells[1]), cells[4]::citext, nullif(cells[5], ''), 'TG', cells[3], array['afrobeats', 'rap'], true, number, '{}', ${person}
        from crm.import_rows where import_id = ${id} and number > ${from + 1} and number <= ${from + 1_001}`.execute(db)
  })
  const { created, failed, undecided, pairs } = figures[0]!
  console.log(
    `${rows} rows, ${(size / 2 ** 20).toFixed(1)} MB: read in ${reading.toFixed(1)} s, imported in ${importing.toFixed(1)} s, ${worked.toFixed(1)} s of one core (${created} made, ${undecided} to decide, ${failed} aside)`,
  )
  console.log(
    `compared in ${comparing.toFixed(1)} s (${pairs} pairs); the first page of the list meanwhile: ${(longest * 1_000).toFixed(0)} ms at most; heap ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
  )
  console.log(`import / records by hand (${byHand.toFixed(1)} s): ${(importing / byHand).toFixed(1)}   read and imported in ${(reading + importing).toFixed(1)} s (≤ 60)`)
} finally {
  await closePool()
  await server.stop()
  rmSync(read.config.dataDir, { recursive: true, force: true })
}
