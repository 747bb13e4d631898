/** Rows of an RFC 4180 file as objects, by the names of its first line. Quoted cells may hold commas, quotes and line ends. */
export function csvRows(text: string): Record<string, string>[] {
  const [head = [], ...lines] = cells(text.replace(/^\uFEFF/, ''))
  return lines.filter((line) => line.some((cell) => cell !== '')).map((line) => Object.fromEntries(head.map((name, i) => [name, line[i] ?? ''])))
}

function cells(text: string): string[][] {
  const lines: string[][] = [[]]
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [whole, raw = '', end = ''] = match
    lines.at(-1)!.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === '' || cell.lastIndex >= text.length) {
      if (end === ',') lines.at(-1)!.push('')
      break
    }
    if (end !== ',') lines.push([])
    if (whole === '') break
  }
  return lines
}
