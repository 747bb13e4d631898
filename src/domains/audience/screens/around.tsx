import type { RouterContextProvider } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type Submitted } from '#platform/page'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { Comments } from './comments.tsx'
import { OpinionBar } from './opinion.tsx'
import { Recommended } from './recommended.tsx'

type Context = Readonly<RouterContextProvider>
export type Around = Awaited<ReturnType<typeof loadAround>>

/** What the audience says of a film, for the page that shows the film. */
export async function loadAround(context: Context, slug: string, request: Request) {
  const audience = callerOf<typeof operations>(context, 'audience')
  const signedIn = pageOf(context).actor.kind === 'person'
  const after = new URL(request.url).searchParams.get('comments') ?? undefined
  const [opinion, lists, talk, similar] = await Promise.all([
    audience.filmOpinion({ slug }),
    signedIn ? audience.listsForFilm({ slug }) : null,
    audience.listComments({ slug, after, limit: 20 }),
    audience.similarFilms({ slug, limit: 8 }),
  ])
  return { slug, opinion, lists: lists?.items ?? null, talk, similar, signedIn, signIn: `/sign-in?to=${encodeURIComponent(`/karangou/films/${slug}`)}`, now: clock.now() }
}

const acts: Readonly<Record<string, string>> = {
  save: 'saveFilm',
  rate: 'rateFilm',
  unrate: 'unrateFilm',
  list: 'addListFilm',
  unlist: 'removeListFilm',
  comment: 'postComment',
  edit: 'editComment',
  delete: 'deleteComment',
  report: 'reportComment',
}

/** Does what one of the forms of `FilmAround` or `FilmOpinion` asks; null when the form belongs to somebody else. After a success, redirect to the film. */
export async function actAround(context: Context, form: FormData, slug: string): Promise<Submitted | null> {
  const given = form.get('intent')
  const intent = typeof given === 'string' ? given : ''
  const { submit } = pageOf(context)
  if (intent === 'newList') return submit('audience.createList', form, { film: slug })
  const operation = acts[intent]
  if (!operation) return null
  const onFilm = ['save', 'rate', 'unrate', 'list', 'unlist', 'comment'].includes(intent)
  return submit(`audience.${operation}`, form, onFilm ? { slug } : {})
}

/** Save, rate, add to a list: stands under the film's title. */
export function FilmOpinion({ around, result = null }: { around: Around; result?: Submitted | null }) {
  return <OpinionBar slug={around.slug} opinion={around.opinion} lists={around.lists} signIn={around.signIn} result={result} />
}

/** Comments, and what to see next with its reasons: stands below the film. */
export function FilmAround({ around, result = null }: { around: Around; result?: Submitted | null }) {
  const { t } = useText()
  return (
    <>
      <Recommended title={t('audience.similarTitle')} films={around.similar} />
      <Comments slug={around.slug} talk={around.talk} now={around.now} signedIn={around.signedIn} signIn={around.signIn} result={result} />
    </>
  )
}
