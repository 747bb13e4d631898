import type { z } from 'zod'
import type { Lang } from '#platform/text'
import { nextStep } from '../rules/what-if.ts'
import { because, say } from '../say.ts'
import type { FitAnalysis } from '../schema.ts'
import type { AnalysisRow } from '../store/analyses.ts'
import type { Analysis, Weights } from '../types.ts'

export type ShownAnalysis = z.input<typeof FitAnalysis>

/** The weights an analysis was made with: it keeps them itself. */
export const weightsIn = (result: Pick<Analysis, 'reasons'>): Weights => Object.fromEntries(result.reasons.map((one) => [one.criterion, one.weight])) as Weights

/** An analysis as it was made, in the reader's language. */
export function shown(lang: Lang, row: AnalysisRow, name: string | null): ShownAnalysis {
  return {
    id: row.id,
    artistId: row.recordId,
    ref: null,
    name,
    ...taken(lang, row.result),
    weightsVersion: row.weightsVersion,
    occasion: row.occasion,
    invented: row.facts.invented,
    madeAt: row.madeAt,
  }
}

/** The sum and its reasons. */
export function taken(lang: Lang, result: Analysis): Pick<ShownAnalysis, 'score' | 'confidence' | 'parts' | 'reasons' | 'nextStep'> {
  return {
    score: result.score,
    confidence: result.confidence,
    parts: result.parts.map((one) => ({ ...one, label: partName(lang, one.part) })),
    reasons: result.reasons.map((one) => ({ ...one, label: criterionName(lang, one.criterion), because: { ...one.because, text: because(lang, one.because) } })),
    nextStep: stepIn(lang, result),
  }
}

export const partName = (lang: Lang, part: string): string => say[lang](`fit.part.${part}`)
export const criterionName = (lang: Lang, criterion: string): string => say[lang](`fit.criterion.${criterion}`)

function stepIn(lang: Lang, result: Analysis): ShownAnalysis['nextStep'] {
  const step = nextStep(result, weightsIn(result))
  const criterion = step.kind === 'work' ? step.criterion : null
  return { kind: step.kind, criterion, gain: step.kind === 'work' ? step.gain : null, text: say[lang](criterion ? `fit.step.${criterion}` : `fit.step.${step.kind}`) }
}
