import { Field } from '#ui/form'
import { useText } from '#ui/text'
import type { RecordSheet } from '../../schema/records.ts'
import { organisationRoles, type RecordKind } from '../../types.ts'

type Known = Pick<RecordSheet, 'role' | 'email' | 'phone' | 'country' | 'city' | 'biography' | 'genres' | 'languages' | 'tags' | 'selfProduced' | 'hasTeam' | 'source' | 'custom'>
type Own = RecordSheet['fields'][number]

interface FactFieldsProps {
  kind: RecordKind
  /** Null for a record that is being made. */
  sheet: Known | null
  fields: readonly Own[]
}

/** The questions about a record: the same when it is made and when it is changed. */
export function FactFields({ kind, sheet, fields }: FactFieldsProps) {
  const { t } = useText()
  const text = (name: 'email' | 'phone' | 'country' | 'city' | 'source') => ({ name, label: t(`crm.f.${name}`), defaultValue: sheet?.[name] ?? '' })
  const list = (name: 'genres' | 'tags') => ({ name, label: t(`crm.f.${name}`), hint: t('crm.hint.list'), defaultValue: sheet?.[name].join(', ') ?? '' })
  const isArtist = kind === 'artist'
  return (
    <div className="sheet-fields">
      {kind === 'person' && <Field name="role" label={t('crm.f.role')} defaultValue={sheet?.role ?? ''} maxLength={120} />}
      {kind === 'organisation' && (
        <Field
          name="role"
          type="select"
          label={t('crm.f.role')}
          defaultValue={sheet?.role ?? ''}
          options={[{ value: '', label: t('crm.unknown') }, ...organisationRoles.map((value) => ({ value, label: t(`crm.role.${value}`) }))]}
        />
      )}
      <Field {...text('email')} type="email" maxLength={254} autoComplete="off" />
      <Field {...text('country')} hint={t('crm.hint.country')} maxLength={2} autoComplete="off" />
      <Field {...text('phone')} type="tel" hint={t('crm.hint.phone')} maxLength={60} autoComplete="off" />
      <Field {...text('city')} maxLength={120} />
      {isArtist && <Field {...list('genres')} />}
      <Field name="languages" label={t('crm.f.languages')} hint={t('crm.hint.languages')} defaultValue={sheet?.languages.join(', ') ?? ''} />
      <Field {...list('tags')} />
      {isArtist && <YesNo name="selfProduced" value={sheet?.selfProduced ?? null} />}
      {isArtist && <YesNo name="hasTeam" value={sheet?.hasTeam ?? null} />}
      <Field {...text('source')} maxLength={120} />
      {fields.map((field) => (
        <OwnField key={field.key} field={field} value={sheet?.custom[field.key]} />
      ))}
      <Field name="biography" type="textarea" label={t('crm.f.biography')} defaultValue={sheet?.biography ?? ''} rows={5} maxLength={10_000} />
    </div>
  )
}

function YesNo({ name, value }: { name: 'selfProduced' | 'hasTeam'; value: boolean | null }) {
  const { t } = useText()
  const options = [
    { value: '', label: t('crm.unknown') },
    { value: 'true', label: t('crm.yes') },
    { value: 'false', label: t('crm.no') },
  ]
  return <Field name={name} type="select" label={t(`crm.f.${name}`)} defaultValue={value === null ? '' : String(value)} options={options} />
}

/** A field of the agency's own, asked by its type. */
function OwnField({ field: { key, label, type, choices }, value }: { field: Own; value: unknown }) {
  const { t } = useText()
  const name = `custom.${key}`
  const shown = Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value as string | number | boolean)
  const none = { value: '', label: t('crm.unknown') }
  if (type === 'yes-no')
    return <Field name={name} type="select" label={label} defaultValue={shown} options={[none, { value: 'true', label: t('crm.yes') }, { value: 'false', label: t('crm.no') }]} />
  if (type === 'choice') return <Field name={name} type="select" label={label} defaultValue={shown} options={[none, ...choices.map((one) => ({ value: one, label: one }))]} />
  if (type === 'choices') return <Field name={name} label={label} hint={choices.join(', ')} defaultValue={shown} />
  return (
    <Field
      name={name}
      type={type === 'date' ? 'date' : type === 'link' ? 'url' : 'text'}
      inputMode={type === 'number' ? 'decimal' : undefined}
      label={label}
      defaultValue={shown}
    />
  )
}
