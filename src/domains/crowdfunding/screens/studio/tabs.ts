import type { ProjectState } from '../../types.ts'

/** Where a project is written. */
export const writingTabs = ['story', 'budget', 'rewards', 'team', 'documents', 'milestones', 'review'] as const
/** Where a campaign is run. `project` opens the writing. */
export const runningTabs = ['dashboard', 'contributors', 'updates', 'talk', 'payouts'] as const
export type WritingTab = (typeof writingTabs)[number]
export type RunningTab = (typeof runningTabs)[number]
export type Tab = WritingTab | RunningTab

export const isLaunched = (state: ProjectState): boolean => ['live', 'closing', 'succeeded', 'failed', 'cancelled', 'completed'].includes(state)
export const isRunning = (tab: Tab): tab is RunningTab => runningTabs.some((one) => one === tab)

/** The tab asked for by the address, else the first of the project's age. `milestones` of a launched project are its payouts. */
export function tabOf(asked: string | null, state: ProjectState): Tab {
  const launched = isLaunched(state)
  const known = [...writingTabs, ...(launched ? runningTabs : [])].find((one) => one === asked)
  return known ?? (launched ? 'dashboard' : state === 'submitted' || state === 'approved' || state === 'changes-asked' || state === 'refused' ? 'review' : 'story')
}

export const projectPlace = (id: string, tab?: Tab): string => `/karangou/studio/projects/${id}${tab ? `?tab=${tab}` : ''}`
