/** Every code point that a TrueType font can draw, from its `cmap` table (OpenType 1.9: formats 4 and 12). */
export function lettersOf(font: Buffer): ReadonlySet<number> {
  const letters = new Set<number>()
  const start = tableAt(font, 'cmap')
  for (let i = 0; i < font.readUInt16BE(start + 2); i += 1) {
    const at = start + font.readUInt32BE(start + 8 + i * 8)
    const format = font.readUInt16BE(at)
    if (format === 4) readSegments(font, at, letters)
    if (format === 12) readGroups(font, at, letters)
  }
  return letters
}

function tableAt(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i += 1) if (font.toString('latin1', 12 + i * 16, 16 + i * 16) === tag) return font.readUInt32BE(20 + i * 16)
  throw new Error(`the font has no table ${tag}`)
}

function readSegments(font: Buffer, at: number, letters: Set<number>): void {
  const bytes = font.readUInt16BE(at + 6)
  for (let i = 0; i < bytes; i += 2) {
    const last = font.readUInt16BE(at + 14 + i)
    const first = font.readUInt16BE(at + 16 + bytes + i)
    const delta = font.readUInt16BE(at + 16 + 2 * bytes + i)
    const offsetAt = at + 16 + 3 * bytes + i
    const offset = font.readUInt16BE(offsetAt)
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const glyph = offset === 0 ? (code + delta) & 0xffff : font.readUInt16BE(offsetAt + offset + 2 * (code - first))
      if (glyph !== 0) letters.add(code)
    }
  }
}

function readGroups(font: Buffer, at: number, letters: Set<number>): void {
  for (let i = 0; i < font.readUInt32BE(at + 12); i += 1) {
    const first = font.readUInt32BE(at + 16 + i * 12)
    const last = font.readUInt32BE(at + 20 + i * 12)
    for (let code = first; code <= last; code += 1) letters.add(code)
  }
}
