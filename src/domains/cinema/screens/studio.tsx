import { Clapperboard, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import type { z } from 'zod'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import type { StudioCard } from '../schema.ts'
import { tones } from './names.ts'
import './cinema.css'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const { items } = await callerOf<typeof operations>(context, 'cinema').studioFilms()
  return { items, mayCreate: actor.kind === 'person' && actor.memberships.some((m) => m.permissions.includes('films.edit')) }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  /** What other rooms show here. */
  beside?: ReactNode
  /** What the list of films is called when something stands above it. */
  listTitle?: string
}

/** The director's dashboard: what waits for them first, then the rest. */
export default function Studio({ loaderData: { items, mayCreate }, beside, listTitle }: Props) {
  const { t } = useText()
  const matters = items.filter(
    (film) => film.state === 'changes-asked' || (film.state === 'draft' && film.missing === 0) || (film.state === 'draft' && film.titleState === 'failed'),
  )
  const rest = items.filter((film) => !matters.includes(film))
  return (
    <Page>
      <PageHead title={t('cinema.studioTitle')} tab={`${t('cinema.studio')} · Karangou`} lead={t('cinema.studioLead')} actions={mayCreate && items.length > 0 && <NewFilm />} />
      {beside}
      {items.length === 0 && <NoFilmYet mayCreate={mayCreate} />}
      {matters.length > 0 && (
        <Section title={t('cinema.matters')}>
          <Rows films={matters} primary />
        </Section>
      )}
      {rest.length > 0 && (
        <Section title={matters.length > 0 ? t('cinema.studioTitle') : listTitle}>
          <Rows films={rest} />
        </Section>
      )}
    </Page>
  )
}

function NewFilm() {
  const { t } = useText()
  return (
    <LinkButton kind="primary" href="/karangou/studio/films/new" icon={<Icon of={Plus} />}>
      {t('cinema.newFilm')}
    </LinkButton>
  )
}

/** A first film for who may make one; a house of their own for who may not. */
function NoFilmYet({ mayCreate }: { mayCreate: boolean }) {
  const { t } = useText()
  if (mayCreate) {
    return (
      <EmptyState title={t('cinema.studioEmpty')} action={<NewFilm />} picture={<Icon of={Clapperboard} size="large" />}>
        {t('cinema.studioEmptyText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('cinema.studioNoHouse')}
      action={
        <LinkButton kind="primary" href="/account/workspaces">
          {t('cinema.createHouse')}
        </LinkButton>
      }
    >
      {t('cinema.studioNoHouseText')}
    </EmptyState>
  )
}

function Rows({ films, primary }: { films: readonly z.output<typeof StudioCard>[]; primary?: boolean }) {
  const { t } = useText()
  return (
    <ul className="cine-rows">
      {films.map((film) => (
        <li key={film.id} className="cine-row">
          <Poster title={film.title} picture={film.poster} sizes="4rem" decorative />
          <div className="cine-row-name">
            <a href={`/karangou/studio/films/${film.id}`}>{film.title}</a>
            <Badge tone={tones[film.state]}>{t(`cinema.state.${film.state}`)}</Badge>
            {film.notice && <Badge>{t('cinema.notice')}</Badge>}
          </div>
          <p className="cine-soft">
            {t(`cinema.next.${film.state}`, { missing: film.missing, views: film.views })}
            {film.state !== 'published' && <> {t(`cinema.video.${film.titleState ?? 'none'}`)}.</>}
            {film.wishes > 0 && <> {t('cinema.waitingFor', { n: film.wishes })}.</>}
            <span className="cine-line">{film.workspaceName}</span>
          </p>
          <div className="cine-row-acts">
            <LinkButton kind={primary ? 'primary' : 'secondary'} href={`/karangou/studio/films/${film.id}`}>
              {t(film.state === 'draft' && film.missing === 0 ? 'cinema.do.ready' : `cinema.do.${film.state}`)}
            </LinkButton>
          </div>
        </li>
      ))}
    </ul>
  )
}
