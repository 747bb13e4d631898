import type { z } from 'zod'
import type { Submitted } from '#platform/page'
import { CheckField, ChoiceField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { useText } from '#ui/text'
import type { StudioFilm } from '../schema.ts'
import { creditRoles } from '../types.ts'
import type { Choice } from './names.ts'

type Studio = z.output<typeof StudioFilm>

export interface Choices {
  countries: readonly Choice[]
  languages: readonly Choice[]
}

const none: Choice = { value: '', label: '—' }

/** The facts of a film, as its makers write them. */
export function FactsForm({ film, choices, result }: { film: Studio; choices: Choices; result?: Submitted | null }) {
  const { t } = useText()
  const unlisted = film.languages.filter((code) => choices.languages.every(({ value }) => value !== code)).map((code) => ({ value: code, label: code }))
  return (
    <Form result={result} submit={t('cinema.save')}>
      <Hidden values={{ intent: 'facts' }} />
      <TitleFields film={film} />
      <YearAndLength film={film} />
      <Several name="countries" label={t('cinema.countriesField')} chosen={film.countries} options={[none, ...choices.countries]} />
      <Several name="languages" label={t('cinema.languagesField')} chosen={film.languages} options={[none, ...choices.languages, ...unlisted]} />
      <GenreChecks film={film} />
      <Field type="textarea" name="synopsisFr" label={t('cinema.synopsisFr')} rows={6} defaultValue={film.synopsisFr ?? ''} maxLength={4000} />
      <Field type="textarea" name="synopsisEn" label={t('cinema.synopsisEn')} rows={6} defaultValue={film.synopsisEn ?? ''} maxLength={4000} />
      <AgeMenu film={film} />
      <Field type="textarea" name="rights" label={t('cinema.rightsField')} hint={t('cinema.rightsHint')} rows={3} defaultValue={film.rights ?? ''} maxLength={2000} />
      <ChoiceField
        name="cut"
        label={t('cinema.cutField')}
        defaultValue={film.cut}
        options={[
          { value: 'whole', label: t('cinema.cut.whole') },
          { value: 'extract', label: t('cinema.cut.extract') },
        ]}
      />
    </Form>
  )
}

function TitleFields({ film }: { film: Studio }) {
  const { t } = useText()
  return (
    <>
      <Field name="originalTitle" label={t('cinema.filmTitle')} required defaultValue={film.originalTitle} maxLength={200} />
      <Field name="titleFr" label={t('cinema.titleFr')} defaultValue={film.titleFr ?? ''} maxLength={200} />
      <Field name="titleEn" label={t('cinema.titleEn')} defaultValue={film.titleEn ?? ''} maxLength={200} />
    </>
  )
}

function YearAndLength({ film }: { film: Studio }) {
  const { t } = useText()
  return (
    <div className="cine-pair">
      <Field type="number" name="year" label={t('cinema.yearField')} defaultValue={film.year ?? ''} min={1880} max={2200} inputMode="numeric" />
      <Field
        type="number"
        name="minutes"
        label={t('cinema.minutesField')}
        defaultValue={film.minutes ?? ''}
        min={1}
        max={2000}
        inputMode="numeric"
        unit={t('cinema.minutesUnit')}
      />
    </div>
  )
}

function GenreChecks({ film }: { film: Studio }) {
  const { t } = useText()
  return (
    <Fieldset legend={t('cinema.genresField')} hint={t('cinema.severalHint')}>
      {/* Two empty answers make a list even when every box is left empty. */}
      <input type="hidden" name="genres" value="" />
      <input type="hidden" name="genres" value="" />
      <div className="cine-checks">
        {film.genreLabels.map(({ slug, label }) => (
          <CheckField key={slug} id={`genre-${slug}`} name="genres" value={slug} label={label} defaultChecked={film.genres.includes(slug)} />
        ))}
      </div>
    </Fieldset>
  )
}

function AgeMenu({ film }: { film: Studio }) {
  const { t } = useText()
  const advice = [7, 10, 12, 14, 16, 18].map((age) => ({ value: String(age), label: t('cinema.ageAdvice', { age }) }))
  return (
    <Field
      type="select"
      name="age"
      label={t('cinema.ageField')}
      defaultValue={film.age === null ? '' : String(film.age)}
      options={[none, { value: '0', label: t('cinema.ageAll') }, ...advice]}
    />
  )
}

/** Several answers from one long list: a menu for each, and two spare ones. */
function Several({ name, label, chosen, options }: { name: string; label: string; chosen: readonly string[]; options: readonly Choice[] }) {
  return (
    <Fieldset legend={label}>
      <div className="cine-choices">
        {[...chosen, '', ''].map((value, place) => (
          <Field
            key={place}
            type="select"
            id={place === 0 ? undefined : `${name}-${place}`}
            name={name}
            label={`${label} ${place + 1}`}
            defaultValue={value}
            options={options}
            required={place === 0 ? false : undefined}
          />
        ))}
      </div>
    </Fieldset>
  )
}

/** Who made the film, one line a person, with spare lines. */
export function CreditsForm({ film, result }: { film: Studio; result?: Submitted | null }) {
  const { t } = useText()
  const roles = creditRoles.map((value) => ({ value, label: t(`cinema.role.${value}`) }))
  const spare = film.credits.length === 0 ? (['director', 'writer', 'producer', 'cast', 'cast', 'camera'] as const) : (['cast', 'cast', 'crew'] as const)
  const lines = [...film.credits, ...spare.map((role) => ({ role, name: '', character: null }))]
  return (
    <Form result={result} submit={t('cinema.saveCredits')}>
      <Hidden values={{ intent: 'credits' }} />
      <p className="field-hint">{t('cinema.creditsHint')}</p>
      <ol className="cine-lines">
        {lines.map((line, place) => (
          <li key={place}>
            <Field type="select" name={`credits.${place}.role`} label={t('cinema.creditRole')} defaultValue={line.role} options={roles} required />
            <Field name={`credits.${place}.name`} label={t('cinema.creditName')} defaultValue={line.name} maxLength={160} required={false} />
            <Field name={`credits.${place}.character`} label={t('cinema.creditCharacter')} defaultValue={line.character ?? ''} maxLength={160} />
          </li>
        ))}
      </ol>
    </Form>
  )
}

/** Prizes and nominations, with spare lines. */
export function AwardsForm({ film, result }: { film: Studio; result?: Submitted | null }) {
  const { t } = useText()
  const lines = [...film.awards, ...Array.from({ length: 2 }, () => ({ body: '', year: '', category: '', won: false }))]
  return (
    <Form result={result} submit={t('cinema.saveAwards')} kind="secondary">
      <Hidden values={{ intent: 'awards' }} />
      <ol className="cine-lines" data-of="awards">
        {lines.map((line, place) => (
          <li key={place}>
            <Field name={`awards.${place}.body`} label={t('cinema.awardBody')} defaultValue={line.body} maxLength={120} />
            <Field type="number" name={`awards.${place}.year`} label={t('cinema.awardYear')} defaultValue={line.year} min={1900} max={2200} />
            <Field name={`awards.${place}.category`} label={t('cinema.awardCategory')} defaultValue={line.category} maxLength={200} />
            <CheckField name={`awards.${place}.won`} label={t('cinema.awardWon')} defaultChecked={line.won} />
          </li>
        ))}
      </ol>
    </Form>
  )
}
