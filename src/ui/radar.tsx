import { useText } from './text.tsx'

export interface Spoke {
  label: string
  /** 0–100; null = unknown: a gap, not a zero. */
  value: number | null
  /** What it was before, drawn behind. */
  before?: number | null
}

const size = 320
const middle = size / 2
const reach = 112

/** A star of a few values side by side. It is drawn beside a table that says the same (`BarChart`), so it is a picture with one sentence. */
export function Radar({ label, spokes }: { label: string; spokes: readonly Spoke[] }) {
  const { number } = useText()
  const said = spokes.flatMap(({ label: name, value }) => (value === null ? [] : [`${name} ${number(Math.round(value))}`])).join(', ')
  const at = (place: number, value: number): [number, number] => {
    const angle = (2 * Math.PI * place) / spokes.length - Math.PI / 2
    return [middle + (Math.cos(angle) * reach * value) / 100, middle + (Math.sin(angle) * reach * value) / 100]
  }
  const shape = (values: readonly (number | null)[]): string =>
    values
      .flatMap((value, place) =>
        value === null
          ? []
          : [
              at(place, value)
                .map((one) => one.toFixed(1))
                .join(','),
            ],
      )
      .join(' ')
  return (
    <svg className="radar" role="img" aria-label={said ? `${label} ${said}` : label} viewBox={`-60 0 ${size + 120} ${size}`}>
      {[25, 50, 75, 100].map((ring) => (
        <polygon key={ring} className="radar-ring" points={shape(spokes.map(() => ring))} />
      ))}
      {spokes.some(({ before }) => typeof before === 'number') && <polygon className="radar-before" points={shape(spokes.map(({ before }) => before ?? null))} />}
      <polygon className="radar-shape" points={shape(spokes.map(({ value }) => value))} />
      {spokes.map(({ label: name, value }, place) => (
        <RadarSpoke key={name} name={name} end={at(place, 100)} word={at(place, 113)} dot={value === null ? null : at(place, value)} />
      ))}
    </svg>
  )
}

function RadarSpoke({ name, end, word, dot }: { name: string; end: [number, number]; word: [number, number]; dot: [number, number] | null }) {
  const side = Math.abs(word[0] - middle) < 12 ? 'middle' : word[0] > middle ? 'start' : 'end'
  return (
    <g aria-hidden="true" data-unknown={dot ? undefined : ''}>
      <line className="radar-ring" x1={middle} y1={middle} x2={end[0]} y2={end[1]} />
      {dot && <circle cx={dot[0]} cy={dot[1]} r="3.5" />}
      <text x={word[0]} y={word[1]} textAnchor={side} dominantBaseline="middle">
        {name}
      </text>
    </g>
  )
}
