/** Reads a subtitle file's bytes: UTF-8, UTF-16 with or without a mark, else Windows-1252, the old habit of subtitle editors. Null when it is not text at all. */
export function decodeText(bytes: Uint8Array): string | null {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  // A picture or a film read as text is full of these; a subtitle has none.
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return null
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 4000)
  const zeros = { even: 0, odd: 0 }
  for (let i = 0; i < start.length; i++) if (start[i] === 0) zeros[i % 2 === 0 ? 'even' : 'odd'] += 1
  // Digits, spaces and arrows of any subtitle are below 256: in UTF-16, one byte of the two is zero.
  if (zeros.odd > start.length / 8 && zeros.even < zeros.odd / 4) return 'utf-16le'
  if (zeros.even > start.length / 8 && zeros.odd < zeros.even / 4) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
