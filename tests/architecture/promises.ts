import { existsSync } from 'node:fs'
import { titles } from '../documents/titles.ts'

/** What a table of the documentation names, row by row. */
export interface Row {
  line: number
  cells: string[]
}

/** The rows of every table of a Markdown file, headings left out. */
export function rowsOf(markdown: string): Row[] {
  return markdown.split('\n').flatMap((text, at) => {
    if (!text.startsWith('|') || /^\|[\s:|-]+\|$/.test(text)) return []
    const next = markdown.split('\n')[at + 1] ?? ''
    return /^\|[\s:|-]+\|$/.test(next)
      ? []
      : [
          {
            line: at + 1,
            cells: text
              .split('|')
              .slice(1, -1)
              .map((cell) => cell.trim()),
          },
        ]
  })
}

export interface Proof {
  file: string
  title: string | null
}

/** `tests/x.test.ts` “title of a test”: the file, and the test in it. */
export const proofsIn = (cell: string): Proof[] =>
  [...cell.matchAll(/`((?:src|tests|bench|scripts)\/[\w./-]+\.[a-z]+|\.ci\/run)`(?: “([^”]+)”)?/g)].map(([, file = '', title]) => ({ file, title: title ?? null }))

let known: readonly string[] | undefined

/** Proofs that are not there: a file that does not exist, a title that no test of it has (the last part of its name, its group before ` › ` when given). */
export function missingProofs(proofs: readonly Proof[]): string[] {
  const all = (known ??= titles())
  return proofs.flatMap(({ file, title }) => {
    if (!existsSync(file)) return [`${file} does not exist`]
    return title && !all.some((one) => one.startsWith(`${file} › `) && one.endsWith(` › ${title}`)) ? [`${file} has no test “${title}”`] : []
  })
}
