import type { Submitted } from '#platform/page'
import { ChoiceField, Field, Fieldset } from '#ui/form'
import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import { FactsForm, useDesk } from './keeping.tsx'
import { CardPreview, Pictures } from './pictures.tsx'
import { factText } from './written.ts'

/** One of the workspace's videos, or a film, as a menu offers it. */
export interface Offer {
  value: string
  label: string
}

/** A menu that also holds what is already chosen, though it is no longer offered. */
const known = (offers: readonly Offer[], chosen: string | null): readonly Offer[] =>
  chosen && offers.every(({ value }) => value !== chosen) ? [...offers, { value: chosen, label: chosen }] : offers

/** Where a film of this house may be made; the others are a few letters away. */
const near = [
  'BF',
  'BI',
  'BJ',
  'CD',
  'CF',
  'CG',
  'CI',
  'CM',
  'CV',
  'DJ',
  'DZ',
  'EG',
  'ET',
  'GA',
  'GH',
  'GM',
  'GN',
  'GQ',
  'GW',
  'HT',
  'KE',
  'KM',
  'LR',
  'MA',
  'MG',
  'ML',
  'MR',
  'MU',
]
const far = ['NE', 'NG', 'RW', 'SC', 'SL', 'SN', 'ST', 'TD', 'TG', 'TN', 'TZ', 'UG', 'ZA', 'AT', 'BE', 'BR', 'CA', 'CH', 'DE', 'ES', 'FR', 'GB', 'IT', 'LU', 'NL', 'PT', 'US']

export const none = (label: string): Offer => ({ value: '', label })

/** What the project tells: its name, what it is in two sentences, its story, its video, what could go wrong. */
export function StoryTab({ result, titles, films }: { result: Submitted | null; titles: readonly Offer[]; films: readonly Offer[] }) {
  const { t } = useText()
  const { launched } = useDesk()
  return (
    <>
      <Section title={t('crowdfunding.studio.tell')} lead={t(launched ? 'crowdfunding.studio.tellLaunched' : 'crowdfunding.studio.tellLead')}>
        <div className="studio-beside">
          <FactsForm result={result}>
            <Words />
            <Ties titles={titles} films={films} />
          </FactsForm>
          <CardPreview />
        </div>
      </Section>
      <Pictures />
    </>
  )
}

function Ties({ titles, films }: { titles: readonly Offer[]; films: readonly Offer[] }) {
  const { t, lang } = useText()
  const { view, launched } = useDesk()
  const { facts } = view.written
  return (
    <>
      <Fieldset legend={t('crowdfunding.studio.ties')}>
        <Field
          type="select"
          name="videoTitleId"
          label={t('crowdfunding.studio.field.videoTitleId')}
          hint={t(titles.length === 0 ? 'crowdfunding.studio.noVideo' : 'crowdfunding.studio.videoHint')}
          options={[none(t('crowdfunding.studio.withoutVideo')), ...known(titles, facts.videoTitleId)]}
          defaultValue={factText(facts, 'videoTitleId', lang)}
        />
        <Field
          type="select"
          name="filmSlug"
          label={t('crowdfunding.studio.field.filmSlug')}
          hint={t('crowdfunding.studio.filmHint')}
          options={[none(t('crowdfunding.studio.withoutFilm')), ...known(films, facts.filmSlug)]}
          defaultValue={factText(facts, 'filmSlug', lang)}
        />
        {launched && (
          <Field
            type="select"
            name="resultFilmSlug"
            label={t('crowdfunding.studio.field.resultFilmSlug')}
            hint={t('crowdfunding.studio.resultHint')}
            options={[none(t('crowdfunding.studio.notYet')), ...known(films, facts.resultFilmSlug)]}
            defaultValue={factText(facts, 'resultFilmSlug', lang)}
          />
        )}
      </Fieldset>
      {!launched && <Place />}
    </>
  )
}

/** Fixed once the campaign runs: where the film is made, and the language of its page. */
function Place() {
  const { t, lang } = useText()
  const { facts } = useDesk().view.written
  const places = [...near, ...far].map((value) => ({ value, label: countryName(lang, value) })).toSorted((a, b) => a.label.localeCompare(b.label, lang))
  return (
    <>
      <Field
        type="select"
        name="country"
        label={t('crowdfunding.studio.field.country')}
        required
        options={[none(t('crowdfunding.studio.chooseCountry')), ...places]}
        defaultValue={factText(facts, 'country', lang)}
      />
      <ChoiceField
        name="language"
        label={t('crowdfunding.studio.field.language')}
        defaultValue={facts.language}
        options={[
          { value: 'fr', label: 'Français' },
          { value: 'en', label: 'English' },
        ]}
      />
    </>
  )
}

function Words() {
  const { t } = useText()
  const { facts } = useDesk().view.written
  return (
    <>
      <Field name="title" label={t('crowdfunding.studio.field.title')} required maxLength={120} defaultValue={facts.title} autoComplete="off" />
      <Field
        type="textarea"
        rows={3}
        name="summary"
        label={t('crowdfunding.studio.field.summary')}
        hint={t('crowdfunding.studio.summaryHint')}
        maxLength={300}
        defaultValue={facts.summary}
        required
      />
      <Field
        type="textarea"
        rows={16}
        name="story"
        label={t('crowdfunding.studio.field.story')}
        hint={t('crowdfunding.studio.storyHint')}
        maxLength={20_000}
        defaultValue={facts.story}
        required
      />
      <Field
        type="textarea"
        rows={5}
        name="risks"
        label={t('crowdfunding.studio.field.risks')}
        hint={t('crowdfunding.studio.risksHint')}
        maxLength={4_000}
        defaultValue={facts.risks}
        required
      />
    </>
  )
}
