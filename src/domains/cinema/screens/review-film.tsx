import type { ReactNode } from 'react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Card, Facts } from '#ui/card'
import { ChoiceField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section, Split } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { reviewPoints, verdicts } from '../types.ts'
import { History } from './history.tsx'
import { countryName, languageName, tones } from './names.ts'
import './cinema.css'

/** Names of countries and languages are made here: browsers know fewer of them than the server. */
export async function loadReview({ context, params }: LoaderFunctionArgs) {
  const { lang } = pageOf(context)
  const film = await callerOf<typeof operations>(context, 'cinema').getReview({ id: params.id ?? '' })
  const named = (codes: readonly string[], name: typeof countryName) => codes.map((code) => name(lang, code))
  return { film, words: { countries: named(film.countries, countryName), languages: named(film.languages, languageName), subtitles: named(film.subtitles, languageName) } }
}

export async function submitReview({ context, request, params }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const operation = form.get('intent') === 'withdraw' ? 'withdrawFilm' : 'decideFilm'
  const done = await pageOf(context).submit(`cinema.${operation}`, form, { id: params.id })
  return done.ok ? redirect('/karangou/review', 303) : done
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loadReview>>
  actionData?: Submitted
  /** Where the reviewer watches the film, put in by the app. */
  player: ReactNode
}

/** One film on the reviewer's desk: watch it, read its facts, decide point by point. */
export function ReviewFilmView({ loaderData: { film, words }, actionData, player }: Props) {
  const { t } = useText()
  return (
    <Page width="wide">
      <PageHead
        title={film.originalTitle}
        tab={`${film.originalTitle} · ${t('cinema.review')}`}
        eyebrow={<a href="/karangou/review">{t('cinema.review')}</a>}
        lead={
          <>
            <Badge tone={tones[film.state]}>{t(`cinema.state.${film.state}`)}</Badge> {film.workspaceName}
          </>
        }
      />
      {film.own && <Notice kind="warn">{t('cinema.ownNote')}</Notice>}
      <div className="cine-screen">{player}</div>
      <Split
        aside={
          <div className="cine-aside">
            <ReviewFacts film={film} words={words} />
          </div>
        }
      >
        <Decide film={film} result={actionData} />
        <Section title={t('cinema.synopsis')}>
          <div className="prose">
            {[film.synopsisFr, film.synopsisEn].map(
              (text, place) =>
                text && (
                  <p key={place} lang={place === 0 ? 'fr' : 'en'}>
                    {text}
                  </p>
                ),
            )}
            {!film.synopsisFr && !film.synopsisEn && <p className="cine-soft">{t('cinema.noSynopsis')}</p>}
          </div>
        </Section>
        <Section title={t('cinema.history')}>
          <History decisions={film.decisions} />
        </Section>
      </Split>
    </Page>
  )
}

type Film = Props['loaderData']['film']

function Decide({ film, result }: { film: Film; result?: Submitted }) {
  const { t } = useText()
  if (film.state === 'published') {
    return (
      <Section title={t('cinema.withdraw')}>
        <Form result={result} submit={t('cinema.withdraw')} kind="danger">
          <Hidden values={{ intent: 'withdraw' }} />
          <Field type="textarea" name="note" label={t('cinema.withdrawNote')} required rows={3} />
        </Form>
      </Section>
    )
  }
  if (film.state !== 'submitted')
    return (
      <Section>
        <Notice>{t('cinema.notWaiting')}</Notice>
      </Section>
    )
  if (film.own) return null
  return (
    <Section title={t('cinema.decide')} lead={t('cinema.decideLead')}>
      <Form result={result} submit={t('cinema.sendDecision')}>
        <ChoiceField
          name="verdict"
          label={t('cinema.verdict')}
          required
          options={verdicts
            .toSorted((a, b) => Number(b === 'published') - Number(a === 'published'))
            .map((value) => ({ value, label: t(`cinema.verdict.${value}`), hint: t(`cinema.verdict.${value}Hint`) }))}
        />
        <Fieldset legend={t('cinema.points')} hint={t('cinema.pointsHint')}>
          <div id="f-points" className="cine-lines">
            {reviewPoints.map((point) => (
              <Field key={point} type="textarea" rows={2} name={point} label={t(`cinema.point.${point}`)} maxLength={2000} />
            ))}
          </div>
        </Fieldset>
        <Field type="textarea" name="note" label={t('cinema.decisionNote')} rows={3} maxLength={4000} />
      </Form>
    </Section>
  )
}

function ReviewFacts({ film, words }: { film: Film; words: Props['loaderData']['words'] }) {
  const { t, list, duration } = useText()
  const names = (role: string) => film.credits.filter((credit) => credit.role === role).map((credit) => credit.name)
  return (
    <Card title={t('cinema.facts')}>
      <Facts
        items={[
          { label: t('cinema.house'), value: film.workspaceName },
          { label: t('cinema.role.director'), value: list(names('director')) },
          { label: t('cinema.year'), value: film.year ?? t('cinema.unknown') },
          { label: t('cinema.length'), value: film.minutes === null ? t('cinema.unknown') : duration(film.minutes * 60) },
          { label: t('cinema.cutField'), value: t(`cinema.cut.${film.cut}`) },
          { label: t('cinema.country'), value: list(words.countries) || t('cinema.unknown') },
          { label: t('cinema.language'), value: list(words.languages) },
          { label: t('cinema.genre'), value: list(film.genreLabels.filter((genre) => film.genres.includes(genre.slug)).map((genre) => genre.label)) },
          { label: t('cinema.subtitles'), value: list(words.subtitles) || t('cinema.unknown') },
          { label: t('cinema.age'), value: film.age === null ? t('cinema.unknown') : film.age === 0 ? t('cinema.ageAll') : t('cinema.ageAdvice', { age: film.age }) },
          { label: t('cinema.role.cast'), value: list(names('cast').slice(0, 8)) },
          { label: t('cinema.rightsStatement'), value: film.rights },
        ]}
      />
    </Card>
  )
}
