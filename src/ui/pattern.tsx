import { useId } from 'react'
import { motifs, type PatternName } from './art/motifs.tsx'

/** A border drawn from the craft of a space. Sparingly: one or two a page. */
export function Pattern({ name }: { name: PatternName }) {
  const id = `p${useId().replaceAll(/\W/g, '')}`
  const { width, height, drawing } = motifs[name]
  return (
    <svg className="pattern" data-pattern={name} width="100%" height={height} aria-hidden="true">
      <pattern id={id} width={width} height={height} patternUnits="userSpaceOnUse">
        {drawing}
      </pattern>
      <rect width="100%" height={height} fill={`url(#${id})`} />
    </svg>
  )
}
