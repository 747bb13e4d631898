import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { sampleFilm } from '#domains/media/samples.ts'
import { seedTitle } from '#domains/media/seed.ts'
import type { Person } from '#platform/actor'
import { clock, hour, minute, second } from '#platform/clock'
import type { Refusal } from '#platform/refusal'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let director: Person
const folder = mkdtempSync(join(tmpdir(), 'griot-watch-'))
const films = { open: { id: '', slug: '', titleId: '' }, other: { id: '', slug: '', titleId: '' }, draft: { id: '', slug: '', titleId: '' } }

interface Started {
  id: string
  token: string
  manifest: string
  key: string
  durationMs: number
  resumeAtMs: number
  remembered: boolean
  next: { slug: string } | null
  stage: { base: string; rungs: { name: string; kind: string; bytesPerMinute: number }[]; tickets: Record<string, string>; timelines: unknown[] }
}

/** Three films: two published, one still a draft, all with a real video made by the real processing. */
beforeAll(async () => {
  house = await openHouse()
  director = await house.person({ name: 'Safi Faye' })
  const workspaceId = await house.workspace(director)
  const path = await sampleFilm(join(folder, 'film.mp4'), { size: '426x240', seconds: 9 })
  for (const [name, film] of Object.entries(films)) {
    Object.assign(film, await house.call<{ id: string; slug: string }>(director, 'cinema.createFilm', { workspaceId, originalTitle: `Mossane ${name}` }))
    film.titleId = await seedTitle(house.ctx(director), workspaceId, name, path, [], director.id)
    await house.call(director, 'cinema.setFilmVideo', { id: film.id, titleId: film.titleId })
    if (name !== 'draft') await sql`update cinema.films set state = 'published' where id = ${film.id}`.execute(house.db)
  }
  // One title is processed at a time: those that found the place taken come back a little later.
  for (let round = 0; round < 20 && (await waiting()) > 0; round += 1) {
    await house.runJobs()
    await sql`update graphile_worker._private_jobs set run_at = now() where run_at > now()`.execute(house.db)
  }
}, 120_000)

const waiting = async () => (await sql<{ n: number }>`select count(*)::int as n from media.titles where state <> 'ready'`.execute(house.db)).rows[0]!.n

afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = (person: Person, film = films.open.slug, more: object = {}): Promise<Started> => house.call(person, 'playback.startWatching', { film, ...more })
const beat = (person: Person, token: string, positionMs: number): Promise<{ state: string; endedBy: string | null }> =>
  house.call(person, 'playback.beatWatching', { token, positionMs })
const refusal = (promise: Promise<unknown>): Promise<Refusal> =>
  promise.then(
    () => {
      throw new Error('was not refused')
    },
    (error: Refusal) => error,
  )

/** An account known over HTTP by a personal key. */
async function bearer(person: Person): Promise<Record<string, string>> {
  const { secret } = await house.call<{ secret: string }>(person, 'identity.createKey', { name: 'test', scopes: ['playback:read', 'playback:write'] })
  return { authorization: `Bearer ${secret}` }
}

async function guest(film = films.open.slug): Promise<{ session: Started; headers: Record<string, string> }> {
  const answer = await house.app.inject({ method: 'POST', url: '/api/v1/playback/sessions', payload: { film } })
  expect(answer.statusCode).toBe(201)
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!
  return { session: answer.json<Started>(), headers: { cookie } }
}

const get = (url: string, headers: Record<string, string> = {}) => house.app.inject({ method: 'GET', url, headers })

describe('a watching session', () => {
  test('gives a visitor without an account everything a player needs, with what each quality weighs', async () => {
    const { session } = await guest()
    expect(session.stage.rungs.map((r) => r.name)).toEqual(expect.arrayContaining(['a0-32', 'v144', 'v240']))
    expect(session.stage.rungs.every((r) => r.bytesPerMinute > 0)).toBe(true)
    expect(session.durationMs).toBeGreaterThan(8_000)
    expect(session.resumeAtMs).toBe(0)
    expect(session.next?.slug).toBe(films.other.slug)
  })

  test('is not given for a draft, except to its makers and to reviewers', async () => {
    const stranger = await house.person()
    expect((await refusal(start(stranger, films.draft.slug))).code).toBe('playback.noSuchFilm')
    expect((await house.app.inject({ method: 'POST', url: '/api/v1/playback/sessions', payload: { film: films.draft.slug } })).statusCode).toBe(404)
    expect((await start(director, films.draft.slug)).token).toBeTruthy()
    expect((await start(await house.person({ staff: ['reviewer'] }), films.draft.slug)).token).toBeTruthy()
  })

  test('its playlists and key are for its viewer only, and only while the lease lives', async () => {
    const { session, headers } = await guest()
    const other = await guest()
    expect((await get(session.manifest, headers)).statusCode).toBe(200)
    expect((await get(session.key, headers)).rawPayload).toHaveLength(16)
    for (const foreign of [{}, other.headers, await bearer(await house.person())]) {
      expect((await get(session.key, foreign)).statusCode).toBe(403)
      expect((await get(session.manifest, foreign)).statusCode).toBe(403)
    }
    clock.travel(61 * second)
    expect((await get(session.key, headers)).statusCode).toBe(410)
    expect((await get(session.manifest, headers)).statusCode).toBe(410)
    // A player that was only silent comes back by its heartbeat.
    await house.app.inject({ method: 'POST', url: `/api/v1/playback/sessions/${session.token}/beats`, headers, payload: { positionMs: 1_000 } })
    expect((await get(session.key, headers)).statusCode).toBe(200)
    await house.app.inject({ method: 'POST', url: `/api/v1/playback/sessions/${session.token}/end`, headers, payload: {} })
    expect((await get(session.key, headers)).statusCode).toBe(410)
  })

  test('plays in a player that is not ours: ffmpeg opens the manifest, fetches the key and decodes every frame', async () => {
    const address = await house.listen()
    const { session, headers } = await guest()
    const tool = (await ffmpeg())!
    const args = ['-v', 'error', '-headers', `Cookie: ${headers.cookie}\r\n`, '-i', address + session.manifest, '-map', '0:v:0', '-map', '0:a:0', '-f', 'framecrc', '-']
    const { stdout, stderr } = await promisify(execFile)(tool.path, args, { maxBuffer: 1e8 })
    expect(stderr).toBe('')
    const frames = stdout.split('\n').filter((line) => line.startsWith('0,')).length
    expect(frames).toBeGreaterThanOrEqual(24 * 9 - 2)
    await expect(promisify(execFile)(tool.path, ['-v', 'error', '-i', address + session.manifest, '-f', 'null', '-'])).rejects.toThrow('403')
  })
})

describe('segments', () => {
  const url = (session: Started, rung = 'v144', file = '0.m4s', ticket = session.stage.tickets[rung]!) => `${session.stage.base}/${rung}/${file}?${ticket}`

  test('are the same address for everyone, kept by caches, served in ranges, unreadable without the key', async () => {
    const [one, two] = [await guest(), await guest()]
    expect(url(one.session)).toBe(url(two.session))
    const whole = await get(url(one.session))
    expect(whole.statusCode).toBe(200)
    expect(whole.headers['cache-control']).toMatch(/^public, max-age=\d{5}, immutable$/)
    expect(whole.headers['set-cookie']).toBeUndefined()
    expect(whole.rawPayload.includes('moof')).toBe(false)
    const part = await get(url(one.session), { range: 'bytes=10-19' })
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, `bytes 10-19/${whole.rawPayload.length}`])
    expect(part.rawPayload.equals(whole.rawPayload.subarray(10, 20))).toBe(true)
    expect((await get(url(one.session), { range: 'bytes=99999999-' })).statusCode).toBe(416)
  })

  test('are refused when anything in the address was changed, or when it is too old', async () => {
    const { session } = await guest()
    const [e, s] = [/e=(\d+)/.exec(session.stage.tickets.v144!)![1]!, /s=(.+)/.exec(session.stage.tickets.v144!)![1]!]
    const changed = [
      url(session, 'v240', '0.m4s', session.stage.tickets.v144),
      url(session, 'v144', '0.m4s', `e=${Number(e) + 3600}&s=${s}`),
      url(session, 'v144', '0.m4s', `e=${e}&s=${s.slice(0, -1)}${s.endsWith('A') ? 'B' : 'A'}`),
      url(session, 'v144', '0.m4s', ''),
      url(session, 'v144', '..%2f..%2fkey'),
    ]
    for (const address of changed) expect([address, (await get(address)).statusCode]).toEqual([address, 403])
    expect((await get(url(session, 'v144', '99.m4s'))).statusCode).toBe(404)
    clock.travel(13 * hour)
    expect((await get(url(session))).statusCode).toBe(403)
  })
})

describe('the limit of an account', () => {
  test('two devices watch; the third chooses which one ends, and that one is told', async () => {
    const awa = await house.person()
    const first = await start(awa, films.open.slug, { device: 'Téléphone' })
    await start(awa, films.other.slug, { device: 'Télévision' })
    const refused = await refusal(start(awa, films.open.slug, { device: 'Tablette' }))
    expect([refused.kind, refused.code, refused.params.limit]).toEqual(['conflict', 'playback.tooManySessions', 2])
    const live = await house.call<{ limit: number; items: { id: string; device: string; film: { title: string } }[] }>(awa, 'playback.listWatching')
    expect(live.items.map((s) => `${s.device}: ${s.film.title}`).toSorted()).toEqual(['Téléphone: Mossane open', 'Télévision: Mossane other'])
    const third = await start(awa, films.open.slug, { device: 'Tablette', ending: first.id })
    expect(await beat(awa, first.token, 2_000)).toMatchObject({ state: 'ended', endedBy: 'device' })
    expect(await beat(awa, third.token, 2_000)).toMatchObject({ state: 'live' })
    const { rows } = await sql<{ data: object }>`select data from platform.stream where topic = ${`watching:${first.id}`}`.execute(house.db)
    expect(rows).toEqual([{ data: { endedBy: 'device' } }])
  })

  test('ten starts at once give two sessions, never three', async () => {
    const awa = await house.person()
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => start(awa)))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(2)
    expect(results.filter((r) => r.status === 'rejected').map((r) => (r.reason as Refusal).code)).toEqual(Array(8).fill('playback.tooManySessions'))
  })

  test('a silent player gives its place back by itself, and learns it when it wakes', async () => {
    const awa = await house.person()
    const [one] = [await start(awa), await start(awa)]
    clock.travel(61 * second)
    const third = await start(awa)
    expect(await beat(awa, third.token, 0)).toMatchObject({ state: 'live' })
    expect(await beat(awa, one.token, 0)).toMatchObject({ state: 'ended', endedBy: 'lapse' })
  })

  test('nobody ends or sees the session of another', async () => {
    const [awa, kofi] = [await house.person(), await house.person()]
    const session = await start(awa)
    expect((await refusal(house.call(kofi, 'playback.endWatching', { id: session.id }))).kind).toBe('missing')
    expect((await refusal(start(kofi, films.open.slug, { ending: session.id }))).kind).toBe('missing')
    expect((await refusal(beat(kofi, session.token, 0))).kind).toBe('missing')
    await house.call(awa, 'playback.endWatching', { id: session.id })
    expect(await beat(awa, session.token, 0)).toMatchObject({ endedBy: 'device' })
  })
})

describe('what is remembered', () => {
  test('a film left on one device is taken up on another; a finished one begins anew', async () => {
    const awa = await house.person()
    await sql`update playback.sessions set duration_ms = 3600000`.execute(house.db)
    const phone = await start(awa)
    await sql`update playback.sessions set duration_ms = 3600000 where id = ${phone.id}`.execute(house.db)
    await beat(awa, phone.token, 1_200_000)
    expect((await start(awa)).resumeAtMs).toBe(1_197_000)
    const { items } = await house.call<{ items: { film: { slug: string }; positionMs: number }[] }>(awa, 'playback.continueWatching')
    expect(items.map((i) => [i.film.slug, i.positionMs])).toEqual([[films.open.slug, 1_200_000]])
    await beat(awa, phone.token, 3_590_000)
    const again = await house.call<{ progress: { finished: boolean; resumeAtMs: number } }>(awa, 'playback.filmProgress', { slug: films.open.slug })
    expect(again.progress).toMatchObject({ finished: true, resumeAtMs: 0 })
    expect((await house.call<{ items: unknown[] }>(awa, 'playback.continueWatching')).items).toEqual([])
  })

  test('nothing while the history is paused; one film or all of it can be erased', async () => {
    const awa = await house.person()
    const [one, two] = [await start(awa), await start(awa, films.other.slug)]
    await house.call(awa, 'playback.setHistory', { paused: true })
    await beat(awa, one.token, 4_000)
    const read = () => house.call<{ items: { film: { id: string } }[] }>(awa, 'playback.listHistory')
    expect((await read()).items).toEqual([])
    await house.call(awa, 'playback.setHistory', { paused: false })
    for (const session of [one, two]) await beat(awa, session.token, 5_000)
    expect((await read()).items.map((i) => i.film.id).toSorted()).toEqual([films.open.id, films.other.id].toSorted())
    await house.call(awa, 'playback.forgetFilm', { filmId: films.open.id })
    expect((await read()).items.map((i) => i.film.id)).toEqual([films.other.id])
    expect(await house.call(awa, 'playback.clearHistory')).toEqual({ erased: 1 })
    expect((await read()).items).toEqual([])
  })

  test('a view counts once a viewer, film and day, and only for time really watched', async () => {
    const viewsOf = async () => (await sql<{ views: number }>`select count(*)::int as views from playback.views where film_id = ${films.other.id}`.execute(house.db)).rows[0]!.views
    const before = await viewsOf()
    const awa = await house.person()
    const session = await start(awa, films.other.slug)
    await beat(awa, session.token, 9_000)
    expect(await viewsOf()).toBe(before)
    clock.travel(20 * second)
    await beat(awa, session.token, 0)
    clock.travel(20 * second)
    await beat(awa, session.token, 9_000)
    expect(await viewsOf()).toBe(before + 1)
    const again = await start(awa, films.other.slug)
    clock.travel(20 * second)
    await beat(awa, again.token, 9_000)
    expect(await viewsOf()).toBe(before + 1)
    await house.runJobs()
    const { rows } = await sql<{ views: number }>`select views from cinema.films where id = ${films.other.id}`.execute(house.db)
    expect(rows[0]!.views).toBe(await viewsOf())
    const most = await house.call<{ items: { film: { slug: string }; views: number }[] }>(house.nobody, 'playback.mostWatched', {})
    expect(most.items[0]).toMatchObject({ film: { slug: films.other.slug } })
  })

  test('a maker looking at the own film is not a view, but learns how others received it', async () => {
    const mine = await start(director)
    clock.travel(20 * second)
    await beat(director, mine.token, 9_000)
    const { rows } = await sql<{ viewer: string }>`select viewer from playback.views where viewer = ${`account:${director.id}`}`.execute(house.db)
    expect(rows).toEqual([])
    const awa = await house.person()
    const session = await start(awa)
    await house.call(awa, 'playback.recordExperience', {
      token: session.token,
      events: [
        { kind: 'start', value: 1800 },
        { kind: 'stall', value: 900, rung: 'v144' },
      ],
    })
    const quality = await house.call<{ startMedianMs: number; stalls: number }>(director, 'playback.filmQuality', { slug: films.open.slug })
    expect(quality).toMatchObject({ startMedianMs: 1800, stalls: 1 })
    expect((await refusal(house.call(awa, 'playback.filmQuality', { slug: films.open.slug }))).kind).toBe('missing')
    expect(minute).toBe(60_000)
  })
})
