import type { ReactNode } from 'react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { FilmStage } from './stage.tsx'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

/** The plain player: for browsers without script. With script, the full one takes its place. */
export async function loadPlainly({ context, params, url }: LoaderFunctionArgs) {
  const page = pageOf(context)
  const query = url.searchParams
  const token = query.get('session')
  const session = token && /^[\w-]{20,80}$/.test(token) ? token : null
  const slug = params.slug ?? ''
  const { title, poster } = await callerOf<typeof operations>(context, 'playback').filmForStage({ slug })
  return { slug, title, poster, session, sound: query.has('sound'), guest: page.actor.kind === 'nobody' }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const form = await request.formData()
  const slug = params.slug ?? ''
  const result = await pageOf(context).submit('playback.startWatching', new FormData(), { film: slug, beats: false })
  if (!result.ok) return result
  const { token } = result.output as { token: string }
  return redirect(`/karangou/films/${slug}/watch?session=${token}${form.get('sound') ? '&sound=1' : ''}`, 303)
}

export type Watching = Exclude<Awaited<ReturnType<typeof action>>, Response>

interface Props {
  film: Awaited<ReturnType<typeof loadPlainly>>
  actionData?: Watching | undefined
  /** What lies over the player when the film is over. */
  children?: ReactNode
}

/** The browser's own player; captions are in the master playlist. */
function Plain({ src, sound }: { src: string; sound: boolean }) {
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- captions are in the master playlist
  if (sound) return <audio controls autoPlay src={src} />
  return (
    <div className="stage-plain">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- captions are in the master playlist */}
      <video controls autoPlay playsInline src={src} />
    </div>
  )
}

/** Seen only where scripts run (`scripting` media feature). */
function Scripted({ children }: { children: ReactNode }) {
  return <div className="stage-scripted">{children}</div>
}

export function WatchPlainly({ film: { slug, title, poster, session, sound, guest }, actionData, children }: Props) {
  const { t } = useText()
  const here = `/karangou/films/${slug}/watch`
  return (
    <Page width="normal">
      <PageHead title={title} actions={<LinkButton href={`/karangou/films/${slug}`}>{t('playback.backToFilm')}</LinkButton>} />
      {!session && <FilmStage slug={slug} title={title} poster={poster} guest={guest} begins={actionData !== undefined} />}
      {session && (
        <Scripted>
          <FilmStage slug={slug} title={title} poster={poster} guest={guest} begins />
        </Scripted>
      )}
      {children}
      <noscript>
        {session && <Plain src={`/api/playback/${session}/${sound ? 'sound' : 'master'}.m3u8`} sound={sound} />}
        <Notice kind="info" title={t('playback.watchLead')}>
          {t('playback.watchNotHere')}
        </Notice>
        <Form result={actionData ?? null} action={here}>
          <div className="btn-row">
            <Button type="submit" kind="primary">
              {t('playback.watchPicture')}
            </Button>
            <Button type="submit" name="sound" value="1">
              {t('playback.noScriptSound')}
            </Button>
          </div>
        </Form>
      </noscript>
    </Page>
  )
}
