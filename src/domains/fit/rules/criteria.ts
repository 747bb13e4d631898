import type { Because, Criterion, FitFacts, Ground } from '../types.ts'
import { audience } from './criteria/audience.ts'
import { market } from './criteria/market.ts'
import { position } from './criteria/position.ts'
import { readiness } from './criteria/readiness.ts'

/** A criterion's judgement: 0–100 and why, or null when what it needs is unknown. */
export type Judge = (facts: FitFacts, ground: Ground) => { score: number; because: Because } | null

/** How each criterion is judged. Never lower when what it measures is better, all else equal. */
export const judges: Readonly<Record<Criterion, Judge>> = { ...audience, ...market, ...readiness, ...position }
