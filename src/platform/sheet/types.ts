/** How a file is read. What is left out is found out. */
export interface ReadingChoice {
  sheet?: string | undefined
  encoding?: string | undefined
  separator?: string | undefined
  /** Row of the labels, from 1; 0 = the file has none. */
  headerRow?: number | undefined
}

/** How a file was read. */
export interface Reading {
  make: 'csv' | 'xlsx'
  encoding: string | null
  separator: string | null
  sheet: string | null
  sheets: string[]
  headerRow: number
}

/** One row of a table, as its number in a spreadsheet (from 1) and its cells as text: days `2024-03-05`, numbers with a point, yes and no as `true` and `false`. */
export interface SheetRow {
  number: number
  cells: string[]
}

export const sheetLimits = { bytes: 50 * 1024 ** 2, rows: 200_000, columns: 300, record: 2 * 1024 ** 2, unpacked: 400 * 1024 ** 2 } as const
