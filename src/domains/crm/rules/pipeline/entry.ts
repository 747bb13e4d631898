import type { Milestone } from '../../types.ts'

/** What an artist's sheet or a card can be asked to hold before a stage is entered. */
export const askedFields = ['email', 'phone', 'owner', 'country', 'genres', 'links', 'followers', 'nextStep', 'value', 'expectedOn'] as const
export type AskedField = (typeof askedFields)[number]

/** One condition of a stage. `contact`: somebody of the agency spoke with them within so many days. */
export type EntryRule = { needs: 'milestone'; milestone: Milestone } | { needs: 'field'; field: AskedField } | { needs: 'contact'; days: number }

/** What the rules look at. */
export interface Entering {
  milestones: Readonly<Record<string, string>>
  /** The fields that hold something. */
  held: readonly AskedField[]
  lastContactAt: Date | null
  now: Date
}

const day = 86_400_000

/** The conditions that are not met, in the order of the stage. */
export function unmet(rules: readonly EntryRule[], facts: Entering): EntryRule[] {
  return rules.filter((rule) => {
    if (rule.needs === 'milestone') return facts.milestones[rule.milestone] === undefined
    if (rule.needs === 'field') return !facts.held.includes(rule.field)
    return facts.lastContactAt === null || facts.now.getTime() - facts.lastContactAt.getTime() > rule.days * day
  })
}

/** The name of a condition: the key of its sentence, `crm.pipeline.need.<name>`. */
export function needOf(rule: EntryRule): string {
  if (rule.needs === 'milestone') return rule.milestone
  return rule.needs === 'field' ? rule.field : 'contact'
}

/** Where one makes good what is missing: the tab of the artist's sheet. */
export function whereToFix(need: string, recordId: string): string {
  const sheet = `/mona/artists/${recordId}`
  if (need === 'value' || need === 'expectedOn') return `${sheet}?tab=deals`
  if (need === 'checkup.finished' || need.startsWith('prescription.') || need.startsWith('plan.')) return `${sheet}?tab=plan`
  return need === 'followers' ? `${sheet}?tab=figures` : sheet
}
