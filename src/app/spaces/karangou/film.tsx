import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { actAround, FilmAround, FilmOpinion, loadAround } from '#domains/audience/screens/around.tsx'
import type { operations as cinemaOperations } from '#domains/cinema/operations.ts'
import { FilmAwards, FilmCredits, FilmFacts, FilmHead, FilmStage, FilmSynopsis, WishForm } from '#domains/cinema/screens/film-view.tsx'
import type { operations as fundingOperations } from '#domains/crowdfunding/operations.ts'
import { EndCard } from '#domains/crowdfunding/screens/public/end-card.tsx'
import { FilmProjects } from '#domains/crowdfunding/screens/public/project-tile.tsx'
import type { operations as playbackOperations } from '#domains/playback/operations.ts'
import { FilmStage as PlayerStage } from '#domains/playback/screens/stage.tsx'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Page, Split } from '#ui/layout'
import { unlessAway } from './unless-away.ts'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

/** A film's page is put together here: what it is (cinema), where it plays (playback), what people make of it (audience), what it can fund (crowdfunding). */
export async function loader({ context, params, request, url }: LoaderFunctionArgs) {
  const page = pageOf(context)
  const slug = params.slug ?? ''
  const film = await callerOf<typeof cinemaOperations>(context, 'cinema').getFilm({ slug })
  const signedIn = page.actor.kind === 'person'
  const { progress } = film.watchable && signedIn ? await callerOf<typeof playbackOperations>(context, 'playback').filmProgress({ slug }) : { progress: null }
  const [around, projects] = film.listed
    ? await Promise.all([loadAround(context, slug, request), unlessAway(callerOf<typeof fundingOperations>(context, 'crowdfunding').fundableAfter({ slug }))])
    : [null, []]
  return { film, progress, around, projects, now: clock.now(), signedIn, origin: page.origin, signIn: `/sign-in?to=${encodeURIComponent(url.pathname)}` }
}

/** Which form of the page was sent → the operation it calls. */
const intents: Readonly<Record<string, string>> = { wish: 'cinema.wishFilm', unwish: 'cinema.unwishFilm' }

export async function action({ context, params, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const intent = form.get('intent')
  const operation = typeof intent === 'string' ? intents[intent] : undefined
  const done = operation ? await pageOf(context).submit(operation, form, { slug: params.slug }) : await actAround(context, form, params.slug ?? '')
  if (!done) throw new Response(null, { status: 400 })
  return done.ok ? redirect(`/karangou/films/${params.slug}`, 303) : done
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Submitted
}

export default function KarangouFilm({ loaderData: { film, progress, around, projects, now, signedIn, origin, signIn }, actionData }: Props) {
  const player = film.watchable && (
    <PlayerStage slug={film.slug} title={film.title} poster={film.poster} cut={film.cut} guest={!signedIn} resumeAtMs={progress?.resumeAtMs} durationMs={progress?.durationMs} />
  )
  return (
    <Page>
      <FilmHead film={film} origin={origin} />
      <FilmStage film={film} player={player || undefined} actions={around && <FilmOpinion around={around} result={actionData} />} />
      <WishForm film={film} signedIn={signedIn} signIn={signIn} result={actionData} />
      <Split aside={<FilmFacts film={film} />}>
        <FilmSynopsis film={film} />
        <FilmCredits film={film} />
        <FilmAwards awards={film.awards} />
      </Split>
      <FilmProjects projects={projects} now={now} />
      {film.watchable && projects[0] && <EndCard project={projects[0]} />}
      {around && <FilmAround around={around} result={actionData} />}
    </Page>
  )
}
