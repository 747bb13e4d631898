import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { csvField } from '../document/csv.ts'

export type Cell = string | number | boolean | Date | null | undefined | readonly string[]

/** A day without an hour as a cell. */
export const dayCell = (day: string | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00Z`))

export interface SheetOut {
  /** Name of the sheet. */
  name: string
  columns: readonly string[]
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>
}

export interface CsvStyle {
  separator: ',' | ';'
  /** The mark by which Excel knows UTF-8. */
  mark: boolean
}

/** A table as CSV, made as it is read. Numbers take a decimal comma where the separator is `;`, as spreadsheets set to French write. Texts that a spreadsheet would run are made harmless. */
export function csvStream({ columns, rows }: Omit<SheetOut, 'name'>, { separator, mark }: CsvStyle): Readable {
  const line = (cells: readonly Cell[]): string => `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`
  return Readable.from(
    (async function* lines() {
      let text = (mark ? '\ufeff' : '') + line(columns)
      for await (const row of rows) {
        text += line(row)
        if (text.length < 64 * 1024) continue
        yield text
        text = ''
      }
      yield text
    })(),
    { objectMode: false, highWaterMark: 256 * 1024 },
  )
}

function csvCell(cell: Cell, separator: ',' | ';'): string {
  if (Array.isArray(cell)) return csvField(cell.join(', '))
  if (typeof cell === 'number' && separator === ';') return String(cell).replace('.', ',')
  return csvField(cell instanceof Date ? dayOrInstant(cell) : cell)
}

const dayOrInstant = (at: Date): string => at.toISOString().replace('T00:00:00.000Z', '')

/** A table as a workbook of one sheet (ECMA-376, SpreadsheetML), made as it is read: real numbers, days and yes/no; a text is never a formula. */
export function xlsxStream({ name, columns, rows }: SheetOut): Readable {
  const zip = new ZipFile()
  zip.on('error', (error) => out.destroy(error as Error))
  const out = zip.outputStream.pipe(new PassThrough())
  const add = (path: string, xml: string): void => zip.addBuffer(Buffer.from(`${head}${xml}`), path)
  add('[Content_Types].xml', contentTypes)
  add('_rels/.rels', relations('officeDocument', 'xl/workbook.xml'))
  add('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${xmlText(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`)
  add('xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml', relation('rId2', 'styles', 'styles.xml')))
  add('xl/styles.xml', styles)
  const sheet = Readable.from(sheetXml(columns, rows), { objectMode: false, highWaterMark: 256 * 1024 })
  sheet.on('error', (error) => out.destroy(error))
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  return out
}

async function* sheetXml(columns: readonly string[], rows: SheetOut['rows']): AsyncGenerator<string> {
  const widths = columns.map((label, place) => `<col min="${place + 1}" max="${place + 1}" width="${Math.min(48, Math.max(12, label.length + 2))}" customWidth="1"/>`).join('')
  let text = `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>${widths ? `<cols>${widths}</cols>` : ''}<sheetData>`
  text += `<row r="1">${columns.map((label, place) => `<c r="${letters(place)}1" t="inlineStr" s="1"><is><t xml:space="preserve">${xmlText(label)}</t></is></c>`).join('')}</row>`
  let number = 1
  for await (const row of rows) {
    number += 1
    text += `<row r="${number}">${row.map((cell, place) => xmlCell(cell, `${letters(place)}${number}`)).join('')}</row>`
    if (text.length < 64 * 1024) continue
    yield text
    text = ''
  }
  yield `${text}</sheetData></worksheet>`
}

function xmlCell(cell: Cell, at: string): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${at}"><v>${cell}</v></c>`
  if (cell instanceof Date) return `<c r="${at}" s="${cell.getTime() % 86_400_000 === 0 ? 2 : 3}"><v>${serialDay(cell)}</v></c>`
  const text = Array.isArray(cell) ? cell.join(', ') : String(cell as string | number)
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text.slice(0, 32_767))}</t></is></c>`
}

/** A, B … Z, AA: how spreadsheets call their columns. */
const letters = (place: number): string => (place < 26 ? '' : letters(Math.floor(place / 26) - 1)) + String.fromCodePoint(65 + (place % 26))

/** Days since the 30th of December 1899, as spreadsheets count. */
const serialDay = (at: Date): number => at.getTime() / 86_400_000 + 25_569

/** Text in XML 1.0: characters that it forbids are left out. */
function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are the ones to leave out
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const sheetName = (name: string): string => name.replaceAll(/[:\\/?*[\]]/g, ' ').slice(0, 31) || 'Griot'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const relation = (id: string, type: string, target: string): string => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
const relations = (type: string, target: string, more = ''): string => `<Relationships xmlns="${packaged}/relationships">${relation('rId1', type, target)}${more}</Relationships>`
const part = (name: string, type: string): string => `<Override PartName="/xl/${name}.xml" ContentType="${sheetType}.${type}+xml"/>`
const contentTypes = `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('styles', 'styles')}</Types>`
const styles = `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="14" applyNumberFormat="1"/><xf xfId="0" numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`
