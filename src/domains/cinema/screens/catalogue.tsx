import { SlidersHorizontal, X } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { CheckField, Field } from '#ui/form'
import { Icon } from '#ui/icon'
import { Grid, Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { Tag } from '#ui/badge'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import type { Facets } from '../schema.ts'
import { filmSorts } from '../types.ts'
import { FilmTile } from './tiles.tsx'
import { PublicHead } from './head.tsx'
import { countryName, languageName } from './names.ts'
import { SearchField } from './search-field.tsx'
import './cinema.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

const names = ['q', 'country', 'language', 'genre', 'subtitles', 'yearFrom', 'yearTo', 'length', 'watchable', 'sort'] as const
type Asked = Partial<Record<(typeof names)[number], string>>

export async function loader({ context, request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams
  const asked: Asked = Object.fromEntries(names.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])))
  const filters = filtersOf(asked)
  const cinema = callerOf<typeof operations>(context, 'cinema')
  const sort = filmSorts.find((one) => one === asked.sort)
  const after = search.get('after') ?? undefined
  const [page, facets] = await Promise.all([cinema.listFilms({ ...filters, sort, after, limit: 24 }), cinema.filmFacets(filters)])
  return { page, facets, asked, origin: pageOf(context).origin, further: after !== undefined }
}

/** What the form asks, as the operation wants it; what makes no sense is left out rather than refused. */
function filtersOf(asked: Asked) {
  const code = (value: string | undefined, shape: RegExp) => (value && shape.test(value) ? [value] : undefined)
  const year = (value: string | undefined) => (value && /^(1[89]|2[01])\d\d$/.test(value) ? Number(value) : undefined)
  const lengths: Record<string, { minutesFrom?: number; minutesTo?: number }> = {
    short: { minutesTo: 59 },
    middle: { minutesFrom: 60, minutesTo: 120 },
    long: { minutesFrom: 121 },
  }
  return {
    q: asked.q?.slice(0, 200),
    country: code(asked.country, /^[A-Z]{2}$/),
    language: code(asked.language, /^[a-z]{2,3}$/),
    genre: code(asked.genre, /^[a-z-]{2,40}$/),
    subtitles: code(asked.subtitles, /^[a-z]{2,3}$/),
    yearFrom: year(asked.yearFrom),
    yearTo: year(asked.yearTo),
    watchable: asked.watchable === 'true' ? true : undefined,
    ...lengths[asked.length ?? ''],
  }
}

function address(asked: Asked, change: Asked & { after?: string }): string {
  const search = new URLSearchParams(Object.entries({ ...asked, ...change }).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return `/karangou/films${search.size ? `?${search}` : ''}`
}

export default function Catalogue({ loaderData: { page, facets, asked, origin, further } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  return (
    <Page width="wide">
      <PublicHead origin={origin} path="/karangou/films" title={t('cinema.catalogue')} description={t('cinema.metaCatalogue')} />
      <PageHead title={t('cinema.catalogue')} tab={null} lead={t('cinema.catalogueLead', { n: facets.total })} />
      <Filters facets={facets} asked={asked} />
      <Given asked={asked} facets={facets} />
      {page.items.length === 0 ? (
        <EmptyState
          title={t('cinema.emptyTitle')}
          action={
            <LinkButton kind="primary" href="/karangou/films">
              {t('cinema.emptyAction')}
            </LinkButton>
          }
        >
          {t('cinema.emptyText')}
        </EmptyState>
      ) : (
        <Grid min="poster">
          {page.items.map((film, place) => (
            <FilmTile key={film.id} film={film} priority={place < 4} />
          ))}
        </Grid>
      )}
      <Pager previous={further ? address(asked, {}) : null} next={page.next ? address(asked, { after: page.next }) : null} />
    </Page>
  )
}

/** A plain GET form: the address says what is shown. */
function Filters({ facets, asked }: { facets: Facets; asked: Asked }) {
  const { t } = useText()
  const set = names.filter((name) => name !== 'q' && name !== 'sort' && asked[name]).length
  return (
    <form className="cine-filters" action="/karangou/films" role="search">
      <div className="cine-search">
        <SearchField label={t('cinema.catalogueSearch')} value={asked.q} />
        <Button type="submit" kind="primary" size="large">
          {t('cinema.catalogueGo')}
        </Button>
      </div>
      <details open={set > 0}>
        <summary className="btn" data-kind="secondary" data-size="medium">
          <Icon of={SlidersHorizontal} size="small" />
          {set > 0 ? t('cinema.filtersOn', { n: set }) : t('cinema.filters')}
        </summary>
        <div className="cine-choices">
          <FacetMenus facets={facets} asked={asked} />
          <YearFields facets={facets} asked={asked} />
          <LengthMenu asked={asked} />
          <SortMenu asked={asked} />
          <CheckField name="watchable" label={t('cinema.onlyWatchable')} defaultChecked={asked.watchable === 'true'} />
        </div>
      </details>
    </form>
  )
}

/** One menu of the form, on what was asked last. */
function Menu({ name, label, asked, options }: { name: keyof Asked; label: string; asked: Asked; options: readonly { value: string; label: string }[] }) {
  return <Field type="select" name={name} label={label} defaultValue={asked[name]} options={options} required />
}

/** The choices the films themselves offer, each with how many it would show. */
function FacetMenus({ facets, asked }: { facets: Facets; asked: Asked }) {
  const { t, lang } = useText()
  const choices = (some: Facets['countries'], name: (code: string) => string, any: string) => [
    { value: '', label: t(any) },
    ...some.map(({ value, label, count }) => ({ value, label: `${label ?? name(value)} (${count})` })).toSorted((a, b) => a.label.localeCompare(b.label, lang)),
  ]
  const country = (code: string) => countryName(lang, code)
  const language = (code: string) => languageName(lang, code)
  return (
    <>
      <Menu name="country" label={t('cinema.country')} asked={asked} options={choices(facets.countries, country, 'cinema.any')} />
      <Menu name="genre" label={t('cinema.genre')} asked={asked} options={choices(facets.genres, (code) => code, 'cinema.any')} />
      <Menu name="language" label={t('cinema.language')} asked={asked} options={choices(facets.languages, language, 'cinema.anyLanguage')} />
      <Menu name="subtitles" label={t('cinema.subtitles')} asked={asked} options={choices(facets.subtitles, language, 'cinema.any')} />
    </>
  )
}

function YearFields({ facets, asked }: { facets: Facets; asked: Asked }) {
  const { t } = useText()
  const year = { type: 'number', min: 1890, max: 2100, required: false } as const
  return (
    <div className="cine-pair">
      <Field {...year} name="yearFrom" label={t('cinema.from')} defaultValue={asked.yearFrom} placeholder={String(facets.yearFirst ?? '')} />
      <Field {...year} name="yearTo" label={t('cinema.to')} defaultValue={asked.yearTo} placeholder={String(facets.yearLast ?? '')} />
    </div>
  )
}

function LengthMenu({ asked }: { asked: Asked }) {
  const { t } = useText()
  const options = [
    { value: '', label: t('cinema.lengthAny') },
    { value: 'short', label: t('cinema.lengthShort') },
    { value: 'middle', label: t('cinema.lengthMiddle') },
    { value: 'long', label: t('cinema.lengthLong') },
  ]
  return <Menu name="length" label={t('cinema.length')} asked={asked} options={options} />
}

function SortMenu({ asked }: { asked: Asked }) {
  const { t } = useText()
  const options = [
    { value: '', label: t(asked.q ? 'cinema.sort.best' : 'cinema.sort.newest') },
    ...filmSorts.filter((sort) => asked.q || sort !== 'newest').map((value) => ({ value, label: t(`cinema.sort.${value}`) })),
  ]
  return <Menu name="sort" label={t('cinema.sortBy')} asked={asked} options={options} />
}

/** What is being asked, each a link that takes it away. */
function Given({ asked, facets }: { asked: Asked; facets: Facets }) {
  const { t, lang } = useText()
  const label: Record<string, (value: string) => string> = {
    q: (q) => t('cinema.resultsFor', { q }),
    country: (code) => countryName(lang, code),
    language: (code) => languageName(lang, code),
    genre: (slug) => facets.genres.find((genre) => genre.value === slug)?.label ?? slug,
    subtitles: (code) => `${t('cinema.subtitles')} : ${languageName(lang, code)}`,
    yearFrom: (year) => `${t('cinema.from')} ${year}`,
    yearTo: (year) => `${t('cinema.to')} ${year}`,
    length: (value) => t(`cinema.length${value === 'short' ? 'Short' : value === 'long' ? 'Long' : 'Middle'}`),
    watchable: () => t('cinema.onlyWatchable'),
  }
  const given = names.filter((name) => name !== 'sort' && asked[name])
  if (given.length === 0) return null
  return (
    <div className="cine-on">
      {given.map((name) => (
        <Tag key={name} current href={address(asked, { [name]: '' })}>
          {label[name]!(asked[name]!)}
          {'\u00a0'}
          <Icon of={X} size="small" />
        </Tag>
      ))}
      {given.length > 1 && <a href="/karangou/films">{t('cinema.clear')}</a>}
    </div>
  )
}
