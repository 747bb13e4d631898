import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  label: ReactNode
  align?: 'start' | 'end'
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
  /** On a phone each row becomes a card; without it the table scrolls inside itself. */
  stack?: boolean
  hideCaption?: boolean
}

export function Table<Row>({ caption, columns, rows, rowKey, empty, stack, hideCaption }: TableProps<Row>) {
  if (rows.length === 0 && empty) return empty
  return (
    <div className="table-frame" data-stack={stack ? '' : undefined} role="region" aria-label={typeof caption === 'string' ? caption : undefined} tabIndex={0}>
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
                <td key={column.key} data-align={column.align} data-label={typeof column.label === 'string' ? column.label : undefined}>
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
