/** Names by which a transfer, a refund or a payout is known for ever: asked twice, done once. */
export const settlementKey = (projectId: string): string => `project:${projectId}:settlement`
export const allBackKey = (projectId: string): string => `project:${projectId}:refunds`
export const backKey = (contributionId: string): string => `contribution:${contributionId}:refund`
/** Of the nth time that a bank took it back, and returned it. */
export const disputeKey = (contributionId: string, times: number): string => `contribution:${contributionId}:disputed:${times}`
export const reinstatedKey = (contributionId: string, times: number): string => `contribution:${contributionId}:reinstated:${times}`
/** Of the nth try to pay a step out. */
export const withheldKey = (milestoneId: string, tries: number): string => `milestone:${milestoneId}:withheld:${tries}`
export const contributionSubject = (contributionId: string): string => `contribution:${contributionId}`
export const milestoneSubject = (milestoneId: string): string => `milestone:${milestoneId}`

/** The id inside `contribution:<id>`; null when it is about something else. */
export function idAbout(kind: 'contribution' | 'milestone', about: unknown): string | null {
  return typeof about === 'string' && about.startsWith(`${kind}:`) ? about.slice(kind.length + 1) : null
}
