import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { loadReview, ReviewFilmView, submitReview } from '#domains/cinema/screens/review-film.tsx'
import { FilmStage } from '#domains/playback/screens/stage.tsx'
import type { PageHandle, Submitted } from '#platform/page'
import { Poster } from '#ui/poster'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

/** A film on the reviewer's desk: its facts and the decision (cinema) with the player (playback). */
export async function loader(args: LoaderFunctionArgs) {
  return loadReview(args)
}

export async function action(args: ActionFunctionArgs): Promise<Submitted | Response> {
  return submitReview(args)
}

export default function KarangouReviewFilm({ loaderData, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  const { film } = loaderData
  const player =
    film.titleState === 'ready' ? (
      <FilmStage slug={film.slug} title={film.originalTitle} poster={film.poster} cut={film.cut} guest={false} />
    ) : (
      <Poster title={film.originalTitle} picture={film.poster} ratio="wide" decorative />
    )
  return <ReviewFilmView loaderData={loaderData} actionData={actionData} player={player} />
}
