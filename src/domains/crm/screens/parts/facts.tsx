import { Button } from '#ui/button'
import { Facts } from '#ui/card'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { countryName, languageName } from '#ui/words/names.ts'
import { said as shownValue } from '../records/rows.tsx'
import { FactFields } from './fact-fields.tsx'
import type { Sheet, SheetData, SheetSaid } from './sheet.ts'
import './sheet.css'

/** What is known, and the form that changes it. Two people may have it open: nobody writes over the other (`version`). */
export function RecordFacts({ data: { sheet }, said }: { data: SheetData; said: SheetSaid | null }) {
  const { t } = useText()
  const refused = said?.intent === 'crm:edit' && !said.result.ok ? said.result : null
  // After a clash the next save is made from what stands there now: the person has read it.
  const version = refused?.refusal.code === 'crm.changedMeanwhile' ? Number(refused.refusal.params.version) : sheet.version
  return (
    <Section title={t('crm.facts')}>
      <Known sheet={sheet} />
      {sheet.mayEdit && (
        <Disclosure title={t('crm.edit')} open={refused !== null}>
          <Form result={refused} submit={t('crm.save')} key={sheet.version}>
            <Hidden values={{ intent: 'crm:edit', version }} />
            <Field name="name" id="edit-name" label={t('crm.f.name')} defaultValue={sheet.name} required maxLength={200} />
            <FactFields kind={sheet.kind} sheet={sheet} fields={sheet.fields} />
          </Form>
          <Form className="sheet-remove">
            <Hidden values={{ intent: 'crm:remove' }} />
            <Button type="submit" kind="danger" size="small">
              {t('crm.remove')}
            </Button>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}

function Known({ sheet }: { sheet: Sheet }) {
  const { t, lang } = useText()
  const answer = (value: boolean | null) => t(value === null ? 'crm.unknown' : value ? 'crm.yes' : 'crm.no')
  const isArtist = sheet.kind === 'artist'
  const items = [
    { label: t('crm.f.email'), value: sheet.email && <a href={`mailto:${sheet.email}`}>{sheet.email}</a> },
    { label: t('crm.f.phone'), value: sheet.phone && <a href={`tel:${sheet.phone}`}>{sheet.phone}</a> },
    { label: t('crm.f.city'), value: [sheet.city, sheet.country && countryName(lang, sheet.country)].filter(Boolean).join(', ') },
    { label: t('crm.f.languages'), value: sheet.languages.map((one) => languageName(lang, one)).join(', ') },
    { label: t('crm.f.tags'), value: sheet.tags.join(', ') },
    ...(isArtist
      ? [
          { label: t('crm.f.selfProduced'), value: answer(sheet.selfProduced) },
          { label: t('crm.f.hasTeam'), value: answer(sheet.hasTeam) },
        ]
      : []),
    { label: t('crm.f.source'), value: sheet.source },
    ...sheet.fields.map(({ key, label }) => ({ label, value: shownValue(sheet.custom[key], t) })),
  ].filter(({ value }) => value !== null && value !== '')
  return (
    <>
      {sheet.biography && <p className="sheet-biography">{sheet.biography}</p>}
      <Facts items={items.map(({ label, value }) => ({ label, value: value as string }))} />
    </>
  )
}
