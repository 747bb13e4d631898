/** The codec name (RFC 6381) of an fMP4 init segment: `avc1.4D401E` from its `avcC` box, `mp4a.40.2` from its `esds`. Null when neither is there. */
export function codecOf(init: Buffer): string | null {
  const avcc = init.indexOf('avcC', 0, 'latin1')
  if (avcc >= 0)
    return `avc1.${init
      .subarray(avcc + 5, avcc + 8)
      .toString('hex')
      .toUpperCase()}`
  return init.includes('esds', 0, 'latin1') ? 'mp4a.40.2' : null
}

/** Lengths of the segments that a playlist lists, in seconds. */
export function segmentLengths(playlist: string): number[] {
  return [...playlist.matchAll(/^#EXTINF:([\d.]+),/gm)].map((m) => Number(m[1]))
}

/** Consecutive equal lengths (to the millisecond) written once: a film of 2 hours is two pairs. */
export function runs(lengths: readonly number[]): [seconds: number, times: number][] {
  const pairs: [number, number][] = []
  for (const length of lengths) {
    const seconds = Math.round(length * 1000) / 1000
    const last = pairs.at(-1)
    if (last?.[0] === seconds) last[1] += 1
    else pairs.push([seconds, 1])
  }
  return pairs
}
