import { HandCoins } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import type { operations as cinemaOperations } from '#domains/cinema/operations.ts'
import { loadStudioFilm, StudioFilmView, submitStudioFilm, type StudioSubmitted } from '#domains/cinema/screens/studio-film.tsx'
import type { operations as mediaOperations } from '#domains/media/operations.ts'
import { PosterDesk } from '#domains/media/screens/poster-desk.tsx'
import { SubtitleDesk } from '#domains/media/screens/subtitle-desk.tsx'
import { takeTitleAction } from '#domains/media/screens/title-action.ts'
import { TitleDesk } from '#domains/media/screens/title-desk.tsx'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { EmptyState, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

/** A maker's film: its facts and review (cinema) with its video (media). */
export async function loader(args: LoaderFunctionArgs) {
  const data = await loadStudioFilm(args)
  const { titleId } = data.film
  return { ...data, title: titleId ? await callerOf<typeof mediaOperations>(args.context, 'media').getTitle({ titleId }) : null }
}

export async function action(args: ActionFunctionArgs): Promise<StudioSubmitted | Response> {
  const form = await args.request.formData()
  const ofTitle = await takeTitleAction(args.context, form)
  if (ofTitle) return ofTitle.ok ? redirect(videoOf(args.params.id!), 303) : { intent: 'video', result: ofTitle }
  return form.get('intent') === 'video' ? openVideo(args) : submitStudioFilm(args, form)
}

const videoOf = (id: string): string => `/karangou/studio/films/${id}?tab=video`

/** Opens the place a film's video is sent to, and ties it to the film. */
async function openVideo({ context, params }: ActionFunctionArgs): Promise<StudioSubmitted | Response> {
  const page = pageOf(context)
  const film = await callerOf<typeof cinemaOperations>(context, 'cinema').getStudioFilm({ id: params.id! })
  const made = await page.submit('media.createTitle', new FormData(), { workspaceId: film.workspaceId, name: film.originalTitle })
  if (!made.ok) return { intent: 'video', result: made }
  const tied = await page.submit('cinema.setFilmVideo', new FormData(), { id: film.id, titleId: (made.output as { id: string }).id })
  return tied.ok ? redirect(videoOf(film.id), 303) : { intent: 'video', result: tied }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: StudioSubmitted
}

export default function KarangouStudioFilm({ loaderData, actionData }: Props) {
  const { t } = useText()
  const next = (
    <LinkButton href={`/karangou/studio/projects/new?film=${loaderData.film.slug}`} icon={<Icon of={HandCoins} size="small" />}>
      {t('crowdfunding.studio.fundNext')}
    </LinkButton>
  )
  return <StudioFilmView loaderData={loaderData} actionData={actionData} video={<Video loaderData={loaderData} result={actionData} />} acts={next} />
}

function Video({ loaderData: { film, title, choices }, result }: { loaderData: Props['loaderData']; result?: StudioSubmitted }) {
  const { t } = useText()
  const refused = result?.intent === 'video' ? result.result : null
  if (title) {
    const back = videoOf(film.id)
    return (
      <>
        {refused && !refused.ok && <RefusalNote refusal={refused.refusal} />}
        <TitleDesk title={title} back={back} />
        <SubtitleDesk title={title} back={back} languages={choices.languages} />
        {title.playable && <PosterDesk title={title} back={back} />}
      </>
    )
  }
  return (
    <EmptyState
      title={t('cinema.video.none')}
      action={
        film.editable && (
          <Form result={refused} submit={t('cinema.videoStart')}>
            <Hidden values={{ intent: 'video' }} />
          </Form>
        )
      }
    >
      {t('cinema.videoStartText')}
    </EmptyState>
  )
}
