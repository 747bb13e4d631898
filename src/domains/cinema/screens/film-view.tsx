import { Bell, BellOff, PenLine } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Facts } from '#ui/card'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { Film } from '../schema.ts'
import { PublicHead } from './head.tsx'
import { countryName, languageName } from './names.ts'
import { movie, type Opinion } from './structured.ts'
import './cinema.css'

/** The first whole words of a text, as many as search engines and messengers show. */
const opening = (text: string): string => (text.length <= 300 ? text : `${text.slice(0, 300).replace(/\s+\S*$/, '')}…`)

/** Title, pictures and facts for search engines and messengers. */
export function FilmHead({ film, origin, opinion }: { film: Film; origin: string; opinion?: Opinion | null }) {
  const { t, list } = useText()
  const title = film.directors.length ? t('cinema.metaFilm', { title: film.title, names: list(film.directors) }) : film.title
  return (
    <PublicHead
      origin={origin}
      path={`/karangou/films/${film.slug}`}
      title={title}
      description={film.synopsis && opening(film.synopsis)}
      image={film.poster}
      type="video.movie"
      about={movie(film, origin, opinion)}
    />
  )
}

interface StageProps {
  film: Film
  /** What plays the film; without it, its picture. */
  player?: ReactNode
  /** Under the title: the mark, save buttons… */
  actions?: ReactNode
}

/** The top of a film's page: where it plays, its name, who made it. */
export function FilmStage({ film, player, actions }: StageProps) {
  const { t, list } = useText()
  return (
    <header className="cine-stage">
      <div className="cine-screen">{player ?? <Poster title={film.title} picture={film.poster} ratio="wide" sizes="(min-width: 72rem) 68rem, 100vw" priority decorative />}</div>
      <div className="cine-title">
        <h1>{film.title}</h1>
        {film.originalTitle !== film.title && <p className="cine-original">{film.originalTitle}</p>}
        {film.directors.length > 0 && <p className="lead">{t('cinema.directedBy', { names: list(film.directors) })}</p>}
        <FilmLine film={film} />
        {film.cut === 'extract' && film.watchable && <p className="cine-note">{t('cinema.extractNote')}</p>}
        {actions && <div className="btn-row">{actions}</div>}
      </div>
    </header>
  )
}

/** Year, length, countries in one line. */
export function FilmLine({ film }: { film: Film }) {
  const { t, lang, duration } = useText()
  const facts = [
    film.year,
    film.minutes === null ? null : duration(film.minutes * 60),
    film.countries.map((code) => countryName(lang, code)).join(', '),
    film.genreLabels.map(({ label }) => label).join(', '),
  ].filter(Boolean)
  return (
    <p className="cine-facts">
      {facts.join(' · ')}
      {film.age !== null && <Badge>{film.age === 0 ? t('cinema.ageAll') : t('cinema.ageAdvice', { age: film.age })}</Badge>}
    </p>
  )
}

/** On a notice: be told when it can be watched. `signIn` is where a stranger goes first. */
export function WishForm({ film, signedIn, signIn, result }: { film: Film; signedIn: boolean; signIn: string; result?: Submitted | null }) {
  const { t } = useText()
  if (film.watchable) return null
  return (
    <div className="cine-wish">
      <p>{film.wished ? t('cinema.wished') : t('cinema.wishHint')}</p>
      {signedIn ? (
        <Form result={result}>
          <Hidden values={{ intent: film.wished ? 'unwish' : 'wish' }} />
          <Button type="submit" kind={film.wished ? 'secondary' : 'primary'} icon={<Icon of={film.wished ? BellOff : Bell} />}>
            {t(film.wished ? 'cinema.unwish' : 'cinema.wish')}
          </Button>
        </Form>
      ) : (
        <LinkButton kind="primary" href={signIn} icon={<Icon of={Bell} />}>
          {t('cinema.wishSignIn')}
        </LinkButton>
      )}
    </div>
  )
}

export function FilmSynopsis({ film }: { film: Film }) {
  const { t, lang } = useText()
  const foreign = film.synopsisLanguage !== null && film.synopsisLanguage !== lang
  return (
    <Section title={t('cinema.synopsis')}>
      <div className="prose">
        {film.synopsis ? (
          film.synopsis.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph.slice(0, 40)} lang={foreign ? film.synopsisLanguage! : undefined}>
              {paragraph}
            </p>
          ))
        ) : (
          <p className="cine-soft">{t('cinema.noSynopsis')}</p>
        )}
        {foreign && <p className="cine-soft">{t('cinema.synopsisOnlyIn', { language: languageName(lang, film.synopsisLanguage!) })}</p>}
      </div>
    </Section>
  )
}

const shownCast = 12

/** Who made it, by role. */
export function FilmCredits({ film }: { film: Film }) {
  const { t } = useText()
  if (film.credits.length === 0) return null
  const roles = [...Map.groupBy(film.credits, (credit) => credit.role)]
  return (
    <Section title={t('cinema.credits')}>
      <dl className="cine-credits">
        {roles.map(([role, people]) => (
          <div key={role}>
            <dt>{t(`cinema.role.${role}`)}</dt>
            <dd>
              <People people={people.slice(0, shownCast)} />
              {people.length > shownCast && (
                <Disclosure title={t('cinema.otherCredits', { n: people.length - shownCast })}>
                  <People people={people.slice(shownCast)} />
                </Disclosure>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function People({ people }: { people: Film['credits'] }) {
  return (
    <ul>
      {people.map(({ name, slug, character }) => (
        <li key={slug}>
          <a href={`/karangou/people/${slug}`}>{name}</a>
          {character && <span className="cine-soft"> {character}</span>}
        </li>
      ))}
    </ul>
  )
}

const shownAwards = 8

/** Prizes first, then nominations. */
export function FilmAwards({ awards }: { awards: Film['awards'] }) {
  const { t } = useText()
  if (awards.length === 0) return null
  return (
    <Section title={t('cinema.awards')}>
      <AwardList awards={awards.slice(0, shownAwards)} />
      {awards.length > shownAwards && (
        <Disclosure title={t('cinema.otherAwards', { n: awards.length - shownAwards })}>
          <AwardList awards={awards.slice(shownAwards)} />
        </Disclosure>
      )}
    </Section>
  )
}

export function AwardList({ awards }: { awards: readonly (Film['awards'][number] & { film?: string; filmSlug?: string })[] }) {
  const { t } = useText()
  return (
    <ul className="cine-awards">
      {awards.map((award, place) => (
        <li key={place} data-won={award.won || undefined}>
          <span className="cine-award-body">
            {award.body} <span className="tabular">{award.year}</span>
          </span>
          <span lang={award.source ? 'en' : undefined}>{award.category}</span>
          <span className="cine-soft">
            {[t(award.won ? 'cinema.won' : 'cinema.nominated'), !award.filmSlug && award.nominee ? t('cinema.awardNominee', { nominee: award.nominee }) : null]
              .filter(Boolean)
              .join(' ')}
            {award.filmSlug && (
              <>
                {' '}
                · <a href={`/karangou/films/${award.filmSlug}`}>{award.film}</a>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Each code, leading to the films of the catalogue that share it; null without any. */
const catalogueLinks = (filter: string, codes: readonly string[], name: (code: string) => string): ReactNode =>
  codes.length
    ? codes.map((code, i) => (
        <span key={code}>
          {i > 0 && ', '}
          <a href={`/karangou/films?${filter}=${code}`}>{name(code)}</a>
        </span>
      ))
    : null

/** The side column: what is known, said plainly, with its source. */
export function FilmFacts({ film }: { film: Film }) {
  const { t, lang, duration, list } = useText()
  const unknown = <span className="cine-soft">{t('cinema.unknown')}</span>
  return (
    <div className="cine-aside">
      <h2 className="visually-hidden">{t('cinema.facts')}</h2>
      <Facts
        items={[
          { label: t('cinema.originalTitle'), value: film.originalTitle !== film.title ? film.originalTitle : null },
          { label: t('cinema.year'), value: film.year ? <a href={`/karangou/films?yearFrom=${film.year}&yearTo=${film.year}`}>{film.year}</a> : unknown },
          { label: t('cinema.length'), value: film.minutes === null ? unknown : duration(film.minutes * 60) },
          { label: t('cinema.country'), value: catalogueLinks('country', film.countries, (code) => countryName(lang, code)) ?? unknown },
          { label: t('cinema.language'), value: catalogueLinks('language', film.languages, (code) => languageName(lang, code)) ?? unknown },
          { label: t('cinema.genre'), value: catalogueLinks('genre', film.genres, (slug) => film.genreLabels.find((genre) => genre.slug === slug)?.label ?? slug) },
          { label: t('cinema.subtitles'), value: film.subtitles.length ? list(film.subtitles.map((code) => languageName(lang, code))) : null },
          {
            label: t('cinema.titles'),
            value: film.titles
              .filter((one) => one.title !== film.title && one.title !== film.originalTitle)
              .map((one) => (
                <span key={one.language} lang={one.language} className="cine-line">
                  {one.title}
                </span>
              )),
          },
          {
            label: t('cinema.inCollections'),
            value: film.collections.length
              ? film.collections.map((one) => (
                  <a key={one.slug} className="cine-line" href={`/karangou/collections/${one.slug}`}>
                    {one.title}
                  </a>
                ))
              : null,
          },
          { label: t('cinema.source'), value: film.source },
        ].filter(({ value }) => !(Array.isArray(value) && value.length === 0))}
      />
      {film.mayEdit && (
        <p className="cine-edit">
          <LinkButton size="small" href={`/karangou/studio/films/${film.id}`} icon={<Icon of={PenLine} size="small" />}>
            {t('cinema.editThis')}
          </LinkButton>
        </p>
      )}
    </div>
  )
}
