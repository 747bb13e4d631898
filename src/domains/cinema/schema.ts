import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { creditRoles, cuts, decisionKinds, filmSorts, filmStates, reviewPoints, verdicts } from './types.ts'

export const slug = z.string().min(1).max(200)
/** ISO 3166-1 alpha-2, capitals. */
export const country = z.string().regex(/^[A-Z]{2}$/)
/** BCP 47 primary subtag: `fr`, `wo`, `bm`… */
export const language = z.string().regex(/^[a-z]{2,3}$/)
const genre = z.string().regex(/^[a-z-]{2,40}$/)
const text = (max: number) => z.string().trim().max(max)
const year = z.int().min(1880).max(2200)
const minutes = z.int().min(1).max(2000)

/** A poster in the sizes and formats it is offered in. */
export const Picture = z
  .object({
    src: z.string(),
    width: z.int(),
    height: z.int(),
    color: z.string(),
    sources: z.array(z.object({ type: z.string(), srcSet: z.string() })),
  })
  .meta({ id: 'FilmPicture' })

export const FilmCard = z
  .object({
    id,
    slug: z.string(),
    title: z.string(),
    originalTitle: z.string(),
    year: z.int().nullable(),
    minutes: z.int().nullable(),
    countries: z.array(z.string()),
    languages: z.array(z.string()),
    genres: z.array(z.string()),
    directors: z.array(z.string()),
    cut: z.enum(cuts),
    watchable: z.boolean(),
    poster: Picture.nullable(),
    views: z.int(),
    likes: z.int(),
    ratings: z.int(),
    rating: z.number().nullable(),
  })
  .meta({ id: 'FilmCard' })
export type FilmCard = z.output<typeof FilmCard>

export const Label = z.object({ slug: z.string(), label: z.string() }).meta({ id: 'Label' })
export const Credit = z.object({ role: z.enum(creditRoles), name: z.string(), slug: z.string(), character: z.string().nullable() }).meta({ id: 'Credit' })
export const Award = z
  .object({ body: z.string(), year: z.int(), category: z.string(), nominee: z.string().nullable(), won: z.boolean(), source: z.string().nullable() })
  .meta({ id: 'Award' })
export const LanguageTitle = z.object({ language: z.string(), title: z.string() }).meta({ id: 'LanguageTitle' })

export const Film = FilmCard.extend({
  titles: z.array(LanguageTitle),
  genreLabels: z.array(Label),
  synopsis: z.string().nullable(),
  synopsisLanguage: z.string().nullable(),
  age: z.int().nullable(),
  credits: z.array(Credit),
  awards: z.array(Award),
  subtitles: z.array(z.string()),
  /** Null for a notice. */
  publishedAt: instant.nullable(),
  collections: z.array(z.object({ slug: z.string(), title: z.string() })),
  source: z.string().nullable(),
  titleId: id.nullable(),
  listed: z.boolean(),
  mayEdit: z.boolean(),
  wished: z.boolean(),
}).meta({ id: 'Film' })
export type Film = z.output<typeof Film>

const many = <T extends z.ZodType>(one: T) => z.array(one).max(40).optional()
export const filters = {
  q: text(200).optional(),
  country: many(country),
  language: many(language),
  genre: many(genre),
  subtitles: many(language),
  yearFrom: year.optional(),
  yearTo: year.optional(),
  minutesFrom: z.int().min(0).max(2000).optional(),
  minutesTo: minutes.optional(),
  watchable: z.boolean().optional(),
}
export const Filters = z.object(filters)
export type Filters = z.output<typeof Filters>
export const FilmQuery = z.object({ ...filters, sort: z.enum(filmSorts).optional(), ...paging })
export type FilmQuery = z.output<typeof FilmQuery>
export const FilmPage = pageOf(FilmCard)

const Count = z.object({ value: z.string(), label: z.string().nullable(), count: z.int() }).meta({ id: 'FacetCount' })
export const Facets = z
  .object({
    total: z.int(),
    watchable: z.int(),
    countries: z.array(Count),
    languages: z.array(Count),
    genres: z.array(Count),
    subtitles: z.array(Count),
    yearFirst: z.int().nullable(),
    yearLast: z.int().nullable(),
  })
  .meta({ id: 'FilmFacets' })
export type Facets = z.output<typeof Facets>

export const Vocabulary = z.object({ genres: z.array(Label), countries: z.array(Label), languages: z.array(Label) }).meta({ id: 'FilmVocabulary' })

export const Found = z.object({ kind: z.enum(['film', 'person']), title: z.string(), detail: z.string(), href: z.string() }).meta({ id: 'FoundThing' })
export const SearchResult = z.object({ items: z.array(Found) })

export const PersonFilms = z
  .object({
    slug: z.string(),
    name: z.string(),
    roles: z.array(z.object({ role: z.enum(creditRoles), films: z.array(FilmCard) })),
    awards: z.array(Award.extend({ film: z.string(), filmSlug: z.string() })),
  })
  .meta({ id: 'FilmPerson' })
export type PersonFilms = z.output<typeof PersonFilms>

export const CollectionCard = z
  .object({ id, slug: z.string(), title: z.string(), note: z.string().nullable(), count: z.int(), covers: z.array(z.object({ title: z.string(), poster: Picture.nullable() })) })
  .meta({ id: 'CollectionCard' })
export const Collection = z
  .object({
    id,
    slug: z.string(),
    title: z.string(),
    note: z.string().nullable(),
    titles: z.array(LanguageTitle),
    notes: z.array(LanguageTitle),
    films: z.array(FilmCard),
  })
  .meta({ id: 'FilmCollection' })
export const CollectionDraft = z.object({
  titleFr: text(120).min(1),
  titleEn: text(120).optional(),
  noteFr: text(1000).optional(),
  noteEn: text(1000).optional(),
  films: z.array(slug).max(200).optional(),
})
export type CollectionDraft = z.output<typeof CollectionDraft>

export const Front = z
  .object({
    lead: Film.nullable(),
    watchable: z.array(FilmCard),
    newest: z.array(FilmCard),
    collections: z.array(CollectionCard),
    countries: z.array(Count),
    laureates: z.array(z.object({ film: FilmCard, award: Award })),
    totals: z.object({ films: z.int(), watchable: z.int(), countries: z.int(), people: z.int() }),
  })
  .meta({ id: 'KarangouFront' })

/** What the makers write of a film; only what is given changes, null empties. */
const facts = {
  originalTitle: text(200).min(1),
  titleFr: text(200).nullable(),
  titleEn: text(200).nullable(),
  year: year.nullable(),
  minutes: minutes.nullable(),
  countries: z.array(country).max(20),
  languages: z.array(language).max(20),
  genres: z.array(genre).max(6),
  synopsisFr: text(4000).nullable(),
  synopsisEn: text(4000).nullable(),
  age: z.int().min(0).max(18).nullable(),
  rights: text(2000).nullable(),
  cut: z.enum(cuts),
}
export const FilmDraft = z.object({ workspaceId: id, originalTitle: facts.originalTitle, year: facts.year.optional() })
export const FilmEdit = z.object({ id, ...z.object(facts).partial().shape })
export type FilmEdit = z.output<typeof FilmEdit>

/** Lines with an empty name are left out: a form has spare ones. */
export const CreditsEdit = z.object({ id, credits: z.array(z.object({ role: z.enum(creditRoles), name: text(160), character: text(160).optional() })).max(400) })
export const AwardsEdit = z.object({
  id,
  awards: z.array(z.object({ body: text(120), year: z.int().min(1900).max(2200).optional(), category: text(200).optional(), won: z.boolean().optional() })).max(100),
})

export const Point = z.object({ point: z.enum(reviewPoints), comment: z.string() }).meta({ id: 'ReviewPoint' })
export const Decision = z.object({ id, kind: z.enum(decisionKinds), note: z.string().nullable(), points: z.array(Point), at: instant }).meta({ id: 'FilmDecision' })
export const Missing = z.object({ field: z.string(), code: z.string() }).meta({ id: 'MissingPiece' })

export const StudioCard = FilmCard.extend({
  state: z.enum(filmStates),
  notice: z.boolean(),
  titleState: z.enum(['processing', 'ready', 'failed']).nullable(),
  workspaceId: id,
  workspaceName: z.string(),
  missing: z.int(),
  updatedAt: instant,
  submittedAt: instant.nullable(),
  wishes: z.int(),
}).meta({ id: 'StudioFilmCard' })

export const StudioFilm = z
  .object({
    id,
    slug: z.string(),
    workspaceId: id,
    state: z.enum(filmStates),
    notice: z.boolean(),
    listed: z.boolean(),
    editable: z.boolean(),
    titleId: id.nullable(),
    titleState: z.enum(['processing', 'ready', 'failed']).nullable(),
    cut: z.enum(cuts),
    poster: Picture.nullable(),
    subtitles: z.array(z.string()),
    originalTitle: z.string(),
    titleFr: z.string().nullable(),
    titleEn: z.string().nullable(),
    year: z.int().nullable(),
    minutes: z.int().nullable(),
    countries: z.array(z.string()),
    languages: z.array(z.string()),
    genres: z.array(z.string()),
    synopsisFr: z.string().nullable(),
    synopsisEn: z.string().nullable(),
    age: z.int().nullable(),
    rights: z.string().nullable(),
    credits: z.array(Credit),
    awards: z.array(Award),
    decisions: z.array(Decision),
    missing: z.array(Missing),
    genreLabels: z.array(Label),
    views: z.int(),
    likes: z.int(),
    wishes: z.int(),
    deletable: z.boolean(),
    submittedAt: instant.nullable(),
    publishedAt: instant.nullable(),
  })
  .meta({ id: 'StudioFilm' })

export const ReviewCard = z
  .object({
    id,
    title: z.string(),
    year: z.int().nullable(),
    directors: z.array(z.string()),
    countries: z.array(z.string()),
    workspaceName: z.string(),
    submittedAt: instant,
    round: z.int(),
    own: z.boolean(),
    poster: Picture.nullable(),
  })
  .meta({ id: 'ReviewCard' })
export const ReviewQueue = z.object({
  items: z.array(ReviewCard),
  decided: z.array(z.object({ id, title: z.string(), kind: z.enum(decisionKinds), at: instant }).meta({ id: 'RecentDecision' })),
})
export const ReviewFilm = StudioFilm.extend({ workspaceName: z.string(), own: z.boolean() }).meta({ id: 'ReviewFilm' })

export const DecisionInput = z.object({
  id,
  verdict: z.enum(verdicts),
  note: text(4000).optional(),
  picture: text(2000).optional(),
  sound: text(2000).optional(),
  subtitles: text(2000).optional(),
  rights: text(2000).optional(),
  metadata: text(2000).optional(),
  other: text(2000).optional(),
})
export type DecisionInput = z.output<typeof DecisionInput>

export const FilmRef = z.object({ id, slug: z.string() }).meta({ id: 'FilmRef' })
export const Wish = z.object({ wished: z.boolean() }).meta({ id: 'FilmWish' })
