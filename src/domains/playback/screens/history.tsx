import { History, Pause, Play, Trash2 } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { clock as clockOf } from '#platform/clock'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState, Notice } from '#ui/notice'
import { Dialog, DialogButton } from '#ui/overlay'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { clock } from './stage.tsx'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const playback = callerOf<typeof operations>(context, 'playback')
  const after = new URL(request.url).searchParams.get('after') ?? undefined
  const [page, settings] = await Promise.all([playback.listHistory({ after, limit: 24 }), playback.historySettings()])
  return { ...page, paused: settings.paused, first: after === undefined, now: clockOf.now() }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { submit } = pageOf(context)
  const form = await request.formData()
  const intent = form.get('intent')
  const result =
    intent === 'clear' ? await submit('playback.clearHistory', form) : intent === 'forget' ? await submit('playback.forgetFilm', form) : await submit('playback.setHistory', form)
  return result.ok ? redirect('/karangou/history', 303) : result
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Exclude<Awaited<ReturnType<typeof action>>, Response>
}

export default function WatchHistory({ loaderData: { items, next, paused, first, now }, actionData }: Props) {
  const { t } = useText()
  return (
    <Page width="normal">
      <PageHead title={t('playback.historyTitle')} lead={t('playback.historyLead')} actions={<Acts paused={paused} any={items.length > 0} result={actionData ?? null} />} />
      {paused && (
        <Notice kind="info" title={t('playback.historyPausedTitle')}>
          {t('playback.historyPausedText')}
        </Notice>
      )}
      {items.length === 0 ? (
        <EmptyState
          title={t('playback.historyEmpty')}
          picture={<Icon of={History} size="large" />}
          action={
            <LinkButton kind="primary" href="/karangou/films?watchable=true">
              {t('playback.exploreFilms')}
            </LinkButton>
          }
        >
          {t('playback.historyEmptyText')}
        </EmptyState>
      ) : (
        <ul className="watched">
          {items.map((item) => (
            <Entry key={item.film.id} item={item} now={now} />
          ))}
        </ul>
      )}
      {(next || !first) && <Pager previous={first ? null : '/karangou/history'} next={next && `/karangou/history?after=${next}`} />}
    </Page>
  )
}

function Acts({ paused, any, result }: { paused: boolean; any: boolean; result: Props['actionData'] | null }) {
  const { t } = useText()
  return (
    <>
      <Form result={result}>
        <Hidden values={{ paused: String(!paused) }} />
        <Button type="submit" icon={<Icon of={paused ? Play : Pause} />}>
          {t(paused ? 'playback.resumeHistory' : 'playback.pauseHistory')}
        </Button>
      </Form>
      {any && (
        <>
          <DialogButton dialog="clear-history" kind="quiet" icon={<Icon of={Trash2} />}>
            {t('playback.clearHistory')}
          </DialogButton>
          <Dialog id="clear-history" title={t('playback.clearHistory')}>
            <p>{t('playback.clearSure')}</p>
            <Form>
              <Hidden values={{ intent: 'clear' }} />
              <Button type="submit" kind="danger">
                {t('playback.clearYes')}
              </Button>
            </Form>
          </Dialog>
        </>
      )}
    </>
  )
}

function Entry({ item, now }: { item: Props['loaderData']['items'][number]; now: Date }) {
  const { t, relative } = useText()
  const { film, positionMs, durationMs, finished } = item
  return (
    <li>
      <a href={`/karangou/films/${film.slug}`} tabIndex={-1} aria-hidden="true">
        <Poster title={film.title} picture={film.poster} ratio="wide" sizes="8rem" decorative />
      </a>
      <div>
        <strong>
          <a href={`/karangou/films/${film.slug}`}>{film.title}</a>
        </strong>
        <small>
          {finished ? t('playback.finished') : t('playback.leftAt', { at: clock(positionMs / 1000), of: clock(durationMs / 1000) })} ·{' '}
          {t('playback.watchedAt', { when: relative(item.watchedAt, now) })}
        </small>
        <progress max={durationMs} value={finished ? durationMs : positionMs} aria-hidden="true" />
      </div>
      <Form>
        <Hidden values={{ intent: 'forget', filmId: film.id }} />
        <Button type="submit" kind="quiet" size="small" aria-label={t('playback.removeEntry', { title: film.title })}>
          {t('playback.remove')}
        </Button>
      </Form>
    </li>
  )
}
