import { CheckCheck } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Poster } from '#ui/poster'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { countryName, tones } from './names.ts'
import './cinema.css'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const { lang } = pageOf(context)
  const { items, decided } = await callerOf<typeof operations>(context, 'cinema').reviewQueue()
  return { items: items.map((film) => ({ ...film, madeIn: film.countries.map((code) => countryName(lang, code)).join(', ') })), decided, now: clock.now() }
}

/** The reviewers' desk: who waits, since when. */
export default function Review({ loaderData: { items, decided, now } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t, relative, date } = useText()
  return (
    <Page>
      <PageHead title={t('cinema.reviewTitle')} tab={`${t('cinema.review')} · Karangou`} lead={t('cinema.reviewLead', { n: items.length })} />
      {items.length === 0 && (
        <EmptyState title={t('cinema.reviewEmpty')} picture={<Icon of={CheckCheck} size="large" />}>
          {t('cinema.reviewEmptyText')}
        </EmptyState>
      )}
      <ul className="cine-rows">
        {items.map((film, place) => (
          <li key={film.id} className="cine-row">
            <Poster title={film.title} picture={film.poster} sizes="4rem" decorative />
            <div className="cine-row-name">
              <a href={`/karangou/review/${film.id}`}>{film.title}</a>
              {film.round > 1 && <Badge tone="accent">{t('cinema.reviewRound', { n: film.round })}</Badge>}
              {film.own && <Badge tone="warn">{t('cinema.reviewOwn')}</Badge>}
            </div>
            <p className="cine-soft">
              {[film.directors.join(', '), film.year, film.madeIn].filter(Boolean).join(' · ')}
              <span className="cine-line">
                {film.workspaceName} · {t('cinema.wait', { ago: relative(film.submittedAt, now) })}
              </span>
            </p>
            <div className="cine-row-acts">
              <LinkButton kind={place === 0 ? 'primary' : 'secondary'} href={`/karangou/review/${film.id}`}>
                {t('cinema.reviewFilm')}
              </LinkButton>
            </div>
          </li>
        ))}
      </ul>
      {decided.length > 0 && (
        <Section title={t('cinema.reviewDecided')}>
          <Table
            caption={t('cinema.reviewDecided')}
            hideCaption
            rows={decided}
            rowKey={(row) => `${row.id}${row.at.toISOString()}`}
            columns={[
              { key: 'title', label: t('cinema.film'), cell: (row) => <a href={`/karangou/review/${row.id}`}>{row.title}</a> },
              {
                key: 'kind',
                label: t('cinema.verdict'),
                cell: (row) => <Badge tone={row.kind === 'submitted' ? 'neutral' : tones[row.kind]}>{t(`cinema.did.${row.kind}`)}</Badge>,
              },
              { key: 'at', label: t('cinema.when'), cell: (row) => date(row.at) },
            ]}
          />
        </Section>
      )}
    </Page>
  )
}
