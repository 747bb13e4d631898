import { sql } from 'kysely'
import { hush, type Built, type Entries, type Film, type World } from './world.ts'

const byMaker =
  (input: (world: World) => Record<string, unknown> | Promise<Record<string, unknown>>) =>
  async (world: World): Promise<Built> => ({ by: world.maker, input: await input(world) })
const anyone =
  (input: (world: World) => Record<string, unknown> = () => ({})) =>
  (world: World): Built => ({ by: null, input: input(world) })
const words = 'WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n'

async function title(world: World, state = 'empty'): Promise<string> {
  const { id } = await world.call<{ id: string }>(world.maker, 'media.createTitle', { workspaceId: world.workspaceId, name: `${hush} vidéo` })
  if (state !== 'empty') {
    await sql`with up as (insert into media.uploads (title_id, creator_id, purpose, filename, size, state) values (${id}, ${world.maker.id}, 'film', 'x.mp4', 1, 'kept') returning id)
      update media.titles set state = ${state}, source_id = (select id from up) where id = ${id}`.execute(world.house.db)
  }
  return id
}

/** A film of the maker in some state, its papers in order. */
async function film(world: World, state: string): Promise<Film> {
  const made = await world.draft()
  await world.call(world.maker, 'cinema.setCredits', { id: made.id, credits: [{ role: 'director', name: 'Safi Faye' }] })
  await sql`update cinema.films set state = ${state}, submitted_at = now(), year = 1996, countries = '{SN}', languages = '{wo}', synopsis_fr = 'Un film.', rights = 'À nous.',
    title_state = 'ready' where id = ${made.id}`.execute(world.house.db)
  return made
}

async function notice(world: World): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`insert into cinema.films (slug, original_title, state, notice, listed_at) values (${`avis-${crypto.randomUUID()}`}, 'Avis', 'published', true, now()) returning id`.execute(
    world.house.db,
  )
  return rows[0]!.id
}

async function collection(world: World): Promise<Film> {
  return world.call<Film>(world.reviewer, 'cinema.createCollection', { titleFr: `Collection ${crypto.randomUUID().slice(0, 6)}`, films: [world.film.slug] })
}

export const films: Entries = {
  'media.createTitle': { build: byMaker((world) => ({ workspaceId: world.workspaceId, name: 'Vidéo' })) },
  'media.getTitle': { isPrivate: true, build: byMaker(async (world) => ({ titleId: await title(world) })) },
  'media.listTitles': { isPrivate: true, build: byMaker(async (world) => (await title(world), { workspaceId: world.workspaceId })) },
  'media.addSubtitle': { build: byMaker(async (world) => ({ titleId: await title(world), language: 'fr', text: words })) },
  'media.removeSubtitle': {
    build: byMaker(async (world) => {
      const titleId = await title(world)
      const { id } = await world.call<{ id: string }>(world.maker, 'media.addSubtitle', { titleId, language: 'fr', text: words })
      return { titleId, subtitleId: id }
    }),
    crossed: (world, { input }) => ({ ...input, titleId: world.rivals.titleId }),
  },
  'media.choosePoster': {
    build: byMaker(async (world) => {
      const { titleId } = world.film
      const { posters } = await world.call<{ posters: { id: string }[] }>(world.maker, 'media.getTitle', { titleId })
      return { titleId, pictureId: posters.at(-1)!.id }
    }),
    crossed: (world, { input }) => ({ ...input, titleId: world.rivals.titleId }),
  },
  'media.cancelProcessing': { build: byMaker(async (world) => ({ titleId: await title(world, 'queued') })) },
  'media.retryProcessing': { build: byMaker(async (world) => ({ titleId: await title(world, 'cancelled') })) },
  'media.removeTitle': { build: byMaker(async (world) => ({ titleId: await title(world) })) },

  'cinema.listFilms': { build: anyone() },
  'cinema.filmFacets': { build: anyone() },
  'cinema.getFilm': { build: anyone((world) => ({ slug: world.film.slug })) },
  'cinema.search': { build: anyone(() => ({ q: 'mossane' })) },
  'cinema.filmVocabulary': { build: anyone() },
  'cinema.getPerson': {
    build: async (world) => {
      const { rows } = await sql<{
        id: string
      }>`insert into cinema.people (slug, name) values ('safi-faye', 'Safi Faye') on conflict (slug) do update set name = excluded.name returning id`.execute(world.house.db)
      await sql`insert into cinema.credits (film_id, person_id, role, position) values (${world.film.id}, ${rows[0]!.id}, 'director', 0) on conflict do nothing`.execute(
        world.house.db,
      )
      return { by: null, input: { slug: 'safi-faye' } }
    },
  },
  'cinema.listCollections': { build: async (world) => (await collection(world), { by: null, input: {} }) },
  'cinema.getCollection': { build: async (world) => ({ by: null, input: { slug: (await collection(world)).slug } }) },
  'cinema.karangouFront': { build: anyone() },
  'cinema.wishFilm': { build: async (world) => (await notice(world), { by: await world.person(), input: { slug: await noticeSlug(world) } }) },
  'cinema.unwishFilm': {
    build: async (world) => {
      const by = await world.person()
      const slug = await noticeSlug(world)
      await world.call(by, 'cinema.wishFilm', { slug })
      return { by, input: { slug } }
    },
  },
  'cinema.studioFilms': { isPrivate: true, build: byMaker(async (world) => (await world.draft(), {})) },
  'cinema.getStudioFilm': { isPrivate: true, build: byMaker(async (world) => ({ id: (await world.draft()).id })) },
  'cinema.createFilm': { build: byMaker((world) => ({ workspaceId: world.workspaceId, originalTitle: 'Nouveau' })) },
  'cinema.editFilm': { build: byMaker(async (world) => ({ id: (await world.draft()).id, year: 1996, titleEn: null })) },
  'cinema.setCredits': { build: byMaker(async (world) => ({ id: (await world.draft()).id, credits: [{ role: 'director', name: 'Safi Faye' }] })) },
  'cinema.setAwards': { build: byMaker(async (world) => ({ id: (await world.draft()).id, awards: [{ body: 'FESPACO', year: 1997, won: true }] })) },
  'cinema.setFilmVideo': {
    build: byMaker(async (world) => ({ id: (await world.draft()).id, titleId: await title(world) })),
    crossed: (world, { input }) => ({ ...input, id: world.rivals.filmId }),
  },
  'cinema.removeDraft': { build: byMaker(async (world) => ({ id: (await world.draft()).id })) },
  'cinema.submitFilm': {
    build: byMaker(async (world) => {
      const { id } = await film(world, 'draft')
      await sql`update cinema.films set submitted_at = null, title_id = ${await title(world)} where id = ${id}`.execute(world.house.db)
      return { id }
    }),
  },
  'cinema.withdrawFilm': { build: byMaker(async (world) => ({ id: (await film(world, 'published')).id })) },
  'cinema.reviewQueue': { isPrivate: true, build: async (world) => (await film(world, 'submitted'), { by: world.reviewer, input: {} }) },
  'cinema.getReview': { isPrivate: true, build: async (world) => ({ by: world.reviewer, input: { id: (await film(world, 'submitted')).id } }) },
  'cinema.decideFilm': { build: async (world) => ({ by: world.reviewer, input: { id: (await film(world, 'submitted')).id, verdict: 'changes-asked', picture: 'Trop sombre.' } }) },
  'cinema.entrustNotice': { build: async (world) => ({ by: world.reviewer, input: { id: await notice(world), workspaceId: world.workspaceId } }) },
  'cinema.createCollection': { build: (world) => ({ by: world.reviewer, input: { titleFr: `Collection ${crypto.randomUUID().slice(0, 6)}` } }) },
  'cinema.editCollection': { build: async (world) => ({ by: world.reviewer, input: { id: (await collection(world)).id, titleFr: `Autre ${crypto.randomUUID().slice(0, 6)}` } }) },
  'cinema.removeCollection': { build: async (world) => ({ by: world.reviewer, input: { id: (await collection(world)).id } }) },
}

async function noticeSlug(world: World): Promise<string> {
  const id = await notice(world)
  return (await sql<{ slug: string }>`select slug from cinema.films where id = ${id}`.execute(world.house.db)).rows[0]!.slug
}
