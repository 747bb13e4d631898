import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { Row, TypeWords } from './reading.ts'
import './docs.css'

/** Parts of the API pages. */

export function Method({ method }: { method: string }) {
  return (
    <span className="api-method" data-method={method} lang="en">
      {method}
    </span>
  )
}

/** Something to copy; it scrolls inside itself and can be reached by keyboard. */
export function Code({ label, text }: { label: string; text: string }) {
  return (
    <pre className="api-code" role="region" aria-label={label} tabIndex={0} lang="en">
      <code>{text}</code>
    </pre>
  )
}

export function Type({ type }: { type: TypeWords }) {
  return (
    <code lang="en">
      {type.before}
      {type.shape && <a href={`#shape-${type.shape}`}>{type.shape}</a>}
      {type.after}
    </code>
  )
}

export function FieldTable({ caption, rows, kind }: { caption: string; rows: readonly Row[]; kind: 'input' | 'answer' }) {
  const { t } = useText()
  return (
    <Table
      caption={caption}
      hideCaption={kind === 'answer' && !caption.includes(' ')}
      rows={rows}
      rowKey={(row) => `${row.place ?? ''} ${row.name}`}
      empty={<p className="text-soft">{t('api.noFields')}</p>}
      columns={[
        {
          key: 'name',
          label: t('api.field'),
          cell: (row) => (
            <>
              <code lang="en" className="api-name">
                {row.name}
              </code>
              {kind === 'input' && row.required && <span className="api-required">{t('api.required')}</span>}
            </>
          ),
        },
        {
          key: 'type',
          label: t('api.type'),
          cell: (row) => (
            <>
              <Type type={row.type} />
              {row.note && (
                <span className="api-note" lang="en">
                  {row.note}
                </span>
              )}
            </>
          ),
        },
        ...(kind === 'input' ? [{ key: 'place', label: t('api.where'), cell: (row: Row) => t(`api.in.${row.place ?? 'body'}`) }] : []),
      ]}
    />
  )
}
