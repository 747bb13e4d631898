/** A picture for a title that has none: always the same one for the same title. */
export interface PosterArt {
  ground: string
  first: string
  second: string
  /** Which ink reads on the ground. */
  ink: 'light' | 'dark'
  shapes: readonly Shape[]
  mirrored: boolean
}

/** One drawn path in a square of 200; `paint` is a colour of the palette, `stroke` its thickness when it is a line. */
export interface Shape {
  d: string
  paint: 'first' | 'second' | 'ground'
  stroke?: number
}

type Palette = Pick<PosterArt, 'ground' | 'first' | 'second' | 'ink'>

export const palettes: readonly Palette[] = [
  { ground: '#1e1b5e', first: '#f0a63c', second: '#e2553a', ink: 'light' },
  { ground: '#9c3a19', first: '#f6e3c5', second: '#241f57', ink: 'light' },
  { ground: '#ebab3d', first: '#2a1710', second: '#a7351c', ink: 'dark' },
  { ground: '#0f4a35', first: '#f7b733', second: '#eadfc8', ink: 'light' },
  { ground: '#f1e4cc', first: '#2b2873', second: '#c2512b', ink: 'dark' },
  { ground: '#1b1626', first: '#ff7a62', second: '#e8cfa2', ink: 'light' },
  { ground: '#f2775b', first: '#221430', second: '#fce8d2', ink: 'dark' },
  { ground: '#11525e', first: '#f2ddb0', second: '#f08a3c', ink: 'light' },
]

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text.normalize('NFC')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash
}

/** The art of a title. Neighbouring titles differ in colour and in drawing. */
export function posterArt(title: string): PosterArt {
  const hash = hashOf(title)
  const palette = palettes[hash % palettes.length]!
  const draw = drawings[(hash >>> 8) % drawings.length]!
  return { ...palette, shapes: draw(), mirrored: ((hash >>> 16) & 1) === 1 }
}

const lozenge = (x: number, y: number, half: number, tall = half): string => `M${x} ${y - tall}l${half} ${tall}-${half} ${tall}-${half}-${tall}z`
const times = <T>(count: number, make: (place: number) => T): T[] => Array.from({ length: count }, (_, place) => make(place))

const drawings: readonly (() => Shape[])[] = [sun, lozenges, chevrons, kora, signs, river, cloth, arcs]

/** A sun going down behind the rows of a field. */
function sun(): Shape[] {
  return [
    { d: 'M100 26a84 84 0 1 1-.1 0z', paint: 'first' },
    { d: times(5, (row) => `M0 ${112 + row * 18}h200v${4 + row * 2.5}H0z`).join(''), paint: 'ground' },
    { d: 'M150 20a13 13 0 1 1-.1 0z', paint: 'second' },
  ]
}

function lozenges(): Shape[] {
  const rings = [100, 80, 58, 38, 16].map((half, ring): Shape => ({ d: lozenge(100, 100, half), paint: (['first', 'ground', 'second', 'ground', 'first'] as const)[ring]! }))
  return [...rings, { d: [lozenge(0, 0, 42), lozenge(200, 0, 42), lozenge(0, 200, 42), lozenge(200, 200, 42)].join(''), paint: 'second' }]
}

function chevrons(): Shape[] {
  return times(6, (row): Shape => ({ d: `M-10 ${row * 36 - 4}L100 ${row * 36 + 52}L210 ${row * 36 - 4}`, paint: row % 3 === 1 ? 'second' : 'first', stroke: row % 2 ? 7 : 15 }))
}

/** The calabash, the neck and the strings. */
function kora(): Shape[] {
  return [
    { d: 'M34 122a66 66 0 0 0 132 0z', paint: 'first' },
    { d: 'M100 0v200', paint: 'second', stroke: 6 },
    { d: times(9, (string) => `M100 ${8 + string * 5}L${44 + string * 14} 122`).join(''), paint: 'second', stroke: 1.5 },
    { d: 'M100 138a15 15 0 1 1-.1 0z', paint: 'ground' },
  ]
}

/** Four signs in the manner of bogolan, in a field of sixteen. */
function signs(): Shape[] {
  const sign = [
    (x: number, y: number) => `M${x - 13} ${y - 13}l26 26M${x + 13} ${y - 13}l-26 26`,
    (x: number, y: number) => lozenge(x, y, 15),
    (x: number, y: number) => `M${x - 15} ${y + 8}l7.5-16 7.5 16 7.5-16 7.5 16`,
    (x: number, y: number) => `M${x - 12} ${y - 13}v26M${x} ${y - 13}v26M${x + 12} ${y - 13}v26`,
  ]
  const field = times(16, (cell) => ({ kind: (cell + (cell >> 2)) % 4, x: 25 + (cell % 4) * 50, y: 25 + (cell >> 2) * 50 }))
  const drawn = (kinds: number[]): string =>
    field
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, x, y }) => sign[kind]!(x, y))
      .join('')
  return [
    { d: drawn([0, 2]), paint: 'first', stroke: 4 },
    { d: drawn([1, 3]), paint: 'second', stroke: 4 },
  ]
}

function river(): Shape[] {
  return times(7, (row): Shape => ({ d: `M-20 ${24 + row * 27}q30-26 60 0t60 0 60 0 60 0`, paint: row % 3 === 2 ? 'second' : 'first', stroke: 3 + ((row * 5) % 9) }))
}

/** Cloth sewn of strips: warp against weft. */
function cloth(): Shape[] {
  const cells = times(25, (cell) => ({ x: (cell % 5) * 40, y: Math.floor(cell / 5) * 40, turn: (cell + Math.floor(cell / 5)) % 2 }))
  return [
    {
      d: cells
        .filter(({ turn }) => turn === 0)
        .map(({ x, y }) => `M${x + 4} ${y + 3}h6v34h-6zM${x + 17} ${y + 3}h6v34h-6zM${x + 30} ${y + 3}h6v34h-6z`)
        .join(''),
      paint: 'first',
    },
    {
      d: cells
        .filter(({ turn }) => turn === 1)
        .map(({ x, y }) => `M${x + 3} ${y + 4}h34v6h-34zM${x + 3} ${y + 17}h34v6h-34zM${x + 3} ${y + 30}h34v6h-34z`)
        .join(''),
      paint: 'second',
    },
  ]
}

function arcs(): Shape[] {
  return times(6, (ring): Shape => ({
    d: `M${200 - (34 + ring * 34)} 200a${34 + ring * 34} ${34 + ring * 34} 0 0 1 ${34 + ring * 34}-${34 + ring * 34}`,
    paint: ring % 2 ? 'second' : 'first',
    stroke: ring % 2 ? 5 : 15,
  }))
}
