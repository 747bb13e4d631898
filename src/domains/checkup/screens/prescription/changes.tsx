import { useText } from '#ui/text'
import type { PlanChange } from '../../schema/prescription.ts'

/** What differs between two versions, said line by line. */
export function Changes({ changes }: { changes: readonly PlanChange[] }) {
  const { t, date, number } = useText()
  const shown = (field: PlanChange['fields'][number]['field'], value: string): string => {
    if (field === 'dueOn') return date(value, 'medium')
    if (field === 'hours') return t('checkup.plan.hoursN', { n: number(Number(value)) })
    return field === 'owner' ? t(`checkup.plan.owner.${value}`) : value
  }
  return (
    <ul className="plan-changes">
      {changes.map(({ line, title, kind, fields }) => (
        <li key={line} data-kind={kind}>
          {t(`checkup.plan.change.${kind}`, { title })}
          {fields.length > 0 && (
            <ul>
              {fields.map(({ field, before, after }) => (
                <li key={field}>
                  {t(`checkup.plan.field.${field}`)} <del>{shown(field, before)}</del> <ins>{shown(field, after)}</ins>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
