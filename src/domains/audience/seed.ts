import { recordOpinion } from '#domains/cinema'
import { findPersonByEmail } from '#domains/identity'
import { after, day, hour } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { randomToken } from '#platform/secrets'
import { computeNeighbours } from './actions/compute.ts'
import { getFilm } from './films.ts'
import { addReport, insertComment } from './store/comments.ts'
import { addToList, insertList, updateList } from './store/lists.ts'
import { setSaved, setStars, totalsOf } from './store/opinions.ts'

const stars: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  awa: { 'touki-bouki': 5, felicite: 4 },
  kossi: { 'touki-bouki': 5, tilai: 4, 'tears-of-steel': 3 },
  fatoumata: { 'touki-bouki': 4, sarraounia: 5, atlantics: 5 },
  hugo: { atlantics: 4, 'tears-of-steel': 4, felicite: 5 },
  aminata: { sarraounia: 4, tilai: 5, 'big-buck-bunny': 4 },
}

const emails: Readonly<Record<string, string>> = {
  awa: 'awa.mensah@griot.example',
  kossi: 'kossi.adjovi@griot.example',
  fatoumata: 'fatoumata.traore@griot.example',
  hugo: 'hugo.lambert@griot.example',
  aminata: 'aminata.diallo@griot.example',
}

interface Line {
  who: string
  film: string
  body: string
  hoursAgo: number
  answers?: readonly { who: string; body: string; hoursAgo: number }[]
  report?: string
}

const talk: readonly Line[] = [
  {
    who: 'hugo',
    film: 'tears-of-steel',
    hoursAgo: 60,
    body: 'Le plan du pont vaut à lui seul les douze minutes. Quelqu’un sait où il a été tourné ?',
    answers: [
      { who: 'fatoumata', hoursAgo: 52, body: 'À Amsterdam, près de la Vieille Église : elle est dans le film.' },
      { who: 'awa', hoursAgo: 20, body: 'Vu hier soir au village sur un petit réseau, en 144p. L’histoire passe quand même !' },
    ],
  },
  { who: 'aminata', film: 'big-buck-bunny', hoursAgo: 30, body: 'Mes enfants l’ont regardé quatre fois de suite.' },
  { who: 'kossi', film: 'tears-of-steel', hoursAgo: 9, body: 'REGARDEZ GRATUITEMENT tous les films ici : http://films-gratuits.example/cliquez', report: 'awa' },
]

/** The demo's voices: stars, favourites, two lists, a conversation, one comment that waits for a moderator. */
export async function seed(ctx: Ctx): Promise<void> {
  const people = new Map<string, string>()
  for (const [who, email] of Object.entries(emails)) {
    const person = await findPersonByEmail(ctx.db, email)
    if (person) people.set(who, person.id)
  }
  await seedStars(ctx, people)
  await seedTalk(ctx, people)
  const awa = people.get('awa')
  if (awa) await seedLists(ctx, awa)
  await computeNeighbours(ctx)
}

const idOf = async (ctx: Ctx, slug: string): Promise<string | null> =>
  getFilm(ctx, slug).then(
    (film) => film.id,
    () => null,
  )

async function seedStars(ctx: Ctx, people: ReadonlyMap<string, string>): Promise<void> {
  const rated = new Set<string>()
  for (const [who, given] of Object.entries(stars)) {
    for (const [slug, count] of Object.entries(given)) {
      const [person, film] = [people.get(who), await idOf(ctx, slug)]
      if (!person || !film) continue
      await setStars(ctx.db, person, film, count, after(ctx.now, -2 * day))
      rated.add(film)
    }
  }
  const saved = await idOf(ctx, 'atlantics')
  if (saved && people.has('awa')) await setSaved(ctx.db, people.get('awa')!, saved, true, after(ctx.now, -day))
  for (const film of saved ? [...rated, saved] : rated) await recordOpinion(ctx.db, film, await totalsOf(ctx.db, film))
}

async function seedTalk(ctx: Ctx, people: ReadonlyMap<string, string>): Promise<void> {
  for (const { who, film, body, hoursAgo, answers = [], report } of talk) {
    const [userId, filmId] = [people.get(who), await idOf(ctx, film)]
    if (!userId || !filmId) continue
    const id = await insertComment(ctx.db, { filmId, parentId: null, userId, body, at: after(ctx.now, -hoursAgo * hour) })
    for (const one of answers) {
      const answerer = people.get(one.who)
      if (answerer) await insertComment(ctx.db, { filmId, parentId: id, userId: answerer, body: one.body, at: after(ctx.now, -one.hoursAgo * hour) })
    }
    const reporter = report && people.get(report)
    if (reporter) await addReport(ctx.db, { id, userId: reporter, reason: 'spam', note: null, at: after(ctx.now, -hour) })
  }
}

async function seedLists(ctx: Ctx, userId: string): Promise<void> {
  const lists: [string, string[], boolean][] = [
    ['Ce soir en famille', ['big-buck-bunny', 'lionheart', 'king-of-boys'], false],
    ['Le Sahel à l’écran', ['tilai', 'sarraounia', 'touki-bouki', 'tey', 'atlantics'], true],
  ]
  for (const [name, films, shared] of lists) {
    const id = await insertList(ctx.db, userId, name, ctx.now)
    for (const slug of films) {
      const film = await idOf(ctx, slug)
      if (film) await addToList(ctx.db, id, film, ctx.now)
    }
    if (shared) await updateList(ctx.db, id, { shareToken: randomToken(18) }, ctx.now)
  }
}
