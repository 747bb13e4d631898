import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allJobs, allOperations, rooms } from '#app/domains.ts'
import { work } from '#app/process.ts'
import { eventTypes } from '#domains/webhooks/types.ts'
import { criteria } from '#domains/checkup/rules/grid/criteria.ts'
import { dictionary as english } from '#app/texts.en.ts'
import { dictionary as french } from '#app/texts.fr.ts'
import { reactTask } from '#platform/events'
import { typographic } from '#platform/text'
import { argumentsOf, bareWords, mentions, speakers } from './architecture/sentences.ts'
import { roomNames } from './architecture/source.ts'

const files = speakers()
const names = Object.keys(french)
const sentences = new Set(Object.entries(french).flatMap(([room, texts]) => Object.keys(texts).map((key) => `${room}.${key}`)))
/** What is also written `room.word` without being a sentence. */
const others = new Set([
  reactTask,
  ...allOperations().keys(),
  ...[...work.jobs, ...work.timed, ...allJobs(), ...rooms.flatMap((room) => room.reactions ?? []), ...rooms.flatMap((room) => room.retentions ?? [])].map((one) => one.name),
  // Permissions of the room of outreach.
  'outreach.send',
  'outreach.manage',
  ...eventTypes,
  // Events that rooms hear, and criteria of check-ups (`identity.look`).
  ...rooms.flatMap((room) => room.reactions ?? []).map(({ on }) => on),
  ...criteria.map(({ key }) => key),
  // Kinds of notices: `cinema.published` speaks by `cinema.notice.published.title`.
  ...[...sentences].flatMap((key) => (/^\w+\.notice\.\w+\.title$/.test(key) ? [key.replace('.notice.', '.').replace('.title', '')] : [])),
  ...[...readFileSync('db/schema.sql', 'utf8').matchAll(/^create (?:table|function|view) (\w+\.\w+)/gm)].map(([, name = '']) => name),
])
/** `api.fedapay.com` begins as a key of the room `api` would, `checkup.typ` as one of `checkup`. */
const isHost = (key: string): boolean => /\.(com|io|org|typ)$/.test(key)
const none: string[] = []
/** The words a reader sees, without the grammar of the message. */
const words = (message: string): string[] =>
  message
    .replace(/\b(plural|select|one|other|many)\b|[=#{},]|\d+/g, ' ')
    .split(/\s+/)
    .filter(Boolean)

test('every room that has texts is in the dictionary', () => {
  for (const room of roomNames()) if (existsSync(`src/domains/${room}/texts.fr.ts`)) expect(names, room).toContain(room)
  expect(names.length).toBeGreaterThanOrEqual(7)
  expect(sentences.size).toBeGreaterThan(400)
})

test('both languages have the same keys', () => {
  expect(Object.keys(english).toSorted()).toEqual(names.toSorted())
  for (const room of names) expect(Object.keys(english[room] ?? {}).toSorted(), room).toEqual(Object.keys(french[room] ?? {}).toSorted())
})

test('every message compiles, with the same arguments in both languages', () => {
  for (const [room, texts] of Object.entries(french)) {
    for (const [key, message] of Object.entries(texts)) {
      expect(argumentsOf(english[room]?.[key] ?? '', 'en-GB'), `${room}.${key}`).toEqual(argumentsOf(typographic('fr', message), 'fr-FR'))
    }
  }
})

test('no sentence is empty, and none is left in the other language', () => {
  for (const [room, texts] of Object.entries(french)) for (const [key, message] of Object.entries(texts)) expect(message.trim(), `${room}.${key}`).not.toBe('')
  const same = [...sentences].filter((key) => {
    const dot = key.indexOf('.')
    const message = french[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? ''
    return message === english[key.slice(0, dot)]?.[key.slice(dot + 1)] && words(message).length > 3
  })
  expect(same).toEqual(none)
})

test('every key written in the code exists', () => {
  const all = files.flatMap(({ path, text }) => mentions(path, text, names))
  expect(all.length).toBeGreaterThan(800)
  const unknown = all.filter(({ key, must, open }) => {
    if (open) return ![...sentences].some((s) => s.startsWith(key) && s !== key) && (must || ![...others].some((o) => o.startsWith(key)))
    return !sentences.has(key) && !isHost(key) && (must || !others.has(key))
  })
  expect(unknown.map(({ where, key }) => `${where} ${key}`)).toEqual(none)
})

test('screens say nothing that is not in the texts', () => {
  const screens = files.filter(({ path }) => path.endsWith('.tsx'))
  expect(screens.length).toBeGreaterThan(60)
  expect(screens.flatMap(({ path, text }) => bareWords(path, text))).toEqual(none)
})

test('the checks see what is planted', () => {
  expect(mentions('x.ts', `t('cinema.nope')`, ['cinema'])).toMatchObject([{ key: 'cinema.nope', must: true, open: false }])
  expect(mentions('x.ts', `new Refusal('missing', 'cinema.nope')`, ['cinema'])).toMatchObject([{ must: true }])
  expect(mentions('x.ts', 't(`cinema.role.${role}`)', ['cinema'])).toMatchObject([{ key: 'cinema.role.', must: true, open: true }])
  expect(mentions('x.ts', `t(full ? 'cinema.a' : 'cinema.b')`, ['cinema'])).toMatchObject([{ must: true }, { must: true }])
  expect(mentions('x.ts', `call('cinema.listFilms')`, ['cinema'])).toMatchObject([{ must: false }])
  expect(bareWords('x.tsx', '<p>Bonjour</p>')).toHaveLength(1)
  expect(bareWords('x.tsx', `<Field label="Votre nom" />`)).toHaveLength(1)
  expect(bareWords('x.tsx', `<p>{'Bonjour'}</p>`)).toHaveLength(1)
  expect(bareWords('x.tsx', `<p class="a b">{t('x.y')} · <b>Griot</b></p>`)).toEqual(none)
  expect(argumentsOf('{n, plural, one {# film de {name}} other {# films}}', 'fr-FR')).toEqual(['n plural', 'name argument'])
  expect(() => argumentsOf('{n, plural, one {film}', 'fr-FR')).toThrow()
})
