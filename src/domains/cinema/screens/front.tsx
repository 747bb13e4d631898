import { ArrowRight, Play } from 'lucide-react'
import type { ReactNode } from 'react'
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
import type { Film, FilmCard } from '../schema.ts'
import { CollectionTile, FilmTile, filmHref } from './tiles.tsx'
import { PublicHead } from './head.tsx'
import { countryName } from './names.ts'
import { SearchField } from './search-field.tsx'
import './cinema.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  return { front: await callerOf<typeof operations>(context, 'cinema').karangouFront(), origin: pageOf(context).origin }
}

type FrontData = Awaited<ReturnType<typeof loader>>['front']

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  /** What other rooms offer beside the films. */
  beside?: ReactNode
}

export default function KarangouFront({ loaderData: { front, origin }, beside }: Props) {
  const { t } = useText()
  const { totals } = front
  const lead = t('cinema.frontLead', { films: totals.films, countries: totals.countries, people: totals.people })
  const site = {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: 'Karangou',
    url: `${origin}/karangou`,
    potentialAction: { '@type': 'SearchAction', target: `${origin}/karangou/films?q={q}`, 'query-input': 'required name=q' },
  }
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
              <Button type="submit" kind="primary" size="large">
                {t('cinema.frontSearchGo')}
              </Button>
            </form>
          </div>
          {front.lead && <Lead film={front.lead} />}
        </div>
        <Pattern name="bogolan" />
      </div>
      <Page width="wide">
        <Shelves front={front} beside={beside} />
        <Laureates laureates={front.laureates} />
        <Countries countries={front.countries} />
        <p className="cine-credits-line">{t('cinema.frontData')}</p>
      </Page>
    </>
  )
}

/** What can be watched, what belongs together, what is recent. */
function Shelves({ front: { watchable, collections, newest }, beside }: { front: FrontData; beside: ReactNode }) {
  const { t } = useText()
  const all = (href: string) => <a href={href}>{t('cinema.frontAll')}</a>
  return (
    <>
      {watchable.length > 0 && (
        <Section title={t('cinema.frontNow')} lead={t('cinema.frontNowLead')} action={all('/karangou/films?watchable=true')}>
          <Shelf label={t('cinema.frontNow')} min="card">
            {watchable.map((film) => (
              <FilmTile key={film.id} film={film} ratio="wide" />
            ))}
          </Shelf>
        </Section>
      )}
      {beside}
      {collections.length > 0 && (
        <Section title={t('cinema.frontCollections')} action={all('/karangou/collections')}>
          <Shelf label={t('cinema.frontCollections')} min="card">
            {collections.map((one) => (
              <CollectionTile key={one.id} collection={one} />
            ))}
          </Shelf>
        </Section>
      )}
      <Section title={t('cinema.frontNewest')} action={all('/karangou/films?sort=year')}>
        <Shelf label={t('cinema.frontNewest')}>
          {newest.map((film) => (
            <FilmTile key={film.id} film={film} />
          ))}
        </Shelf>
      </Section>
    </>
  )
}

/** The roll of honour: year, film, prize. */
function Laureates({ laureates }: { laureates: FrontData['laureates'] }) {
  const { t, lang } = useText()
  if (laureates.length === 0) return null
  const made = (film: FilmCard) =>
    [
      film.directors.join(', '),
      film.countries
        .slice(0, 2)
        .map((code) => countryName(lang, code))
        .join(', '),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Section title={t('cinema.frontLaureates')} lead={t('cinema.frontLaureatesLead')}>
      <ul className="cine-laureates">
        {laureates.map(({ film, award }) => (
          <li key={film.id}>
            <span className="tabular">{award.year}</span>
            <span>
              <a href={filmHref(film.slug)}>
                <strong>{film.title}</strong>
              </a>
              <span className="cine-line cine-soft">{made(film)}</span>
              <span className="cine-line cine-soft">
                {award.body}, <span lang="en">{award.category}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Countries({ countries }: { countries: FrontData['countries'] }) {
  const { t, lang, number } = useText()
  return (
    <Section title={t('cinema.frontCountries')}>
      <div className="cluster">
        {countries.map(({ value, count }) => (
          <Tag key={value} href={`/karangou/films?country=${value}`}>
            {countryName(lang, value)}
            <span className="cine-soft tabular">
              {'\u00a0'}
              {number(count)}
            </span>
          </Tag>
        ))}
      </div>
    </Section>
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
        <span className="btn" data-kind="primary" data-size="medium">
          <Icon of={film.watchable ? Play : ArrowRight} size="small" />
          {t(film.watchable ? (film.cut === 'extract' ? 'cinema.watchExtract' : 'cinema.watch') : 'cinema.frontKnow')}
        </span>
      </span>
    </a>
  )
}
