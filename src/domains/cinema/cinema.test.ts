import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '#tests/house.ts'
import type { Person } from '#platform/actor'
import { announce } from '#platform/events'
import { filmCards, findFilm, getWatchable, recordOpinion } from './index.ts'
import { importFilms } from './actions/import-films.ts'
import type { FilmRecord } from './import/records.ts'
import type { Facets, Film, FilmCard } from './schema.ts'

let house: TestHouse
let maker: Person
let workspaceId: string

const record = (facts: Partial<FilmRecord> & { title: string }): FilmRecord => ({
  titles: {},
  year: 1973,
  minutes: 95,
  countries: ['SN'],
  genres: ['drama'],
  synopsisEn: null,
  age: null,
  directors: ['Djibril Diop Mambéty'],
  cast: [],
  awards: [],
  source: 'essai',
  ...facts,
})
const records: FilmRecord[] = [
  record({ title: 'Touki Bouki', cast: ['Magaye Niang', 'Mareme Niang'], synopsisEn: 'Two young lovers dream of Paris and of a motorcycle with zebu horns.' }),
  record({ title: 'Hyènes', year: 1992, minutes: 111, titles: { en: 'Hyenas' } }),
  record({
    title: 'Tilaï',
    year: 1990,
    minutes: 81,
    countries: ['BF', 'FR'],
    directors: ['Idrissa Ouédraogo'],
    awards: [{ body: 'FESPACO', year: 1991, category: "Étalon d'or", nominee: 'Idrissa Ouedraogo', won: true, source: 'https://fespaco.example' }],
  }),
  record({ title: 'Poko', year: null, minutes: 20, countries: ['BF'], genres: ['documentary'], directors: ['Idrissa Ouedraogo'] }),
  record({ title: 'Hyènes', year: 2020, minutes: null, countries: [], genres: [], directors: [] }),
]

beforeAll(async () => {
  house = await openHouse()
  maker = await house.person({ name: 'Safi Kaboré' })
  workspaceId = await house.workspace(maker)
  await house.call(maker, 'cinema.createFilm', { workspaceId, originalTitle: 'Brouillon secret' })
  await importFilms(house.ctx(), records)
})
afterAll(() => house.close())

const list = async (input: object = {}) => await house.call<{ items: FilmCard[]; next: string | null }>(house.nobody, 'cinema.listFilms', input)
const titles = async (input: object) => (await list(input)).items.map((film) => film.title)

describe('the catalogue', () => {
  it('shows what is listed and nothing else', async () => {
    expect((await titles({ limit: 50 })).toSorted()).toEqual(['Hyènes', 'Hyènes', 'Poko', 'Tilaï', 'Touki Bouki'])
  })

  it('gives two films of one title two addresses', async () => {
    const hyenas = (await list({ q: 'Hyènes' })).items.filter((film) => film.title === 'Hyènes')
    expect(hyenas.map((film) => film.slug).toSorted()).toEqual(['hyenes', 'hyenes-2020'])
  })

  it.each([
    [{ country: ['BF'] }, ['Poko', 'Tilaï']],
    [{ country: ['FR', 'SN'] }, ['Hyènes', 'Tilaï', 'Touki Bouki']],
    [{ genre: ['documentary'] }, ['Poko']],
    [{ yearFrom: 1985, yearTo: 1995 }, ['Hyènes', 'Tilaï']],
    [{ minutesTo: 60 }, ['Poko']],
    [{ watchable: true }, []],
    [{ subtitles: ['fr'] }, []],
    [{ country: ['BF'], genre: ['drama'] }, ['Tilaï']],
  ])('filters by %j', async (filters, expected) => {
    expect((await titles(filters)).toSorted()).toEqual(expected)
  })

  it.each([
    ['title', ['Hyènes', 'Hyènes', 'Poko', 'Tilaï', 'Touki Bouki']],
    ['year', ['Hyènes', 'Hyènes', 'Tilaï', 'Touki Bouki', 'Poko']],
    ['length', ['Poko', 'Tilaï', 'Touki Bouki', 'Hyènes', 'Hyènes']],
  ])('sorts by %s', async (sort, expected) => {
    expect(await titles({ sort })).toEqual(expected)
  })

  it.each(['newest', 'title', 'year', 'watched', 'liked', 'length'])('pages through %s without a gap or a double', async (sort) => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list({ sort, limit: 2, after })
      seen.push(...page.items.map((film) => film.id))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })

  it('counts each choice with the other filters kept, its own let go', async () => {
    const facets = await house.call<Facets>(house.nobody, 'cinema.filmFacets', { country: ['BF'], genre: ['drama'] })
    expect(facets).toMatchObject({ total: 1, yearFirst: 1990, yearLast: 1990 })
    expect(Object.fromEntries(facets.countries.map(({ value, count }) => [value, count]))).toEqual({ SN: 2, BF: 1, FR: 1 })
    expect(facets.genres).toEqual([
      { value: 'documentary', label: 'Documentaire', count: 1 },
      { value: 'drama', label: 'Drame', count: 1 },
    ])
  })

  it('merges the people of one name, accents apart', async () => {
    const person = await house.call<{ name: string; roles: { role: string; films: FilmCard[] }[] }>(house.nobody, 'cinema.getPerson', { slug: 'idrissa-ouedraogo' })
    expect(person.roles.map(({ role, films }) => [role, films.map((film) => film.title)])).toEqual([['director', ['Tilaï', 'Poko']]])
  })

  it('shows a film with its people, prizes and other titles', async () => {
    const film = await house.call<Film>(house.nobody, 'cinema.getFilm', { slug: 'tilai' })
    expect(film).toMatchObject({
      title: 'Tilaï',
      directors: ['Idrissa Ouédraogo'],
      watchable: false,
      titleId: null,
      mayEdit: false,
      wished: false,
      genreLabels: [{ slug: 'drama', label: 'Drame' }],
    })
    expect(film.awards).toEqual([{ body: 'FESPACO', year: 1991, category: "Étalon d'or", nominee: 'Idrissa Ouedraogo', won: true, source: 'https://fespaco.example' }])
  })
})

describe('search', () => {
  const search = async (q: string) => (await house.call<{ items: { kind: string; title: string; href: string; detail: string }[] }>(house.nobody, 'cinema.search', { q })).items

  it.each([
    ['touki bouki', 'Touki Bouki'],
    ['toki buki', 'Touki Bouki'],
    ['hyenas', 'Hyènes'],
    ['TILAI', 'Tilaï'],
    ['tou', 'Touki Bouki'],
    ['ouedraogo', 'Idrissa Ouédraogo'],
    ['mambety djibril', 'Djibril Diop Mambéty'],
    ['motorcycles zebu', 'Touki Bouki'],
  ])('%s → %s', async (q, expected) => {
    expect((await search(q))[0]?.title).toBe(expected)
  })

  it('says who a person is in the reader’s words', async () => {
    expect((await search('idrissa ouedraogo'))[0]).toEqual({
      kind: 'person',
      title: 'Idrissa Ouédraogo',
      detail: 'Réalisation · 2 films',
      href: '/karangou/people/idrissa-ouedraogo',
    })
  })

  it('knows at once what was just written, and never shows a draft', async () => {
    expect(await search('Brouillon secret')).toEqual([])
    await importFilms(house.ctx(), [record({ title: 'Sambizanga', directors: ['Sarah Maldoror'] })])
    expect((await search('sambisanga')).map((found) => found.title)).toContain('Sambizanga')
    expect((await search('sarah maldoro')).map((found) => found.title)).toContain('Sarah Maldoror')
  })

  it('finds in the catalogue by the people of a film too, within filters', async () => {
    expect(await titles({ q: 'Mambety', yearTo: 1980 })).toEqual(['Touki Bouki'])
  })
})

describe('who sees a draft', () => {
  it('its makers and reviewers, nobody else', async () => {
    const slug = 'brouillon-secret'
    const stranger = await house.person()
    await house.workspace(stranger, { name: 'Autre maison' })
    const reviewer = await house.person({ staff: ['reviewer'] })
    for (const actor of [house.nobody, stranger]) await expect(house.call(actor, 'cinema.getFilm', { slug })).rejects.toMatchObject({ kind: 'missing' })
    expect(await house.call<Film>(maker, 'cinema.getFilm', { slug })).toMatchObject({ mayEdit: true, listed: false })
    expect(await house.call<Film>(reviewer, 'cinema.getFilm', { slug })).toMatchObject({ mayEdit: false })
    const { id } = (await findFilm(house.db, slug))!
    for (const [name, input] of [
      ['getStudioFilm', { id }],
      ['editFilm', { id, year: 2000 }],
      ['setCredits', { id, credits: [] }],
      ['submitFilm', { id }],
      ['removeDraft', { id }],
    ] as const) {
      await expect(house.call(stranger, `cinema.${name}`, input)).rejects.toMatchObject({ kind: 'missing' })
    }
    expect((await house.call<{ items: unknown[] }>(stranger, 'cinema.studioFilms')).items).toEqual([])
  })
})

describe('what other rooms are given', () => {
  it('cards in the order asked, listed ones only', async () => {
    const [touki, draft, tilai] = await Promise.all(['touki-bouki', 'brouillon-secret', 'tilai'].map((slug) => findFilm(house.db, slug)))
    expect((await filmCards(house.db, 'fr', [tilai!.id, draft!.id, touki!.id])).map((film) => film.slug)).toEqual(['tilai', 'touki-bouki'])
    expect(await getWatchable(house.db, 'touki-bouki')).toBeNull()
  })

  it('opinions and views come back in the order of the catalogue', async () => {
    const poko = (await findFilm(house.db, 'poko'))!
    await recordOpinion(house.db, poko.id, { likes: 3, ratings: 2, rating: 4.5 })
    await announce(house.db, { type: 'film.viewed', subject: poko.id })
    await house.runJobs()
    expect((await list({ sort: 'liked', limit: 1 })).items[0]).toMatchObject({ slug: 'poko', likes: 3, ratings: 2, rating: 4.5, views: 1 })
    expect((await list({ sort: 'watched', limit: 1 })).items[0]).toMatchObject({ slug: 'poko' })
  })
})

describe('collections', () => {
  it('are composed by reviewers, in order, of listed films', async () => {
    const reviewer = await house.person({ staff: ['reviewer'] })
    await expect(house.call(maker, 'cinema.createCollection', { titleFr: 'Sahel' })).rejects.toMatchObject({ kind: 'forbidden' })
    const { id, slug } = await house.call<{ id: string; slug: string }>(reviewer, 'cinema.createCollection', {
      titleFr: 'Sahel',
      titleEn: 'Sahel films',
      films: ['tilai', 'brouillon-secret', 'poko', 'tilai'],
    })
    const shown = async () => (await house.call<{ title: string; films: FilmCard[] }>(house.nobody, 'cinema.getCollection', { slug })).films.map((film) => film.slug)
    expect(await shown()).toEqual(['tilai', 'poko'])
    await house.call(reviewer, 'cinema.editCollection', { id, titleFr: 'Sahel', films: ['poko', 'tilai'] })
    expect(await shown()).toEqual(['poko', 'tilai'])
    expect((await house.call<{ items: { slug: string; count: number }[] }>(house.nobody, 'cinema.listCollections')).items).toMatchObject([{ slug: 'sahel', count: 2 }])
  })
})

describe('for search engines', () => {
  it('lists the public addresses and closes the private ones', async () => {
    const { body, headers } = await house.app.inject('/sitemap.xml')
    expect(headers['content-type']).toContain('application/xml')
    expect(body).toContain('<loc>http://localhost/karangou/films/touki-bouki</loc>')
    expect(body).toContain('hreflang="en" href="http://localhost/karangou/films/touki-bouki?lang=en"')
    expect(body).toContain('hreflang="x-default" href="http://localhost/karangou/films/touki-bouki"')
    expect(body).toContain('/karangou/people/idrissa-ouedraogo')
    expect(body).not.toContain('brouillon-secret')
    expect((await house.app.inject('/sitemap.xml?page=7')).statusCode).toBe(404)
    expect((await house.app.inject('/robots.txt')).body).toMatch(/Disallow: \/karangou\/studio\n[^]*Sitemap: http:\/\/localhost\/sitemap.xml/)
  })
})

describe('the wish to be told', () => {
  it('is for notices, and ends when the film can be watched', async () => {
    const viewer = await house.person({ name: 'Ama' })
    await expect(house.call(house.nobody, 'cinema.wishFilm', { slug: 'touki-bouki' })).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(await house.call(viewer, 'cinema.wishFilm', { slug: 'touki-bouki' })).toEqual({ wished: true })
    expect(await house.call<Film>(viewer, 'cinema.getFilm', { slug: 'touki-bouki' })).toMatchObject({ wished: true })
    expect(await house.call(viewer, 'cinema.unwishFilm', { slug: 'touki-bouki' })).toEqual({ wished: false })
    await expect(house.call(viewer, 'cinema.wishFilm', { slug: 'brouillon-secret' })).rejects.toMatchObject({ kind: 'missing' })
  })
})
