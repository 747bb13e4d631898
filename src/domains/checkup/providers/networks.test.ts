import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clock, hour, minute } from '#platform/clock'
import { openDeezer } from '#tests/doors/deezer.ts'
import { openMusicbrainz } from '#tests/doors/musicbrainz.ts'
import type { NetworkDoor } from '#tests/doors/network-door.ts'
import { openSpotify, type SpotifyDoor } from '#tests/doors/spotify.ts'
import { openYoutube } from '#tests/doors/youtube.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { deezer } from './deezer.ts'
import { musicbrainz } from './musicbrainz.ts'
import { spotify } from './spotify.ts'
import { youtube } from './youtube.ts'

const doors = {} as Record<'deezer' | 'musicbrainz' | 'youtube', NetworkDoor> & { spotify: SpotifyDoor }
let house: TestHouse
beforeAll(async () => {
  const opened = await Promise.all([openDeezer(), openMusicbrainz(), openYoutube(), openSpotify()])
  Object.assign(doors, { deezer: opened[0], musicbrainz: opened[1], youtube: opened[2], spotify: opened[3] })
  const env = Object.assign({}, ...opened.map((door) => door.env)) as Record<string, string>
  house = await openHouse({ ...env, OUTGOING_ALLOW: opened.map(({ env: own }) => own.OUTGOING_ALLOW).join(',') })
})
afterAll(async () => {
  await house.close()
  await Promise.all(Object.values(doors).map((door) => door.close()))
})
afterEach(() => {
  clock.reset()
  for (const door of Object.values(doors)) {
    door.instead(null)
    door.calls.length = 0
  }
})

const busy = (network: string, seconds: number) => ({ kind: 'unavailable', code: 'checkup.networkBusy', params: { network, seconds } })
const absent = (network: string) => ({ kind: 'missing', code: 'checkup.notOnNetwork', params: { network } })

describe('every network', () => {
  const measures = { deezer: () => deezer.measure!('27'), youtube: () => youtube.measure!('@ama'), spotify: () => spotify.measure!('2mpeljBig2IXLXRAFO9AAs') }
  test.each(Object.entries(measures))('%s: 429, 500, a page instead of JSON and another shape are refusals, not failures', async (name, measure) => {
    await measure()
    const { instead } = doors[name as keyof typeof measures]
    instead({ status: 429, body: {}, headers: { 'retry-after': '31' } })
    await expect(measure()).rejects.toMatchObject(busy(name, 31))
    instead({ status: 429, body: {}, headers: { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } })
    await expect(measure()).rejects.toMatchObject(busy(name, 60))
    for (const odd of [
      { status: 500, body: {} },
      { status: 200, body: '<html>' },
      { status: 200, body: { id: 'x', items: 'y' } },
    ]) {
      instead(odd)
      await expect(measure(), JSON.stringify(odd)).rejects.toMatchObject({ kind: 'unavailable', code: 'checkup.networkUnavailable' })
    }
  })
})

describe('deezer', () => {
  test('fans and albums; what is absent is left out', async () => {
    expect((await deezer.measure!('27')).map(({ metric }) => metric)).toEqual(['followers', 'releases'])
    doors.deezer.instead({ status: 200, body: { id: 27, name: 'Ama' } })
    expect(await deezer.measure!('27')).toEqual([])
  })
  test('a failure that comes with 200: the quota waits, nobody is nobody, the rest is unavailable', async () => {
    const failure = (code: number) => doors.deezer.instead({ status: 200, body: { error: { type: 'Exception', message: 'x', code } } })
    failure(4)
    await expect(deezer.measure!('27')).rejects.toMatchObject(busy('deezer', 5))
    failure(600)
    await expect(deezer.measure!('27')).rejects.toMatchObject({ code: 'checkup.networkUnavailable' })
    doors.deezer.instead(null)
    await expect(deezer.measure!('9000000001')).rejects.toMatchObject(absent('deezer'))
    expect(await deezer.find!('introuvable')).toEqual([])
  })
  test('sixty questions at once keep to 50 in 5 seconds', async () => {
    const asked = await Promise.all(Array.from({ length: 60 }, (_, n) => deezer.measure!(String(n + 1))))
    expect(asked.every((told) => told.length === 2)).toBe(true)
    const at = doors.deezer.calls.map((call) => call.at)
    for (let place = 50; place < at.length; place += 1) expect(at[place]! - at[place - 50]!).toBeGreaterThanOrEqual(5_000)
  }, 20_000)
})

describe('musicbrainz', () => {
  test('three questions at once go out a second apart, with who asks', async () => {
    const found = await Promise.all(['Ama "Baobab" Sika', 'introuvable', 'Koffi'].map((name) => musicbrainz.find!(name)))
    expect(found.map((one) => one.length)).toEqual([2, 0, 2])
    expect(found[0]![0]).toMatchObject({ name: 'Ama "Baobab" Sika', followers: null })
    const at = doors.musicbrainz.calls.map((call) => call.at)
    for (let place = 1; place < at.length; place += 1) expect(at[place]! - at[place - 1]!).toBeGreaterThanOrEqual(1_000)
    expect(doors.musicbrainz.calls[0]!.headers['user-agent']).toBe('Griot/1.0 ( bonjour@griot.example )')
  })
  test('503 says when to come back', async () => {
    doors.musicbrainz.instead({ status: 503, body: { error: 'Your requests are exceeding the allowable rate limit.' }, headers: { 'retry-after': '1' } })
    await expect(musicbrainz.find!('Ama')).rejects.toMatchObject(busy('musicbrainz', 1))
    doors.musicbrainz.instead({ status: 503, body: {} })
    await expect(musicbrainz.find!('Ama')).rejects.toMatchObject(busy('musicbrainz', 60))
  })
  test('addresses of an artist: known networks and their own page; ended ones and the rest are left', async () => {
    const [one] = await musicbrainz.find!('Ama Sika')
    const links = await musicbrainz.links!(one!.identifier)
    expect(links.map(({ network }) => network)).toEqual(['website', 'instagram', 'facebook', 'youtube', 'deezer'])
    const fake = [
      { type: 'social network', url: { resource: 'https://instagram.com.evil.example/ama' } },
      { type: 'social network', url: { resource: 'not an address' } },
      { type: 'wikidata' },
    ]
    doors.musicbrainz.instead({ status: 200, body: { relations: fake } })
    expect(await musicbrainz.links!(one!.identifier)).toEqual([])
  })
})

describe('youtube', () => {
  test('texts become numbers; hidden subscribers are not zero; what is absent is left out', async () => {
    expect((await youtube.measure!('@ama')).every(({ value }) => Number.isInteger(value) && value > 0)).toBe(true)
    expect((await youtube.measure!('@cachee')).map(({ metric }) => metric)).toEqual(['views', 'releases'])
    doors.youtube.instead({ status: 200, body: { items: [{}] } })
    expect(await youtube.measure!('@ama')).toEqual([])
    doors.youtube.instead({ status: 200, body: { items: [{ statistics: { subscriberCount: '12x', viewCount: '7' } }] } })
    expect(await youtube.measure!('@ama')).toEqual([{ metric: 'views', value: 7 }])
  })
  test('a channel, a handle or an old name, each by its parameter; nobody is nobody; the key stays out of the address', async () => {
    for (const identifier of ['UC1234567890123456789012', '@ama', 'user/ama', 'c/ama']) await youtube.measure!(identifier)
    expect(doors.youtube.calls.map(({ path }) => path.split('&')[1])).toEqual(['id=UC1234567890123456789012', 'forHandle=%40ama', 'forUsername=ama', 'forHandle=%40ama'])
    expect(doors.youtube.calls.some(({ path }) => path.includes('key'))).toBe(false)
    await expect(youtube.measure!('@personne')).rejects.toMatchObject(absent('youtube'))
  })
  test('no quota left comes back in hours; a wrong key is a wrong key', async () => {
    const refused = (status: number, reason: string) => doors.youtube.instead({ status, body: { error: { code: status, message: reason, errors: [{ reason }] } } })
    refused(403, 'quotaExceeded')
    await expect(youtube.measure!('@ama')).rejects.toMatchObject(busy('youtube', 6 * 3_600))
    for (const [status, reason] of [
      [403, 'forbidden'],
      [400, 'keyInvalid'],
    ] as const) {
      refused(status, reason)
      await expect(youtube.measure!('@ama'), reason).rejects.toMatchObject({ code: 'checkup.networkKeyWrong' })
    }
  })
})

describe('spotify', () => {
  const id = '2mpeljBig2IXLXRAFO9AAs'
  const tokens = () => doors.spotify.calls.filter(({ path }) => path === '/api/token').length
  test('one token serves an hour; after it, or when it ends before, another is asked for', async () => {
    clock.travel(2 * hour)
    await spotify.measure!(id)
    await spotify.measure!(id)
    expect(tokens()).toBe(1)
    clock.travel(59 * minute + 1_000)
    await spotify.measure!(id)
    expect(tokens()).toBe(2)
    doors.spotify.endTokens()
    expect(await spotify.measure!(id)).toHaveLength(1)
    expect(tokens()).toBe(3)
  })
  test('a token that is refused twice is a wrong key, and no third is asked for', async () => {
    await spotify.measure!(id)
    doors.spotify.calls.length = 0
    doors.spotify.instead({ status: 401, body: { error: { status: 401, message: 'Invalid access token' } } })
    await expect(spotify.measure!(id)).rejects.toMatchObject({ code: 'checkup.networkKeyWrong' })
    expect(doors.spotify.calls).toHaveLength(2)
  })
  test('followers that are absent or null tell nothing; an id of another shape is nobody', async () => {
    await spotify.measure!(id)
    for (const more of [{}, { followers: null }, { followers: { href: null, total: null } }]) {
      doors.spotify.instead({ status: 200, body: { id, name: 'Ama', ...more } })
      expect(await spotify.measure!(id)).toEqual([])
    }
    doors.spotify.instead(null)
    await expect(spotify.measure!('ama')).rejects.toMatchObject(absent('spotify'))
    expect((await spotify.find!('Ama')).map(({ name }) => name)).toEqual(['Ama', 'Ama Sound'])
  })
})
