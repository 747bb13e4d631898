import { ArrowRight, Play } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Tag } from '#ui/badge'
import { Button } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, Section, Shelf } from '#ui/layout'
import { Pattern } from '#ui/pattern'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import type { Film } from '../schema.ts'
import { CollectionTile } from './collection-tile.tsx'
import { FilmTile, filmHref } from './film-card.tsx'
import { PublicHead } from './head.tsx'
import { countryName } from './names.ts'
import { SearchField } from './search-field.tsx'
import './cinema.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  return { front: await callerOf<typeof operations>(context, 'cinema').karangouFront(), origin: pageOf(context).origin }
}

export default function KarangouFront({ loaderData: { front, origin } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t, lang, number } = useText()
  const { totals } = front
  const lead = t('cinema.frontLead', { films: totals.films, countries: totals.countries, people: totals.people })
  const site = { '@context': 'https://schema.org', '@type': 'WebSite', name: 'Karangou', url: `${origin}/karangou`, potentialAction: { '@type': 'SearchAction', target: `${origin}/karangou/films?q={q}`, 'query-input': 'required name=q' } }
  return (
    <>
      <PublicHead origin={origin} path="/karangou" title={t('cinema.frontTitle')} description={lead} image={front.lead?.poster} about={site} />
      <div className="cine-hero">
        <div className="cine-hero-in">
          <div className="cine-hero-words">
            <h1>{t('cinema.frontTitle')}</h1>
            <p className="lead">{lead}</p>
            <form className="cine-search" action="/karangou/films" role="search">
              <SearchField label={t('cinema.frontSearch')} />
              <Button type="submit" kind="primary" size="large">{t('cinema.frontSearchGo')}</Button>
            </form>
          </div>
          {front.lead && <Lead film={front.lead} />}
        </div>
        <Pattern name="bogolan" />
      </div>
      <Page width="wide">
        {front.watchable.length > 0 && (
          <Section title={t('cinema.frontNow')} lead={t('cinema.frontNowLead')} action={<a href="/karangou/films?watchable=true">{t('cinema.frontAll')}</a>}>
            <Shelf label={t('cinema.frontNow')} min="card">{front.watchable.map((film) => <FilmTile key={film.id} film={film} ratio="wide" />)}</Shelf>
          </Section>
        )}
        {front.collections.length > 0 && (
          <Section title={t('cinema.frontCollections')} action={<a href="/karangou/collections">{t('cinema.frontAll')}</a>}>
            <Shelf label={t('cinema.frontCollections')} min="card">{front.collections.map((one) => <CollectionTile key={one.id} collection={one} />)}</Shelf>
          </Section>
        )}
        <Section title={t('cinema.frontNewest')} action={<a href="/karangou/films?sort=year">{t('cinema.frontAll')}</a>}>
          <Shelf label={t('cinema.frontNewest')}>{front.newest.map((film) => <FilmTile key={film.id} film={film} />)}</Shelf>
        </Section>
        {front.laureates.length > 0 && (
          <Section title={t('cinema.frontLaureates')} lead={t('cinema.frontLaureatesLead')}>
            <ul className="cine-laureates">
              {front.laureates.map(({ film, award }) => (
                <li key={film.id}>
                  <span className="tabular">{award.year}</span>
                  <span><a href={filmHref(film.slug)}><strong>{film.title}</strong></a><span className="cine-line cine-soft">{[film.directors.join(', '), film.countries.slice(0, 2).map((code) => countryName(lang, code)).join(', ')].filter(Boolean).join(' · ')}</span><span className="cine-line cine-soft">{award.body}, <span lang="en">{award.category}</span></span></span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t('cinema.frontCountries')}>
          <div className="cluster">{front.countries.map(({ value, count }) => <Tag key={value} href={`/karangou/films?country=${value}`}>{countryName(lang, value)} <span className="cine-soft tabular">{'\u00a0'}{number(count)}</span></Tag>)}</div>
        </Section>
        <p className="cine-credits-line">{t('cinema.frontData')}</p>
      </Page>
    </>
  )
}

function Lead({ film }: { film: Film }) {
  const { t, list, lang } = useText()
  return (
    <a className="cine-lead" href={filmHref(film.slug)}>
      <Poster title={film.title} picture={film.poster} ratio="wide" sizes="(min-width: 60rem) 40rem, 92vw" priority decorative />
      <span className="cine-lead-words">
        <span>{t('cinema.lead')}</span>
        <strong>{film.title}</strong>
        <span>{[list(film.directors), film.year, film.countries.map((code) => countryName(lang, code)).join(', ')].filter(Boolean).join(' · ')}</span>
        <span className="btn" data-kind="primary" data-size="medium"><Icon of={film.watchable ? Play : ArrowRight} size="small" />{t(film.watchable ? (film.cut === 'extract' ? 'cinema.watchExtract' : 'cinema.watch') : 'cinema.frontKnow')}</span>
      </span>
    </a>
  )
}
