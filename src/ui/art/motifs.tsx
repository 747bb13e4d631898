import type { ReactNode } from 'react'

export type PatternName = 'weave' | 'bogolan' | 'strings' | 'signal' | 'lamps'

interface Motif {
  width: number
  height: number
  drawing: ReactNode
}

const first = 'var(--motif)'
const second = 'var(--second)'

export const motifs: Record<PatternName, Motif> = {
  /** Strip weaving of Ghana and Togo: blocks of warp stripes, lozenges, ladders, chevrons and checks. */
  weave: {
    width: 168,
    height: 26,
    drawing: (
      <>
        <path
          fill={second}
          d="M0 0h168v1.5H0zM0 24.5h168V26H0zM34 13 50 3l16 10-16 10zM140 3h8v7h-8zM156 3h8v7h-8zM148 10h8v6h-8zM164 10h4v6h-4zM136 10h4v6h-4zM140 16h8v7h-8zM156 16h8v7h-8z"
        />
        <path fill={first} d="M2 3h3v20H2zM9 3h3v20H9zM16 3h3v20h-3zM23 3h3v20h-3zM44 13l6-4 6 4-6 4zM102 3h6l8 10-8 10h-6l8-10zM114 3h6l8 10-8 10h-6l8-10z" />
        <path fill="currentColor" d="M72 4h24v3H72zM72 9.5h24v3H72zM72 15h24v3H72zM72 20h24v2.5H72zM28 3h1.5v20H28zM67 3h1.5v20H67zM98 3h1.5v20H98zM132 3h1.5v20H132z" />
        <path fill="var(--ground)" d="M41 13l9-6 9 6-9 6zM50 9l-6 4 6 4 6-4z" fillRule="evenodd" />
      </>
    ),
  },
  /** Bogolan of Mali: signs drawn in light on mud, none quite like the next. */
  bogolan: {
    width: 196,
    height: 34,
    drawing: (
      <>
        <path fill={second} d="M0 0h196v34H0z" />
        <g fill="none" stroke="var(--bogolan)" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
          <path d="M5 24l8-14 8.5 14.5L29 10l8.5 14L46 9.5M6 29h39" />
          <path d="M72 6l13 11-13.5 11.5L59 17zM72 12l6 5-6 5.5-6-5.5z" />
          <path d="M97 7v20M103 8v19M109 7v20.5M115 8v19" />
          <path d="M128 11l12 12M140.5 11L128 23.5M134 5v.1M134 29v.1M122 17v.1M146 17v.1" />
          <path d="M157 9h32M157 25.5h32M159 17l4-4 4 4.5 4-4.5 4 4 4-4 4 4.5 4-4.5" />
        </g>
      </>
    ),
  },
  /** The strings of the mark, one lozenge after another. */
  strings: {
    width: 72,
    height: 24,
    drawing: (
      <>
        <path
          d="M6 11v2M12 9v6M18 7v10M24 5v14M30 3v5m0 8v5M36 1.5v5m0 11v5M42 3v5m0 8v5M48 5v14M54 7v10M60 9v6M66 11v2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
        />
        <path fill={first} d="M36 8.5l3.5 3.5-3.5 3.5-3.5-3.5z" />
      </>
    ),
  },
  /** The rule and the levels of a control room. */
  signal: {
    width: 120,
    height: 16,
    drawing: (
      <>
        <path
          d="M.5 16V6M10.5 16v-4M20.5 16v-4M30.5 16v-4M40.5 16v-4M50.5 16v-4M60.5 16V6M70.5 16v-4M80.5 16v-4M90.5 16v-4M100.5 16v-4M110.5 16v-4"
          stroke="currentColor"
          opacity=".55"
        />
        <path fill={first} d="M2 0h28v3H2zM32 0h9v3h-9zM43 0h16v3H43zM61 0h6v3h-6z" />
        <path fill={second} d="M69 0h22v3H69zM93 0h5v3h-5z" />
      </>
    ),
  },
  /** The string of lamps over a village stage. */
  lamps: {
    width: 96,
    height: 26,
    drawing: (
      <>
        <path d="M0 3q48 22 96 0" fill="none" stroke="currentColor" strokeWidth="1.2" opacity=".6" />
        <path
          fill={first}
          d="M12 8.5a3.5 3.5 0 1 1-.1 7 3.5 3.5 0 1 1 .1-7M36 13.5a3.5 3.5 0 1 1-.1 7 3.5 3.5 0 1 1 .1-7M60 13.5a3.5 3.5 0 1 1-.1 7 3.5 3.5 0 1 1 .1-7M84 8.5a3.5 3.5 0 1 1-.1 7 3.5 3.5 0 1 1 .1-7"
        />
      </>
    ),
  },
}
