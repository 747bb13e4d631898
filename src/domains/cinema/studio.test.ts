import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '#tests/house.ts'
import type { Person } from '#platform/actor'
import { createTitle } from '#domains/media'
import { setVideo } from './store/films.ts'

let house: TestHouse
let maker: Person
let workspaceId: string

beforeAll(async () => {
  house = await openHouse()
  maker = await house.person({ name: 'Safi Kaboré' })
  workspaceId = await house.workspace(maker)
})
afterAll(() => house.close())

describe('the studio', () => {
  it('edits what is given, empties on null, and says what is missing', async () => {
    const { id } = await house.call<{ id: string }>(maker, 'cinema.createFilm', { workspaceId, originalTitle: 'Lettre paysanne', year: 1975 })
    await house.call(maker, 'cinema.editFilm', {
      id,
      titleEn: 'Letter from My Village',
      countries: ['SN'],
      languages: ['wo', 'fr'],
      synopsisFr: 'Un village, une sécheresse.',
      rights: 'Les nôtres.',
    })
    await house.call(maker, 'cinema.setCredits', {
      id,
      credits: [
        { role: 'director', name: ' Safi  Faye ' },
        { role: 'cast', name: '' },
        { role: 'cast', name: 'Assane Faye', character: 'Ngor' },
      ],
    })
    await house.call(maker, 'cinema.setAwards', { id, awards: [{ body: 'FESPACO', year: 1976, category: 'Mention spéciale', won: true }, { body: '' }] })
    const film = await house.call<{ titleEn: string; missing: { field: string }[]; credits: object[]; awards: object[]; deletable: boolean }>(maker, 'cinema.getStudioFilm', { id })
    expect(film).toMatchObject({ titleEn: 'Letter from My Village', editable: true, deletable: true, missing: [{ field: 'video', code: 'cinema.needsVideo' }] })
    expect(film.credits).toMatchObject([
      { role: 'director', name: 'Safi Faye', slug: 'safi-faye' },
      { role: 'cast', name: 'Assane Faye', character: 'Ngor' },
    ])
    expect(film.awards).toMatchObject([{ body: 'FESPACO', year: 1976, won: true }])
    await house.call(maker, 'cinema.editFilm', { id, titleEn: null, year: null })
    expect(await house.call(maker, 'cinema.getStudioFilm', { id })).toMatchObject({ titleEn: null, year: null, titleFr: null })
    await expect(house.call(maker, 'cinema.submitFilm', { id })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'cinema.incomplete',
      fields: [{ field: 'video' }, { field: 'year' }],
    })
    await house.call(maker, 'cinema.removeDraft', { id })
    await expect(house.call(maker, 'cinema.getStudioFilm', { id })).rejects.toMatchObject({ kind: 'missing' })
  })

  it('takes only a video of the same house, and only once', async () => {
    const other = await house.person()
    const elsewhere = await house.workspace(other, { name: 'Ailleurs' })
    const [one, two] = await Promise.all(['Un', 'Deux'].map((originalTitle) => house.call<{ id: string }>(maker, 'cinema.createFilm', { workspaceId, originalTitle })))
    const { id: foreign } = await createTitle(house.ctx(other), { workspaceId: elsewhere, name: 'À eux' })
    const { id: own } = await createTitle(house.ctx(maker), { workspaceId, name: 'À nous' })
    await expect(house.call(maker, 'cinema.setFilmVideo', { id: one!.id, titleId: foreign })).rejects.toMatchObject({ code: 'cinema.noSuchVideo' })
    await house.call(maker, 'cinema.setFilmVideo', { id: one!.id, titleId: own })
    await expect(house.call(maker, 'cinema.setFilmVideo', { id: two!.id, titleId: own })).rejects.toMatchObject({ code: 'cinema.videoTaken' })
  })
})

it('a removed video leaves no film behind that says it can be watched', async () => {
  const { id } = await house.call<{ id: string }>(maker, 'cinema.createFilm', { workspaceId, originalTitle: 'Sans image' })
  const { id: titleId } = await createTitle(house.ctx(maker), { workspaceId, name: 'Vidéo' })
  await setVideo(house.db, id, titleId, { titleState: 'ready', poster: null, subtitles: ['fr'] })
  await house.call(maker, 'media.removeTitle', { titleId })
  await house.runJobs()
  expect(await house.call(maker, 'cinema.getStudioFilm', { id })).toMatchObject({ titleId: null, titleState: null, subtitles: [] })
})
