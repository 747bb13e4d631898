import { Badge } from '#ui/badge'
import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { ImportDetail, ImportPreview } from '../../schema/imports.ts'
import { targetLabel } from './labels.ts'

/** The first rows as they will be read: what cannot be read is told where it stands. */
export function Preview({ one, preview }: { one: ImportDetail; preview: ImportPreview }) {
  const { t } = useText()
  const own = new Map(one.fields.map(({ key, label }) => [key, label]))
  const columns = one.columns.flatMap(({ target, label }, at) => (target === '' ? [] : [{ target, label, at }]))
  const { items, checked, wrong, known } = preview
  return (
    <Section title={t('crm.import.preview')} lead={t('crm.import.previewLead', { n: items.length, checked, wrong, known })}>
      <div className="table-frame" role="region" aria-label={t('crm.import.preview')} tabIndex={0}>
        <table className="import-preview">
          <thead>
            <tr>
              <th scope="col" data-align="end">
                {t('crm.import.row')}
              </th>
              {columns.map(({ target, label, at }) => (
                <th key={at} scope="col">
                  {target.startsWith('new:') ? label : targetLabel(t, target, own)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.number} data-wrong={row.problems.length > 0 ? '' : undefined}>
                <td data-align="end" className="tabular">
                  {row.number}
                </td>
                {columns.map(({ target, at }, place) => {
                  const problem = row.problems.find(({ column }) => column === at) ?? (place === 0 ? row.problems.find(({ column }) => column < 0) : undefined)
                  return (
                    <td key={at} data-wrong={problem ? '' : undefined}>
                      {shown(t, target, row.values[place]?.text ?? '')}
                      {problem && <span className="import-why">{t(problem.code, problem.params)}</span>}
                      {place === 0 && row.same && <Badge tone="warn">{t('crm.import.already', { name: row.same.name })}</Badge>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function shown(t: (key: string) => string, target: string, text: string): string {
  if ((target === 'selfProduced' || target === 'hasTeam') && (text === 'true' || text === 'false')) return t(text === 'true' ? 'crm.yes' : 'crm.no')
  return text
}
