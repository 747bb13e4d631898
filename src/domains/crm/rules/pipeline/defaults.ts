import type { Outcome } from '../../types.ts'
import type { EntryRule } from './entry.ts'

export interface StageFacts {
  key: string
  name: string
  outcome: Outcome
  /** In hundredths. */
  probability: number
  stallsAfter: number | null
  folded: boolean
  rules: readonly EntryRule[]
}

type Names = Readonly<Record<'fr' | 'en', string>>
interface Stage extends Omit<StageFacts, 'name'> {
  name: Names
}

const stage = (key: string, fr: string, en: string, probability: number, stallsAfter: number | null, more: Partial<Stage> = {}): Stage => ({
  key,
  name: { fr, en },
  outcome: 'open',
  probability,
  stallsAfter,
  folded: false,
  rules: [],
  ...more,
})
const lost = stage('lost', 'Perdu', 'Lost', 0, null, { outcome: 'lost', folded: true })

/** What a new agency begins with; it is then the agency's own to rename and change. */
const templates: Readonly<Record<'artists' | 'opportunities', { name: Names; stages: readonly Stage[] }>> = {
  artists: {
    name: { fr: 'Artistes', en: 'Artists' },
    stages: [
      stage('prospecting', 'Prospection', 'Prospecting', 10, 14),
      stage('checkup', 'Check-up', 'Check-up', 25, 10),
      stage('prescription', 'Ordonnance', 'Prescription', 50, 10, { rules: [{ needs: 'milestone', milestone: 'checkup.finished' }] }),
      stage('execution', 'Exécution', 'Execution', 80, 30, { rules: [{ needs: 'milestone', milestone: 'prescription.accepted' }] }),
      stage('loyalty', 'Fidélisation', 'Loyalty', 100, null, { outcome: 'won' }),
      stage('spark', 'Qualification SPARK', 'SPARK qualification', 100, null, { outcome: 'won' }),
      lost,
    ],
  },
  opportunities: {
    name: { fr: 'Propositions', en: 'Opportunities' },
    stages: [
      stage('qualifying', 'À qualifier', 'To qualify', 10, 14),
      stage('proposed', 'Proposée', 'Proposed', 40, 10, { rules: [{ needs: 'field', field: 'value' }] }),
      stage('negotiation', 'Négociation', 'Negotiation', 70, 14),
      stage('won', 'Gagnée', 'Won', 100, null, { outcome: 'won' }),
      { ...lost, name: { fr: 'Perdue', en: 'Lost' } },
    ],
  },
}

/** A pipeline to begin with, in the language of whoever makes it. */
export function template(of: 'artists' | 'opportunities', lang: 'fr' | 'en'): { name: string; stages: StageFacts[] } {
  const { name, stages } = templates[of]
  return { name: name[lang], stages: stages.map((one) => ({ ...one, name: one.name[lang] })) }
}
