import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import type { operations as cinemaOperations } from '#domains/cinema/operations.ts'
import { loadStudioFilm, StudioFilmView, submitStudioFilm, type StudioSubmitted } from '#domains/cinema/screens/studio-film.tsx'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Form, Hidden } from '#ui/form'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

/** A maker's film: its facts and review (cinema) with its video (media). */
export async function loader(args: LoaderFunctionArgs) {
  return loadStudioFilm(args)
}

export async function action(args: ActionFunctionArgs): Promise<StudioSubmitted | Response> {
  const form = await args.request.formData()
  return form.get('intent') === 'video' ? openVideo(args) : submitStudioFilm(args, form)
}

/** Opens the place a film's video is sent to, and ties it to the film. */
async function openVideo({ context, params }: ActionFunctionArgs): Promise<StudioSubmitted | Response> {
  const page = pageOf(context)
  const film = await callerOf<typeof cinemaOperations>(context, 'cinema').getStudioFilm({ id: params.id! })
  const made = await page.submit('media.createTitle', new FormData(), { workspaceId: film.workspaceId, name: film.originalTitle })
  if (!made.ok) return { intent: 'video', result: made }
  const tied = await page.submit('cinema.setFilmVideo', new FormData(), { id: film.id, titleId: (made.output as { id: string }).id })
  return tied.ok ? redirect(`/karangou/studio/films/${film.id}?tab=video`, 303) : { intent: 'video', result: tied }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: StudioSubmitted
}

export default function KarangouStudioFilm({ loaderData, actionData }: Props) {
  const { film } = loaderData
  return <StudioFilmView loaderData={loaderData} actionData={actionData} video={<Video film={film} result={actionData} />} />
}

function Video({ film, result }: { film: Props['loaderData']['film']; result?: StudioSubmitted }) {
  const { t } = useText()
  if (film.titleId) return <p>{t(`cinema.video.${film.titleState ?? 'none'}`)}</p>
  return (
    <EmptyState title={t('cinema.video.none')} action={film.editable && <Form result={result?.intent === 'video' ? result.result : null} submit={t('cinema.videoStart')}><Hidden values={{ intent: 'video' }} /></Form>}>
      {t('cinema.videoStartText')}
    </EmptyState>
  )
}
