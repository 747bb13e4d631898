import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTitle } from '#domains/media'
import { openHouse, type TestHouse } from '#tests/house.ts'
import type { Person } from '#platform/actor'
import { announce } from '#platform/events'

/**
 * A film goes through review: submitted → changes asked → submitted again → published; the director is told by mail and on screen each time,
 * the viewer who waited for it is told once, and nobody judges their own house.
 */
let house: TestHouse
let director: Person
let colleague: Person
let reviewer: Person
let viewer: Person
let film: { id: string; slug: string }
let titleId: string

const notices = async (person: Person) => (await house.call<{ items: { title: string; href: string | null }[] }>(person, 'messaging.listNotices')).items
const letters = async (person: Person) =>
  (await sql<{ subject: string }>`select subject from platform.mailbox where recipient = ${person.email} order by id`.execute(house.db)).rows.map((row) => row.subject)
const events = async () => (await sql<{ type: string }>`select type from platform.events where subject = ${film.id} order by id`.execute(house.db)).rows.map((row) => row.type)
const studio = () =>
  house.call<{ state: string; editable: boolean; missing: { field: string }[]; titleState: string; decisions: { kind: string; points: { point: string; comment: string }[] }[] }>(
    director,
    'cinema.getStudioFilm',
    { id: film.id },
  )
const watchable = async () => (await house.call<{ items: { slug: string }[] }>(house.nobody, 'cinema.listFilms', { watchable: true })).items.map((one) => one.slug)

/** The video is played from here on: what media's processing ends with, without ffmpeg. */
async function videoBecomesReady(): Promise<void> {
  await sql`update media.titles set state = 'ready', version = 1, duration_ms = 5700000, width = 1280, height = 720 where id = ${titleId}`.execute(house.db)
  await announce(house.db, { type: 'title.ready', subject: titleId })
  await house.runJobs()
}

beforeAll(async () => {
  house = await openHouse()
  director = await house.person({ name: 'Sarah Maldoror' })
  colleague = await house.person({ name: 'Chris Marker' })
  reviewer = await house.person({ name: 'Paulin Vieyra', staff: ['reviewer'] })
  viewer = await house.person({ name: 'Ama Ata' })
  const workspaceId = await house.workspace(director, { name: 'Sambizanga Films' })
  await house.join(workspaceId, colleague, 'viewer')
  film = await house.call(director, 'cinema.createFilm', { workspaceId, originalTitle: 'Sambizanga', year: 1972 })
  ;({ id: titleId } = await createTitle(house.ctx(director), { workspaceId, name: 'Sambizanga' }))
})
afterAll(() => house.close())

it('a film with gaps is not submitted: each gap is named', async () => {
  await expect(house.call(director, 'cinema.submitFilm', { id: film.id })).rejects.toMatchObject({ kind: 'invalid', code: 'cinema.incomplete' })
  await house.call(director, 'cinema.setFilmVideo', { id: film.id, titleId })
  await house.call(director, 'cinema.editFilm', {
    id: film.id,
    countries: ['AO', 'FR'],
    languages: ['pt', 'ln'],
    minutes: 102,
    synopsisFr: 'Luanda, 1961. Une femme cherche son mari, arrêté par la police coloniale.',
    rights: 'Isabelle Films, tous pays.',
  })
  await house.call(director, 'cinema.setCredits', { id: film.id, credits: [{ role: 'director', name: 'Sarah Maldoror' }] })
  expect(await studio()).toMatchObject({ titleState: 'processing', missing: [{ field: 'video', code: 'cinema.videoProcessing' }] })
  await videoBecomesReady()
  expect(await studio()).toMatchObject({ titleState: 'ready', missing: [] })
})

it('is handed in by those who may, and closes behind them', async () => {
  await expect(house.call(colleague, 'cinema.submitFilm', { id: film.id })).rejects.toMatchObject({ kind: 'forbidden' })
  await house.call(director, 'cinema.submitFilm', { id: film.id, note: 'Merci de la regarder jusqu’au bout.' })
  expect(await studio()).toMatchObject({ state: 'submitted', editable: false })
  await expect(house.call(director, 'cinema.editFilm', { id: film.id, year: 1900 })).rejects.toMatchObject({ kind: 'conflict', code: 'cinema.notEditable' })
  await expect(house.call(director, 'cinema.submitFilm', { id: film.id })).rejects.toMatchObject({ code: 'cinema.notSubmittable' })
  const { items } = await house.call<{ items: object[] }>(reviewer, 'cinema.reviewQueue')
  expect(items).toMatchObject([{ title: 'Sambizanga', workspaceName: 'Sambizanga Films', round: 1, own: false }])
  expect(await watchable()).toEqual([])
})

it('is not judged by its own house, by a stranger, or without reasons', async () => {
  const inside = await house.person({ staff: ['reviewer'] })
  await house.join(director.memberships[0]!.workspaceId, inside, 'viewer')
  await expect(house.call(inside, 'cinema.decideFilm', { id: film.id, verdict: 'published' })).rejects.toMatchObject({ kind: 'forbidden', code: 'cinema.ownWorkspace' })
  await expect(house.call(director, 'cinema.decideFilm', { id: film.id, verdict: 'published' })).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(house.call(reviewer, 'cinema.decideFilm', { id: film.id, verdict: 'changes-asked' })).rejects.toMatchObject({ kind: 'invalid', code: 'cinema.needsReasons' })
})

it('comes back with reasons, point by point; the director is told by mail and on screen', async () => {
  await house.call(reviewer, 'cinema.decideFilm', {
    id: film.id,
    verdict: 'changes-asked',
    sound: 'Souffle à partir de 12 min.',
    subtitles: 'Il en faut en français.',
    note: 'Un grand film.',
  })
  await house.runJobs()
  expect(await studio()).toMatchObject({
    state: 'changes-asked',
    editable: true,
    decisions: [
      {
        kind: 'changes-asked',
        points: [
          { point: 'sound', comment: 'Souffle à partir de 12 min.' },
          { point: 'subtitles', comment: 'Il en faut en français.' },
        ],
      },
      { kind: 'submitted' },
    ],
  })
  expect(await notices(director)).toMatchObject([{ title: 'Des changements sont demandés pour «\u00a0Sambizanga\u00a0»', href: `/karangou/studio/films/${film.id}` }])
  expect(await letters(director)).toEqual(['Des changements sont demandés pour «\u00a0Sambizanga\u00a0»'])
  expect(await notices(colleague)).toEqual([])
})

it('two reviewers who answer at once are not both heard', async () => {
  await house.call(director, 'cinema.submitFilm', { id: film.id })
  const second = await house.person({ staff: ['reviewer'] })
  const answers = await Promise.allSettled([
    house.call(reviewer, 'cinema.decideFilm', { id: film.id, verdict: 'changes-asked', picture: 'Trop sombre.' }),
    house.call(second, 'cinema.decideFilm', { id: film.id, verdict: 'changes-asked', picture: 'Trop clair.' }),
  ])
  expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await studio()).decisions).toHaveLength(4)
  await house.runJobs()
  await house.call(director, 'cinema.submitFilm', { id: film.id })
})

it('is published: in the catalogue at once, watchable, announced and told', async () => {
  await house.call(reviewer, 'cinema.decideFilm', { id: film.id, verdict: 'published' })
  await house.runJobs()
  expect(await watchable()).toEqual(['sambizanga'])
  expect((await notices(director))[0]).toMatchObject({ title: '«\u00a0Sambizanga\u00a0» est publié', href: '/karangou/films/sambizanga' })
  expect((await letters(director)).at(-1)).toBe('«\u00a0Sambizanga\u00a0» est publié')
  expect(await events()).toEqual(['film.submitted', 'film.returned', 'film.submitted', 'film.returned', 'film.submitted', 'film.published', 'film.watchable'])
  expect((await house.call<{ items: object[] }>(reviewer, 'cinema.reviewQueue')).items).toEqual([])
})

it('is withdrawn by a reviewer only with a reason, and leaves the catalogue', async () => {
  await expect(house.call(reviewer, 'cinema.withdrawFilm', { id: film.id })).rejects.toMatchObject({ code: 'cinema.needsReasons' })
  await house.call(reviewer, 'cinema.withdrawFilm', { id: film.id, note: 'Une contestation de droits est en cours.' })
  expect(await watchable()).toEqual([])
  await expect(house.call(viewer, 'cinema.getFilm', { slug: film.slug })).rejects.toMatchObject({ kind: 'missing' })
  expect((await house.call<{ items: object[] }>(viewer, 'cinema.search', { q: 'Sambizanga' })).items).toEqual([])
  expect(await studio()).toMatchObject({ state: 'withdrawn', editable: true })
})

it('a notice entrusted to its makers and published at last is told to those who waited, once', async () => {
  const { importFilms } = await import('../../src/domains/cinema/actions/import-films.ts')
  const [notice] = await importFilms(house.ctx(), [
    {
      title: 'Monangambé',
      titles: {},
      year: 1969,
      minutes: 18,
      countries: ['AO', 'DZ'],
      genres: ['drama'],
      synopsisEn: 'A misunderstanding in a colonial prison.',
      age: null,
      directors: ['Sarah Maldoror'],
      cast: [],
      awards: [],
      source: 'essai',
    },
  ])
  await house.call(viewer, 'cinema.wishFilm', { slug: notice!.slug })
  const workspaceId = director.memberships[0]!.workspaceId
  await expect(house.call(director, 'cinema.entrustNotice', { id: notice!.id, workspaceId })).rejects.toMatchObject({ kind: 'forbidden' })
  await house.call(reviewer, 'cinema.entrustNotice', { id: notice!.id, workspaceId })
  film = notice!
  ;({ id: titleId } = await createTitle(house.ctx(director), { workspaceId, name: 'Monangambé' }))
  await house.call(director, 'cinema.setFilmVideo', { id: film.id, titleId })
  await house.call(director, 'cinema.editFilm', { id: film.id, languages: ['pt'], rights: 'Tous droits.' })
  await videoBecomesReady()
  await house.call(director, 'cinema.submitFilm', { id: film.id })
  expect((await house.call<{ watchable: boolean }>(viewer, 'cinema.getFilm', { slug: film.slug })).watchable).toBe(false)
  await house.call(reviewer, 'cinema.decideFilm', { id: film.id, verdict: 'published' })
  await house.runJobs()
  const told = (await notices(viewer)).filter((notice_) => notice_.title.includes('Monangambé'))
  expect(told).toMatchObject([{ title: '«\u00a0Monangambé\u00a0» peut être regardé', href: `/karangou/films/${film.slug}` }])
  expect(await letters(viewer)).toHaveLength(1)
  await expect(house.call(viewer, 'cinema.wishFilm', { slug: film.slug })).rejects.toMatchObject({ code: 'cinema.alreadyWatchable' })
})

it('a published film whose video is replaced waits for review again, and tells its makers', async () => {
  expect(await watchable()).toContain(film.slug)
  await videoBecomesReady()
  expect(await watchable()).not.toContain(film.slug)
  expect(await studio()).toMatchObject({ state: 'submitted' })
  expect((await notices(director))[0]).toMatchObject({ title: 'La nouvelle vidéo de «\u00a0Monangambé\u00a0» attend d’être relue' })
  await house.call(reviewer, 'cinema.decideFilm', { id: film.id, verdict: 'published' })
  expect(await watchable()).toContain(film.slug)
})
