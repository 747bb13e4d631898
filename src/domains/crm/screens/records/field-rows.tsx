import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { Act } from './act.tsx'
import type { FieldsData, FieldsSaid } from './fields.tsx'

/** The agency's own fields in their order: rename, reorder, retire. */
export function FieldRows({ data: { fields, kind, mayManage }, said }: { data: FieldsData; said: FieldsSaid | null }) {
  const { t } = useText()
  if (fields.length === 0) return <p className="records-none">{t('crm.fieldsEmpty')}</p>
  return (
    <ul className="sheet-rows">
      {fields.map((field, place) => (
        <li key={field.id}>
          <FieldName field={field} mayManage={mayManage} said={said?.about === field.id && said.intent === 'edit' ? said : null} />
          {mayManage && (
            <span className="records-tools">
              {place > 0 && (
                <Act
                  values={{ intent: 'order', kind, ids: moved(fields, place, place - 1).join(',') }}
                  label={t('crm.fieldUp', { label: field.label })}
                  icon={<Icon of={ArrowUp} size="small" />}
                />
              )}
              {place < fields.length - 1 && (
                <Act
                  values={{ intent: 'order', kind, ids: moved(fields, place, place + 1).join(',') }}
                  label={t('crm.fieldDown', { label: field.label })}
                  icon={<Icon of={ArrowDown} size="small" />}
                />
              )}
              <Act values={{ intent: 'retire', id: field.id }} label={`${t('crm.fieldRetire')} ${field.label}`} icon={<Icon of={X} size="small" />} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

const moved = (fields: FieldsData['fields'], from: number, to: number): string[] => {
  const ids = fields.map(({ id }) => id)
  ids.splice(to, 0, ...ids.splice(from, 1))
  return ids
}

function FieldName({ field, mayManage, said }: { field: FieldsData['fields'][number]; mayManage: boolean; said: FieldsSaid | null }) {
  const { t } = useText()
  const title = (
    <>
      {field.label} <Badge>{t(`crm.type.${field.type}`)}</Badge>
    </>
  )
  if (!mayManage) return <span>{title}</span>
  return (
    <Disclosure title={title} open={said !== null}>
      <Form result={said?.result} submit={t('crm.save')} kind="secondary">
        <Hidden values={{ intent: 'edit', id: field.id }} />
        <Field name="label" id={`label-${field.id}`} label={t('crm.fieldLabel')} defaultValue={field.label} required maxLength={80} />
        {field.choices.length > 0 && (
          <Field name="choices" id={`choices-${field.id}`} label={t('crm.fieldChoices')} hint={t('crm.hint.list')} defaultValue={field.choices.join(', ')} required />
        )}
      </Form>
    </Disclosure>
  )
}
