import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeNeighbours } from '#domains/audience'
import type { Person } from '#platform/actor'
import { clock, hour, minute } from '#platform/clock'
import type { Refusal } from '#platform/refusal'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let awa: Person
let kofi: Person
let workspaceId: string
const slugs: Record<string, string> = {}
const ids: Record<string, string> = {}

/** Eight published films (their videos are not needed here), two by the same director. */
beforeAll(async () => {
  house = await openHouse()
  awa = await house.person({ name: 'Awa Diop' })
  kofi = await house.person({ name: 'Kofi Mensah' })
  workspaceId = await house.workspace(await house.person({ name: 'Maison' }))
  for (const [i, name] of ['Moolaadé', 'Faat Kiné', 'Timbuktu', 'Yeelen', 'Touki Bouki', 'Abouna', 'Rafiki', 'Atlantique'].entries()) {
    const { rows } = await sql<{
      id: string
      slug: string
    }>`insert into cinema.films (slug, workspace_id, original_title, state, notice, year, countries, genres, languages, listed_at)
      values (${`film-${i}`}, ${workspaceId}, ${name}, 'published', true, ${1990 + i}, ${[i < 2 ? 'SN' : 'ML']}, ${[i % 2 ? 'drama' : 'comedy']}, '{fr}', now() - make_interval(days => ${i})) returning id, slug`.execute(
      house.db,
    )
    slugs[name] = rows[0]!.slug
    ids[name] = rows[0]!.id
  }
  const { rows } = await sql<{ id: string }>`insert into cinema.people (slug, name) values ('ousmane-sembene', 'Ousmane Sembène') returning id`.execute(house.db)
  for (const name of ['Moolaadé', 'Faat Kiné'])
    await sql`insert into cinema.credits (film_id, person_id, role, position) values (${ids[name]}, ${rows[0]!.id}, 'director', 0)`.execute(house.db)
})
afterAll(() => house.close())

const refusal = (promise: Promise<unknown>): Promise<Refusal> =>
  promise.then(
    () => {
      throw new Error('was not refused')
    },
    (error: Refusal) => error,
  )
const post = (person: Person, body: string, more: object = {}) => house.call<{ id: string }>(person, 'audience.postComment', { slug: slugs['Moolaadé'], body, ...more })

interface Shown {
  id: string
  author: string | null
  body: string
  state: string
  editable: boolean
  hiddenReason: string | null
  answers: Shown[]
}
const talk = async (person: Person | null, slug = slugs['Moolaadé']): Promise<{ total: number; items: Shown[]; next: string | null }> =>
  house.call(person ?? house.nobody, 'audience.listComments', { slug })

describe('opinions', () => {
  test('stars are counted once a person, however often they are given, also at the same instant', async () => {
    const film = slugs['Rafiki']!
    const crowd = await Promise.all(Array.from({ length: 6 }, () => house.person()))
    await Promise.all(crowd.map((person, i) => house.call(person, 'audience.rateFilm', { slug: film, stars: (i % 5) + 1 })))
    await house.call(crowd[0]!, 'audience.rateFilm', { slug: film, stars: 5 })
    const opinion = await house.call(crowd[0]!, 'audience.filmOpinion', { slug: film })
    expect(opinion).toEqual({ stars: 5, saved: false, average: 3.33, count: 6 })
    const { rows } = await sql`select ratings, rating::float8 as rating from cinema.films where slug = ${film}`.execute(house.db)
    expect(rows[0]).toEqual({ ratings: 6, rating: 3.33 })
    await house.call(crowd[0]!, 'audience.unrateFilm', { slug: film })
    expect(await house.call(house.nobody, 'audience.filmOpinion', { slug: film })).toMatchObject({ stars: null, count: 5 })
  })

  test('saving twice is saving once, and feeds the catalogue', async () => {
    for (const saved of [true, true]) await house.call(awa, 'audience.saveFilm', { slug: slugs['Yeelen'], saved })
    const { items } = await house.call<{ items: { film: { title: string } }[] }>(awa, 'audience.listFavourites')
    expect(items.map((i) => i.film.title)).toEqual(['Yeelen'])
    const { rows } = await sql<{ likes: number }>`select likes from cinema.films where id = ${ids['Yeelen']}`.execute(house.db)
    expect(rows[0]!.likes).toBe(1)
    await house.call(awa, 'audience.saveFilm', { slug: slugs['Yeelen'], saved: false })
    expect((await house.call<{ items: unknown[] }>(awa, 'audience.listFavourites')).items).toEqual([])
  })
})

describe('lists', () => {
  test('are private, ordered by hand, and shared only by their link', async () => {
    const { id } = await house.call<{ id: string }>(awa, 'audience.createList', { name: 'Ce soir', film: slugs['Yeelen'] })
    for (const name of ['Timbuktu', 'Abouna', 'Timbuktu']) await house.call(awa, 'audience.addListFilm', { id, slug: slugs[name] })
    await house.call(awa, 'audience.moveListFilm', { id, slug: slugs['Abouna'], to: 0 })
    const read = async () => (await house.call<{ items: { title: string }[] }>(awa, 'audience.getList', { id })).items.map((f) => f.title)
    expect(await read()).toEqual(['Abouna', 'Yeelen', 'Timbuktu'])
    expect((await refusal(house.call(kofi, 'audience.getList', { id }))).kind).toBe('missing')
    expect((await refusal(house.call(kofi, 'audience.renameList', { id, name: 'À moi' }))).kind).toBe('missing')
    const { link } = await house.call<{ link: string }>(awa, 'audience.shareList', { id, shared: true })
    const token = link.split('/').at(-1)!
    expect(await house.call(house.nobody, 'audience.sharedList', { token })).toMatchObject({ name: 'Ce soir', owner: 'Awa Diop', mine: false, link: null })
    await house.call(awa, 'audience.shareList', { id, shared: false })
    expect((await refusal(house.call(house.nobody, 'audience.sharedList', { token }))).kind).toBe('missing')
    await house.call(awa, 'audience.removeListFilm', { id, slug: slugs['Yeelen'] })
    expect(await read()).toEqual(['Abouna', 'Timbuktu'])
    await house.call(awa, 'audience.removeList', { id })
    expect((await house.call<{ items: unknown[] }>(awa, 'audience.listLists')).items).toEqual([])
  })

  test('moves at the same instant lose no film', async () => {
    const { id } = await house.call<{ id: string }>(kofi, 'audience.createList', { name: 'Course' })
    const all = Object.values(slugs)
    for (const slug of all) await house.call(kofi, 'audience.addListFilm', { id, slug })
    await Promise.all(all.map((slug, to) => house.call(kofi, 'audience.moveListFilm', { id, slug, to: (to * 3) % all.length })))
    const { items } = await house.call<{ items: { slug: string }[] }>(kofi, 'audience.getList', { id })
    expect(items.map((f) => f.slug).toSorted()).toEqual(all.toSorted())
  })
})

describe('comments', () => {
  test('make threads of one level; markup and addresses do nothing', async () => {
    const { id } = await post(awa, '<script>alert(1)</script> à voir sur https://spam.example/x')
    const { id: answer } = await post(kofi, 'Merci !', { parent: id })
    expect((await refusal(post(awa, 'Encore', { parent: answer }))).code).toBe('audience.oneLevelOnly')
    const { items } = await talk(null)
    const thread = items.find((c) => c.id === id)!
    expect(thread.body).toBe('<script>alert(1)</script> à voir sur spam\u2024example/…')
    expect(thread.answers.map((a) => [a.author, a.body])).toEqual([['Kofi Mensah', 'Merci !']])
    const { rows } = await sql<{ kind: string }>`select kind from messaging.notices where user_id = ${awa.id}`.execute(house.db)
    expect(rows.map((r) => r.kind)).toContain('audience.answered')
  })

  test('are changed by their author for a day and until answered, deleted without taking answers along', async () => {
    const { id } = await post(awa, 'Un chef-d’oeuvre')
    await house.call(awa, 'audience.editComment', { id, body: 'Un chef-d’œuvre' })
    expect((await refusal(house.call(kofi, 'audience.editComment', { id, body: 'Bof' }))).kind).toBe('missing')
    await post(kofi, 'D’accord', { parent: id })
    expect((await refusal(house.call(awa, 'audience.editComment', { id, body: 'Bof' }))).code).toBe('audience.alreadyAnswered')
    await house.call(awa, 'audience.deleteComment', { id })
    const gone = (await talk(null)).items.find((c) => c.id === id)!
    expect(gone).toMatchObject({ state: 'deleted', body: '', author: null })
    expect(gone.answers).toHaveLength(1)
    const { rows } = await sql<{ body: string }>`select body from audience.comments where id = ${id}`.execute(house.db)
    expect(rows[0]!.body).toBe('')
    const late = await post(awa, 'Plus tard')
    clock.travel(25 * hour)
    expect((await refusal(house.call(awa, 'audience.editComment', { id: late.id, body: 'Trop tard' }))).code).toBe('audience.tooLateToEdit')
  })

  test('come at most five in ten minutes, even all at once', async () => {
    const eager = await house.person()
    const results = await Promise.allSettled(Array.from({ length: 9 }, (_, i) => post(eager, `Commentaire ${i}`)))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(5)
    clock.travel(11 * minute)
    expect((await post(eager, 'Calmement')).id).toBeTruthy()
    expect((await refusal(post(eager, 'Calmement'))).code).toBe('audience.repeatedComment')
  })
})

describe('moderation', () => {
  test('a reported comment is read, hidden with a reason, its author told, and restored', async () => {
    const moderator = await house.person({ name: 'Mina', staff: ['moderator'] })
    const [rude, calm] = [await post(kofi, 'Quel navet, bande de…'), await post(kofi, 'Joli film')]
    for (const one of [rude, calm]) await house.call(awa, 'audience.reportComment', { id: one.id, reason: 'insult', note: 'Vraiment ?' })
    await house.call(awa, 'audience.reportComment', { id: rude.id, reason: 'hate' })
    expect((await refusal(house.call(kofi, 'audience.reportComment', { id: rude.id, reason: 'spam' }))).code).toBe('audience.ownComment')
    expect((await refusal(house.call(awa, 'audience.moderationQueue', {}))).kind).toBe('forbidden')
    const queue = await house.call<{ open: number; items: { id: string; reports: { reason: string }[] }[] }>(moderator, 'audience.moderationQueue', {})
    expect(queue.open).toBe(2)
    expect(queue.items.map((c) => c.reports.map((r) => r.reason))).toEqual([['insult'], ['insult']])
    expect((await refusal(house.call(moderator, 'audience.moderateComment', { id: rude.id, act: 'hide' }))).code).toBe('audience.reasonNeeded')
    await house.call(moderator, 'audience.moderateComment', { id: rude.id, act: 'hide', reason: 'insult', note: 'Restons courtois.' })
    await house.call(moderator, 'audience.moderateComment', { id: calm.id, act: 'keep' })
    const seenBy = async (person: Person | null) => (await talk(person)).items.find((c) => c.id === rude.id)!
    expect(await seenBy(null)).toMatchObject({ state: 'hidden', body: '', author: null, hiddenReason: null })
    expect(await seenBy(kofi)).toMatchObject({ state: 'hidden', body: 'Quel navet, bande de…', hiddenReason: 'insult', editable: false })
    const { rows: told } = await sql<{ kind: string }>`select kind from messaging.notices where user_id = ${kofi.id}`.execute(house.db)
    expect(told.map((r) => r.kind)).toContain('audience.commentHidden')
    await house.runJobs()
    const { rows: mails } = await sql<{ text: string }>`select body_text as text from platform.mailbox where recipient = ${kofi.email}`.execute(house.db)
    expect(mails.at(-1)?.text).toContain('Restons courtois.')
    await house.call(moderator, 'audience.moderateComment', { id: rude.id, act: 'restore' })
    expect(await seenBy(null)).toMatchObject({ state: 'shown', author: 'Kofi Mensah' })
    const settled = await house.call<{ open: number; items: { acts: { act: string; by: string }[] }[] }>(moderator, 'audience.moderationQueue', { show: 'settled' })
    expect(settled.open).toBe(0)
    expect(settled.items.flatMap((c) => c.acts.map((a) => `${a.by} ${a.act}`)).toSorted()).toEqual(['Mina hide', 'Mina keep', 'Mina restore'])
  })

  test('nobody judges their own words', async () => {
    const moderator = await house.person({ staff: ['moderator'] })
    const { id } = await post(moderator, 'Mon avis')
    expect((await refusal(house.call(moderator, 'audience.moderateComment', { id, act: 'keep' }))).kind).toBe('forbidden')
  })
})

describe('recommendations', () => {
  interface Recommended {
    items: { film: { title: string }; reason: { kind: string; film: string | null; name: string | null; text: string } }[]
    method: string
  }

  test('come with their reason, never what was seen, the same each time', async () => {
    const crowd = await Promise.all(Array.from({ length: 5 }, () => house.person()))
    const watch = (person: Person, name: string) =>
      sql`insert into playback.progress (user_id, film_id, position_ms, duration_ms, finished, watched_at) values (${person.id}, ${ids[name]}, 5400000, 5400000, true, ${clock.now()})`.execute(
        house.db,
      )
    for (const person of crowd) for (const name of ['Timbuktu', 'Abouna']) await watch(person, name)
    await watch(crowd[0]!, 'Touki Bouki')
    const viewer = await house.person()
    await house.call(viewer, 'audience.rateFilm', { slug: slugs['Timbuktu'], stars: 5 })
    await house.call(viewer, 'audience.saveFilm', { slug: slugs['Moolaadé'], saved: true })
    await house.call(viewer, 'audience.rateFilm', { slug: slugs['Atlantique'], stars: 1 })
    await computeNeighbours(house.ctx())
    const first = await house.call<Recommended>(viewer, 'audience.recommendFilms', { limit: 5 })
    const reasonOf = (title: string) => first.items.find((i) => i.film.title === title)?.reason
    expect(first.items[0]).toMatchObject({ film: { title: 'Abouna' }, reason: { kind: 'liked', film: 'Timbuktu', text: 'Parce que vous avez aimé «\u00a0Timbuktu\u00a0»' } })
    expect(reasonOf('Faat Kiné')).toMatchObject({ kind: 'director', name: 'Ousmane Sembène', text: 'Aussi de Ousmane Sembène' })
    for (const seen of ['Timbuktu', 'Moolaadé', 'Atlantique']) expect(reasonOf(seen)).toBeUndefined()
    expect(first.method).toContain('55')
    expect(await house.call(viewer, 'audience.recommendFilms', { limit: 5 })).toEqual(first)
  })

  test('of a visitor are what is watched and rated now', async () => {
    for (let i = 0; i < 3; i += 1)
      await sql`insert into playback.views (film_id, viewer, day, country, at) values (${ids['Yeelen']}, ${`v${i}`}, ${clock.now()}, 'TG', ${clock.now()})`.execute(house.db)
    const answer = await house.app.inject({ method: 'GET', url: '/api/v1/audience/recommendations', headers: { 'accept-language': 'fr-TG' } })
    const { items } = answer.json<Recommended>()
    expect(items[0]).toMatchObject({ film: { title: 'Yeelen' }, reason: { kind: 'popularHere', text: 'Très regardé cette semaine\u00a0: Togo' } })
    expect(items.map((i) => i.reason.kind)).toContain('rated')
  })

  test('after a film are those close to it', async () => {
    const { items } = await house.call<Recommended>(house.nobody, 'audience.similarFilms', { slug: slugs['Moolaadé'] })
    expect(items[0]).toMatchObject({ film: { title: 'Faat Kiné' } })
    expect(items.map((i) => i.film.title)).not.toContain('Moolaadé')
  })
})
