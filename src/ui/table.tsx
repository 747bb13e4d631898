import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { useText } from './text.tsx'

export interface Column<Row> {
  key: string
  label: ReactNode
  align?: 'start' | 'end'
  /** On a phone its label is left out: what it shows says itself. */
  bare?: boolean
  /** What the cell shows; left out, the row's value of that key. */
  cell?: (row: Row) => ReactNode
}

interface TableProps<Row> {
  caption: ReactNode
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Shown in place of a table without rows. */
  empty?: ReactNode
  /** On a phone each row becomes a card, `tight` one whose facts follow each other in two or three lines; without it the table scrolls inside itself. */
  stack?: boolean | 'tight'
  hideCaption?: boolean
}

export function Table<Row>({ caption, columns, rows, rowKey, empty, stack, hideCaption }: TableProps<Row>) {
  if (rows.length === 0 && empty) return empty
  return (
    <div
      className="table-frame"
      data-stack={stack === 'tight' ? 'tight' : stack ? '' : undefined}
      role="region"
      aria-label={typeof caption === 'string' ? caption : undefined}
      tabIndex={0}
    >
      <table>
        <caption className={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, align }) => (
              <th key={key} scope="col" data-align={align}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} data-align={column.align} data-label={typeof column.label === 'string' && !column.bare ? column.label : undefined}>
                  {cellOf(row, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function cellOf<Row>(row: Row, { key, cell }: Column<Row>): ReactNode {
  return cell ? cell(row) : (row as Record<string, ReactNode>)[key]
}

/** The ways a list leaves as a file. */
export const sheetFormats = ['csv', 'xlsx'] as const
export type SheetFormat = (typeof sheetFormats)[number]

/** A list as it is shown, as a file. Plain links: the browser keeps the page while it saves. */
export function ExportMenu({ href, size = 'medium' }: { href: (format: SheetFormat) => string; size?: 'small' | 'medium' }) {
  const { t } = useText()
  return (
    <details className="menu" data-menu data-side="end">
      <summary className="btn" data-kind="quiet" data-size={size}>
        <Icon of={Download} size={size} />
        {t('ui.export')}
      </summary>
      <div className="menu-list">
        {sheetFormats.map((format) => (
          <a key={format} href={href(format)} download>
            {t(`ui.export_${format}`)}
          </a>
        ))}
      </div>
    </details>
  )
}
