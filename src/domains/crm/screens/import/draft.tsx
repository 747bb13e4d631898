import { useRef } from 'react'
import { useSubmit } from 'react-router'
import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { ChoiceField, Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { ImportData } from './import.tsx'
import { groupsOf, targetLabel } from './labels.ts'
import { Preview } from './preview.tsx'

/** A list before it comes in: what its columns become, what will be read, how. One form, with or without script. */
export function Draft({ data, said }: { data: ImportData; said: Submitted | null }) {
  const { t } = useText()
  const { one, preview, mayEdit } = data
  const form = useRef<HTMLDivElement>(null)
  const submit = useSubmit()
  const refresh = (): void => {
    const own = form.current?.querySelector('form')
    if (!own) return
    const body = new FormData(own)
    body.set('intent', 'edit')
    void submit(body, { method: 'post', preventScrollReset: true })
  }
  return (
    <div ref={form}>
      {one.remembered && <Notice kind="info">{t('crm.import.remembered')}</Notice>}
      <Form result={said} preventScrollReset>
        <Hidden values={{ id: one.id }} />
        <Section title={t('crm.import.columns')} lead={t('crm.import.columnsLead')}>
          <Columns data={data} onChange={refresh} />
        </Section>
        <Options data={data} onChange={refresh} />
        {mayEdit && (
          <div className="import-acts">
            <Button type="submit" kind="primary" size="large" name="intent" value="start">
              {t('crm.import.start', { n: one.rows })}
            </Button>
            <Button type="submit" name="intent" value="edit">
              {t('crm.import.update')}
            </Button>
          </div>
        )}
      </Form>
      {preview && <Preview one={one} preview={preview} />}
    </div>
  )
}

function Columns({ data: { one }, onChange }: { data: ImportData; onChange: () => void }) {
  const { t } = useText()
  const own = new Map(one.fields.map(({ key, label }) => [key, label]))
  return (
    <ul className="import-columns">
      {one.columns.map(({ label, target, cells, type }, at) => (
        <li key={`${label} ${at}`} data-left={target === '' ? '' : undefined}>
          <label htmlFor={`mapping-${at}`}>{label}</label>
          <p className="import-cells">{cells.length > 0 ? cells.join(' · ') : '—'}</p>
          <select id={`mapping-${at}`} name="mapping" defaultValue={target || 'none'} key={target} onChange={onChange}>
            <option value="none">{t('crm.import.leaveOut')}</option>
            {groupsOf(one.targets).map((group) => (
              <optgroup key={group.label} label={t(group.label)}>
                {sorted(group.targets, type).map((name) => (
                  <option key={name} value={name}>
                    {targetLabel(t, name, own)}
                  </option>
                ))}
              </optgroup>
            ))}
            {one.fields.length > 0 && (
              <optgroup label={t('crm.import.ownFields')}>
                {one.fields.map(({ key, label: field }) => (
                  <option key={key} value={`custom:${key}`}>
                    {field}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        </li>
      ))}
    </ul>
  )
}

/** A new field of the type that the cells are of comes first. */
const sorted = (targets: readonly string[], type: string): string[] => targets.toSorted((a, b) => Number(b === `new:${type}`) - Number(a === `new:${type}`))

function Options({ data: { one, people }, onChange }: { data: ImportData; onChange: () => void }) {
  const { t } = useText()
  const { options, reading } = one
  const choices = <Name extends string>(names: readonly Name[], key: string) =>
    names.map((value) => ({ value, label: t(`crm.import.${key}.${value}`), hint: t(`crm.import.${key}.${value}Hint`) }))
  return (
    <>
      <div className="import-options">
        <ChoiceField name="duplicates" label={t('crm.import.duplicates')} defaultValue={options.duplicates} options={choices(['ask', 'skip', 'complete', 'overwrite'], 'mode')} />
        <ChoiceField name="wrongCells" label={t('crm.import.wrongCells')} defaultValue={options.wrongCells} options={choices(['aside', 'leave'], 'wrong')} />
      </div>
      <Disclosure title={t('crm.import.options')}>
        <div className="import-fields">
          <Field name="tags" label={t('crm.import.tags')} hint={t('crm.hint.list')} defaultValue={options.tags.join(', ')} />
          <Field name="source" label={t('crm.import.source')} defaultValue={options.source ?? ''} maxLength={120} />
          <Field
            name="ownerId"
            type="select"
            label={t('crm.import.owner')}
            defaultValue={options.ownerId ?? ''}
            options={[{ value: '', label: t('crm.import.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <Field name="country" label={t('crm.import.country')} hint={t('crm.import.countryHint')} defaultValue={options.country ?? ''} maxLength={2} />
          <Field
            name="monthFirst"
            type="select"
            label={t('crm.import.dates')}
            defaultValue={String(options.monthFirst)}
            onChange={onChange}
            options={[
              { value: 'false', label: t('crm.import.dayFirst') },
              { value: 'true', label: t('crm.import.monthFirst') },
            ]}
          />
        </div>
      </Disclosure>
      {reading && <ReadingFields reading={reading} />}
    </>
  )
}

const encodings = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'windows-1252', 'windows-1250', 'windows-1251', 'windows-1256', 'macintosh']

function ReadingFields({ reading }: { reading: NonNullable<ImportData['one']['reading']> }) {
  const { t } = useText()
  const separators = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }
  const known = [...new Set([...encodings, ...(reading.encoding ? [reading.encoding] : [])])]
  return (
    <Disclosure title={t('crm.import.reading')}>
      <div className="import-fields">
        {reading.make === 'xlsx' && (
          <Field name="sheet" type="select" label={t('crm.import.sheet')} defaultValue={reading.sheet ?? ''} options={reading.sheets.map((value) => ({ value, label: value }))} />
        )}
        {reading.make === 'csv' && (
          <>
            <Field name="encoding" type="select" label={t('crm.import.encoding')} defaultValue={reading.encoding ?? ''} options={known.map((value) => ({ value, label: value }))} />
            <Field
              name="separator"
              type="select"
              label={t('crm.import.separator')}
              defaultValue={reading.separator ?? ','}
              options={Object.entries(separators).map(([value, name]) => ({ value, label: t(`crm.import.sep.${name}`) }))}
            />
          </>
        )}
        <Field name="headerRow" type="number" min={0} max={1000} label={t('crm.import.headerRow')} hint={t('crm.import.headerRowHint')} defaultValue={reading.headerRow} />
      </div>
    </Disclosure>
  )
}
