import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createWriteStream } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { readConfig, setConfig } from '../config.ts'
import { withTable } from './table.ts'
import type { ReadingChoice } from './types.ts'
import { type Cell, csvStream, xlsxStream } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'griot-sheet-'))
beforeAll(() => {
  const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: folder })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function put(content: Buffer | string): string {
  const path = join(folder, `${(files += 1)}.file`)
  writeFileSync(path, content)
  return path
}

async function read(path: string, choice: ReadingChoice = {}) {
  return withTable(path, choice, async (table) => {
    const rows: { number: number; cells: string[] }[] = []
    for await (const row of table.rows()) rows.push(row)
    return { reading: table.reading, columns: table.columns, rows }
  })
}

const refusal = (path: string, choice?: ReadingChoice) =>
  read(path, choice).then(
    () => 'read',
    (error: { code: string }) => error.code,
  )

async function written(stream: NodeJS.ReadableStream): Promise<string> {
  const path = put('')
  await finished(stream.pipe(createWriteStream(path)))
  return path
}

describe('a table as text', () => {
  const text = 'Nom;Abonnés;Ville\r\nFrères Touré;12,4k;Cotonou\r\nÉlodie;1 200;Saint-Étienne\r\n'
  test.each(['utf8', 'utf16le', 'utf16be', 'windows-1252'])('is read whatever its encoding: %s', async (encoding) => {
    const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf16') })
    const { columns, rows, reading } = await read(put(bytes))
    expect(columns).toEqual(['Nom', 'Abonnés', 'Ville'])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Frères Touré', '12,4k', 'Cotonou'],
      ['Élodie', '1 200', 'Saint-Étienne'],
    ])
    expect(reading.separator).toBe(';')
  })

  test('without a byte order mark UTF-16 is known by its zeros, and an accent far from the beginning still says Windows-1252', async () => {
    expect((await read(put(iconv.encode(text, 'utf16le')))).rows[0]?.cells[0]).toBe('Frères Touré')
    const late = `Nom,Ville\n${'Ama,Lome\n'.repeat(40_000)}Zoé,Lomé\n`
    expect((await read(put(iconv.encode(late, 'windows-1252')))).rows.at(-1)?.cells).toEqual(['Zoé', 'Lomé'])
  })

  test.each([',', ';', '\t', '|'])('is cut by its separator, quotes and line ends inside cells kept: %j', async (separator) => {
    const rows = [
      ['Nom', 'Mot', 'Ville'],
      ['Ama "la grande"', 'deux\nlignes, et ; et | et\tla suite', 'Lomé'],
      ['Kofi', '', 'Accra'],
    ]
    const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\n')
    const table = await read(put(quoted))
    expect(table.columns).toEqual(rows[0])
    expect(table.rows.map(({ cells }) => cells)).toEqual(rows.slice(1))
  })

  test('may begin with a title and blank lines, hold ragged rows, and rows keep the number a spreadsheet shows', async () => {
    const { columns, rows, reading } = await read(
      put('Export du 3 mars;;\n;;\n\nNom;Mail;Ville\nAma;ama@x.example;Lomé\n\nKofi;kofi@x.example\nToo;wide@x.example;Lomé;more;and more\n'),
    )
    expect(reading.headerRow).toBe(4)
    expect(columns).toEqual(['Nom', 'Mail', 'Ville'])
    expect(rows.map(({ number }) => number)).toEqual([5, 7, 8])
    expect(rows[1]?.cells).toEqual(['Kofi', 'kofi@x.example'])
    expect(rows[2]?.cells).toHaveLength(5)
  })

  test('without labels is all data; one column, `sep=`, doubled and blank labels are read too', async () => {
    const bare = await read(put('Ama;ama@x.example\nKofi;kofi@x.example\n'))
    expect([bare.reading.headerRow, bare.columns, bare.rows.length]).toEqual([0, ['#1', '#2'], 2])
    expect((await read(put('Nom\nAma\nKofi\n'))).rows.map(({ cells }) => cells[0])).toEqual(['Ama', 'Kofi'])
    expect((await read(put('sep=|\nNom|Nom||Ville\nA|B|C|D\n'))).columns).toEqual(['Nom', 'Nom (2)', '#3', 'Ville'])
  })

  test('zero bytes and half characters are left out; a binary file, an open quote, too many columns and an empty file are refused by name', async () => {
    expect((await read(put(`Nom,Ville\nA\0ma,Lomé\n`))).rows[0]?.cells[0]).toBe('Ama')
    expect(await refusal(put(Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7) % 251))))).toBe('platform.sheetNotTable')
    expect(await refusal(put('Nom,Ville\n"Ama,Lomé\nKofi,Accra\n'))).toBe('platform.sheetQuote')
    expect(await refusal(put(`${Array.from({ length: 2_000 }, (_, at) => `c${at}`).join(',')}\n1\n`))).toBe('platform.sheetColumns')
    expect(await refusal(put(''))).toBe('platform.sheetEmpty')
    expect(await refusal(put('\n\n  \n'))).toBe('platform.sheetEmpty')
    expect(await refusal(put(`Nom,Mot\nAma,"${'x'.repeat(3 * 1024 ** 2)}"\n`))).toBe('platform.sheetHugeRow')
    expect(await refusal(put(`Nom,Ville\n${'a,b\n'.repeat(200_001)}`))).toBe('platform.sheetRows')
  })
})

describe('a workbook', () => {
  const made = (rows: Cell[][], columns = ['Nom', 'Abonnés', 'Vu le', 'Équipe']) => written(xlsxStream({ name: 'Artistes', columns, rows }))

  test('is read as text: days, numbers, yes and no', async () => {
    const path = await made([['Ama & <Kofi> "x"', 1250.5, new Date('2024-03-05T00:00:00Z'), true], [], ['=1+1', -3, new Date('2024-03-05T10:30:00Z'), false]])
    const { columns, rows, reading } = await read(path)
    expect(columns).toEqual(['Nom', 'Abonnés', 'Vu le', 'Équipe'])
    expect(rows[0]?.cells).toEqual(['Ama & <Kofi> "x"', '1250.5', '2024-03-05', 'true'])
    expect(rows.at(-1)?.cells).toEqual(['=1+1', '-3', '2024-03-05T10:30:00', 'false'])
    expect(reading).toMatchObject({ make: 'xlsx', sheets: ['Artistes'], sheet: 'Artistes' })
    expect(await refusal(path, { sheet: 'Autre' })).toBe('platform.sheetNoSuchSheet')
  })

  test('any texts and numbers come back as they were written, in both makes', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.trim()),
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.constantFrom('=cmd()', '@x', '-1', '+3', '<b>', '’', 'é;",\nfin'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('Ama', 'Kofi'), cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
        const columns = ['Nom', 'Un', 'Deux']
        const wanted = rows.map((row) => row.map((one) => String(one)))
        const xlsx = await read(await written(xlsxStream({ name: 'x', columns, rows })), { headerRow: 1 })
        expect(xlsx.rows.map(({ cells }) => columns.map((_, at) => cells[at] ?? ''))).toEqual(wanted)
        const csv = await read(await written(csvStream({ columns, rows }, { separator: ';', mark: true })), { headerRow: 1, separator: ';' })
        const safe = wanted.map((row, y) => row.map((text, x) => (typeof rows[y]![x] === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text)))
        expect(csv.rows.map(({ cells }) => cells)).toEqual(safe.map((row) => row.map((text) => text.replaceAll('\r\n', '\n'))))
      }),
      { numRuns: 8 },
    )
  })

  test('one that unpacks to too much, is locked, old, or no workbook at all is refused by name', async () => {
    const bomb = new ZipFile()
    bomb.addBuffer(Buffer.from('<workbook/>'), 'xl/workbook.xml')
    const zeros = Buffer.alloc(64 * 1024 ** 2)
    for (let at = 0; at < 7; at += 1) bomb.addBuffer(zeros, `xl/worksheets/sheet${at}.xml`)
    bomb.end()
    expect(await refusal(await written(bomb.outputStream))).toBe('platform.sheetUnpacked')
    const other = new ZipFile()
    other.addBuffer(Buffer.from('x'), 'word/document.xml')
    other.end()
    expect(await refusal(await written(other.outputStream))).toBe('platform.sheetBroken')
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)])
    expect(await refusal(put(ole))).toBe('platform.sheetOld')
    expect(await refusal(put(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')])))).toBe('platform.sheetLocked')
    const whole = readFileSync(await made([['Ama', 1, null, null]]))
    expect(await refusal(put(whole.subarray(0, whole.length - 300)))).toBe('platform.sheetBroken')
  })

  test('a text that a spreadsheet would run is a text in both makes', async () => {
    const rows: Cell[][] = [['=HYPERLINK("http://x")', '@SUM(1)', '-2+3', '+1', ['=a', 'b']]]
    const columns = ['a', 'b', 'c', 'd', 'e']
    const csv = readFileSync(await written(csvStream({ columns, rows }, { separator: ',', mark: false })), 'utf8')
    expect(csv.split('\r\n')[1]).toBe('"\'=HYPERLINK(""http://x"")",\'@SUM(1),\'-2+3,\'+1,"\'=a, b"')
    const path = await written(xlsxStream({ name: 'x', columns, rows }))
    expect(await readSheet(path)).toEqual([columns, ['=HYPERLINK("http://x")', '@SUM(1)', '-2+3', '+1', '=a, b']])
  })
})
