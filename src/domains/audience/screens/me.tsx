import { Clapperboard, MonitorPlay } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import type { FilmCard } from '#domains/cinema'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section, Shelf } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { FilmTile } from './film-tile.tsx'
import { Recommended } from './recommended.tsx'
import './audience.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

interface Going {
  items: { film: FilmCard; positionMs: number; durationMs: number }[]
}

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor, call } = pageOf(context)
  const audience = callerOf<typeof operations>(context, 'audience')
  const [going, saved, recommended, watching] = await Promise.all([
    call('playback.continueWatching', { limit: 12 }) as Promise<Going>,
    audience.listFavourites({ limit: 12 }),
    audience.recommendFilms({ limit: 14 }),
    call('playback.listWatching') as Promise<{ limit: number; items: unknown[] }>,
  ])
  return {
    name: actor.kind === 'person' ? actor.name.split(' ')[0]! : '',
    going: going.items,
    saved: saved.items,
    recommended,
    watching: { limit: watching.limit, live: watching.items.length },
  }
}

type Data = Awaited<ReturnType<typeof loader>>

/** The viewer's own page: what was begun, what was saved, what might please and why. */
export default function Me({ loaderData: { name, going, saved, recommended, watching } }: { loaderData: Data }) {
  const { t, number } = useText()
  const devices = (
    <LinkButton kind="quiet" href="/account/devices" icon={<Icon of={MonitorPlay} />}>
      {t('audience.yourDevices')} ({number(watching.live)}/{number(watching.limit)})
    </LinkButton>
  )
  return (
    <Page width="wide">
      <PageHead
        title={t('audience.meTitle')}
        lead={t('audience.meLead', { name })}
        actions={
          <>
            <LinkButton href="/karangou/history">{t('audience.history')}</LinkButton>
            <LinkButton href="/karangou/lists">{t('audience.listsTitle')}</LinkButton>
            {devices}
          </>
        }
      />
      {going.length > 0 ? <Begun going={going} /> : <Nothing />}
      <Recommended title={t('audience.recommendedTitle')} films={recommended} />
      {saved.length > 0 && (
        <Section title={t('audience.savedTitle')} action={<a href="/karangou/favourites">{t('audience.seeAll')}</a>}>
          <Shelf label={t('audience.savedTitle')}>
            {saved.map(({ film }) => (
              <FilmTile key={film.id} film={film} />
            ))}
          </Shelf>
        </Section>
      )}
    </Page>
  )
}

function Begun({ going }: Pick<Data, 'going'>) {
  const { t } = useText()
  return (
    <Section title={t('playback.continueTitle')} action={<a href="/karangou/history">{t('audience.seeAll')}</a>}>
      <Shelf label={t('playback.continueTitle')} min="card">
        {going.map(({ film, positionMs, durationMs }) => (
          <FilmTile key={film.id} film={film} ratio="wide" progress={positionMs / durationMs} word={t('audience.leftAt', { at: clock(positionMs) })} />
        ))}
      </Shelf>
    </Section>
  )
}

function Nothing() {
  const { t } = useText()
  return (
    <EmptyState
      title={t('audience.meEmpty')}
      picture={<Icon of={Clapperboard} size="large" />}
      action={
        <LinkButton kind="primary" href="/karangou/films?watchable=true">
          {t('audience.exploreFilms')}
        </LinkButton>
      }
    >
      {t('audience.meEmptyText')}
    </EmptyState>
  )
}

const clock = (ms: number): string => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`
