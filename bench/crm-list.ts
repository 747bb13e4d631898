/**
 * The agency's lists and sheets with 100,000 artists and 1,000,000 interactions. Prints the median and the 95th percentile of a page, through the operation with every check,
 * and as a ratio to a hand-written SELECT of the same page in the same run. Aim: a list with filter and sort p95 ≤ 50 ms, a sheet with its history p95 ≤ 60 ms.
 * Run: node bench/crm-list.ts [artists] [interactions] [questions]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Person } from '#platform/actor'
import { readConfig, setConfig } from '#platform/config'
import { migrate } from '#platform/database/migrate'
import { closePool, openPool, pool } from '#platform/database/pool'
import { startPostgres } from '#platform/database/postgres'
import { invoke } from '#platform/invoke'
import type { Operation } from '#platform/operation'
import { migrateJobs, systemCtx } from '#platform/worker'
import { operations } from '../src/domains/crm/operations.ts'
import { insertRecords, type NewRecord } from '../src/domains/crm/store/records.ts'
import { makePerson, makeWorkspace } from '../src/domains/identity/seed.ts'

const [artists = 100_000, interactions = 1_000_000, questions = 200] = process.argv.slice(2).map(Number)

let state = 20_261_121
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const one = <T>(list: readonly T[]): T => list[random(list.length)]!

const words = ['Baobab', 'Lune', 'Sahel', 'Nuit', 'Or', 'Fleuve', 'Vent', 'Kora', 'Soleil', 'Rouge', 'Maré', 'Tambour', 'Étoile', 'Brume', 'Cendre', 'Palmier', 'Tigre', 'Ville']
const tags = Array.from({ length: 40 }, (_, n) => `tag ${n}`)
const countries = ['TG', 'SN', 'ML', 'CI', 'FR', 'BE', 'GH', 'NG', 'CM', 'BJ']

function artist(n: number, owners: readonly string[]): NewRecord {
  return {
    kind: 'artist',
    name: `${one(words)} ${one(words)} ${n}`,
    country: one(countries),
    email: n % 3 ? `a${n}@artiste.example` : null,
    tags: [one(tags), one(tags)],
    genres: [one(words)],
    selfProduced: n % 4 !== 0,
    hasTeam: n % 7 === 0,
    ownerId: one(owners),
    audience: n % 9 ? { instagram: { followers: random(30_000), engagement: 300, at: '2026-11-01' } } : {},
    createdAt: new Date(Date.UTC(2026, 0, 1) + random(300) * 86_400_000),
  }
}

async function clock(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

async function times(run: (n: number) => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  for (let n = 0; n < 20; n += 1) await run(n)
  const all: number[] = []
  for (let n = 0; n < questions; n += 1) all.push(await clock(() => run(n)))
  all.sort((a, b) => a - b)
  return { p50: all[Math.floor(all.length / 2)]!, p95: all[Math.floor(all.length * 0.95)]! }
}

const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: mkdtempSync(join(tmpdir(), 'griot-bench-')) })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
process.env.LOG_LEVEL = 'fatal'
const server = await startPostgres(join(read.config.dataDir, 'pg'), { careless: true })
try {
  await migrate(openPool(server.connection, 4))
  await migrateJobs()
  const db = pool()
  const [mariam, julien] = [await makePerson(db, { name: 'Mariam' }), await makePerson(db, { name: 'Julien' })]
  const { id: workspaceId } = await makeWorkspace(db, { name: 'Nyala', kind: 'agency', owner: mariam.id, members: { [julien.id]: 'editor' } })
  const { rows: permissions } = await sql<{ permission: string }>`select permission from identity.role_permissions where kind = 'agency' and role = 'owner'`.execute(db)
  const actor = {
    kind: 'person',
    id: mariam.id,
    name: 'Mariam',
    email: '',
    emailVerified: true,
    lang: 'fr',
    staff: [],
    via: 'session',
    sessionId: '',
    scopes: null,
    memberships: [{ workspaceId, name: 'Nyala', slug: 'nyala', kind: 'agency', role: 'owner', permissions: permissions.map(({ permission }) => permission) }],
  } satisfies Person
  const ctx = { ...systemCtx(), actor }
  const call = <T>(name: keyof typeof operations, input: object) => invoke(ctx, { name: `crm.${name}`, operation: operations[name] as unknown as Operation, input }) as Promise<T>

  const begun = performance.now()
  const ids: string[] = []
  for (let from = 0; from < artists; from += 5_000)
    ids.push(
      ...(await insertRecords(
        db,
        workspaceId,
        Array.from({ length: Math.min(5_000, artists - from) }, (_, n) => artist(from + n, [mariam.id, julien.id])),
      )),
    )
  const seconds = (performance.now() - begun) / 1_000
  console.log(`${artists} artists written in ${seconds.toFixed(1)} s (${Math.round(artists / seconds)} a second)`)
  await sql`
    insert into crm.happenings (workspace_id, record_id, kind, interaction, direction, body, actor_id, at)
    select ${workspaceId}::uuid, (${ids}::uuid[])[1 + (n * 7919::bigint) % ${ids.length}::int], 'crm.timeline.call', 'call', 'out', 'Rappelé, écoute le nouveau titre et répond avant vendredi.', ${mariam.id}::uuid, now() - make_interval(mins => n)
    from generate_series(1, ${interactions}::int) n`.execute(db)
  await sql`update crm.records r set last_contact_at = h.at, score = abs(hashtext(r.id::text)) % 1000 / 10.0 from (select record_id, max(at) as at from crm.happenings group by record_id) h where h.record_id = r.id`.execute(
    db,
  )
  await sql`vacuum analyze crm.records`.execute(db)
  await sql`vacuum analyze crm.happenings`.execute(db)

  const lists: Readonly<Record<string, (n: number) => object>> = {
    'by name': () => ({}),
    'by followers': () => ({ sort: 'followers' }),
    'by last contact, first the silent': () => ({ sort: 'lastContact', direction: 'up' }),
    'by score': () => ({ sort: 'score' }),
    'by stage': () => ({ sort: 'stage' }),
    'by change': () => ({ sort: 'updated' }),
    'tag + owner, by followers': (n) => ({ tags: [tags[n % tags.length]], owner: 'me', sort: 'followers' }),
    'on target in two countries, by score': (n) => ({ target: 'yes', country: [countries[n % 10], countries[(n + 3) % 10]], sort: 'score' }),
    'followers 1,000–15,000, by last contact': () => ({ followersFrom: 1_000, followersTo: 15_000, sort: 'lastContact' }),
    'a name by its middle': (n) => ({ q: words[n % words.length]!.slice(1, 5) }),
    'a rare name': (n) => ({ q: `${n}77` }),
    'silent for 600 days (nobody), by name': () => ({ silentDays: 600 }),
  }
  const bare = await times((n) =>
    sql`select * from crm.records where workspace_id = ${workspaceId}::uuid and kind = 'artist' and removed_at is null and tags @> array[${tags[n % tags.length]!}::text] order by followers desc nulls last, id desc limit 51`.execute(
      db,
    ),
  )
  console.log(`hand-written page with a tag, by followers      p50 ${bare.p50.toFixed(1)} ms   p95 ${bare.p95.toFixed(1)} ms`)
  let worst = 0
  for (const [name, input] of Object.entries(lists)) {
    const measured = await times((n) => call('listArtists', { limit: 50, ...input(n) }))
    worst = Math.max(worst, measured.p95)
    console.log(`list ${name.padEnd(42)} p50 ${measured.p50.toFixed(1)} ms   p95 ${measured.p95.toFixed(1)} ms   ×${(measured.p95 / bare.p95).toFixed(1)}`)
  }
  const deep = await times(async () => {
    let after: string | undefined
    for (let page = 0; page < 5; page += 1) after = (await call<{ next: string | null }>('listArtists', { sort: 'followers', limit: 100, after })).next ?? undefined
  })
  console.log(`five pages of 100 one after the other           p50 ${deep.p50.toFixed(1)} ms   p95 ${deep.p95.toFixed(1)} ms`)
  const plain = await times((n) => sql`select * from crm.records where id = ${ids[(n * 31) % ids.length]!}::uuid`.execute(db))
  const sheet = await times((n) => Promise.all([call('getArtist', { id: ids[(n * 31) % ids.length] }), call('getTimeline', { id: ids[(n * 31) % ids.length] })]))
  console.log(
    `sheet with its history                          p50 ${sheet.p50.toFixed(1)} ms   p95 ${sheet.p95.toFixed(1)} ms   ×${(sheet.p95 / plain.p95).toFixed(1)} of the bare row`,
  )
  const found = await times((n) => call('searchRecords', { q: `${words[n % words.length]} ${words[(n * 7) % words.length]!.slice(0, 4)}` }))
  console.log(`search of the palette                           p50 ${found.p50.toFixed(1)} ms   p95 ${found.p95.toFixed(1)} ms`)
  console.log(worst <= 50 && sheet.p95 <= 60 ? 'within the aim' : 'NOT within the aim')
} finally {
  await closePool()
  await server.stop()
  rmSync(read.config.dataDir, { recursive: true, force: true })
}
