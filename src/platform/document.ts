import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { faces, plain, printable } from './document/faces.ts'
import type { Lang } from './text.ts'

export interface PdfFacts {
  lang: Lang
  title: string
  /** Stands in the file as its date: equal input gives equal bytes. */
  createdAt: Date
  /** `a-3b` may carry files (`pdf.attach` in the template). */
  standard?: 'a-2b' | 'a-3b'
}

const house = readFileSync(new URL('document/house.typ', import.meta.url), 'utf8')
const houseLines = house.split('\n').length
/** Where a template given as text would find its files: nowhere. */
const nowhere = fileURLToPath(new URL('document/none', import.meta.url))

const compilers = new Map<string, NodeCompiler>()
let made = 0

/**
 * Prints a Typst template (a file, or its text) as tagged PDF/A. The template sees `data`, `lang`, `title` and what `document/house.typ` offers (faces, colours, the mark);
 * it reads files of its own folder only, and no packages. `data` travels as JSON, never as Typst: whatever a person wrote is printed as written, in Latin, Greek,
 * Cyrillic, Arabic, Ethiopic, Tifinagh, N’Ko or Adlam, other signs as □. Amounts and dates come formatted. Same input, same bytes. A template that does not compile is a bug, thrown with its line.
 */
export function makePdf(template: URL | string, data: unknown, { lang, title, createdAt, standard = 'a-2b' }: PdfFacts): Promise<Buffer> {
  const source = typeof template === 'string' ? template : readFileSync(template, 'utf8')
  if (/(import|include)\s*"@/.test(source)) return Promise.reject(new Error('a template brings its own parts: packages come from the network'))
  const compiler = compilerOf(typeof template === 'string' ? nowhere : dirname(fileURLToPath(template)))
  const inputs = { lang, title: plain(title), data: JSON.stringify(data, (_key, value: unknown) => (typeof value === 'string' ? printable(value) : value)) }
  return Promise.resolve().then(() =>
    print(compiler, `${house}\n${source}`, inputs, { pdfStandard: standard, pdfTags: true, creationTimestamp: Math.floor(createdAt.getTime() / 1000) }),
  )
}

function print(compiler: NodeCompiler, source: string, inputs: Record<string, string>, options: Parameters<NodeCompiler['pdf']>[1]): Buffer {
  const done = compiler.compile({ mainFileContent: source, inputs, resetRead: true })
  const warning = done.takeWarnings()
  const wrong = done.takeError() ?? warning
  if (wrong) throw new Error(`the template does not compile: ${wordsOf(compiler.fetchDiagnostics(wrong))}`)
  const pdf = compiler.pdf(done.result!, options)
  made += 1
  if (made % 50 === 0) compiler.evictCache(10)
  return pdf
}

/** One compiler a folder: Typst lets a template read below its root and nowhere else. */
function compilerOf(workspace: string): NodeCompiler {
  const known = compilers.get(workspace)
  if (known) return known
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...faces().files] }] })
  compilers.set(workspace, compiler)
  return compiler
}

function wordsOf(diagnostics: readonly { message?: unknown; range?: { start: { line: number } } | null }[]): string {
  return diagnostics.map(({ message, range }) => `${String(message)}${range ? ` (line ${range.start.line + 1 - houseLines})` : ''}`).join('; ')
}
