import type { RouterContextProvider } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf } from '#platform/page'
import type { operations } from '../../operations.ts'
import type { StudioProject } from '../../schema.ts'
import type { RunningTab } from '../studio/tabs.ts'

/** What one tab of a running campaign shows; only that is read. */
export async function loadCampaign(context: Readonly<RouterContextProvider>, { id, slug }: StudioProject, tab: RunningTab, asked: URLSearchParams) {
  const crowdfunding = callerOf<typeof operations>(context, 'crowdfunding')
  const now = clock.now()
  const after = asked.get('after') ?? undefined
  const q = asked.get('q')?.slice(0, 120) || undefined
  switch (tab) {
    case 'dashboard':
      return { tab, now, figures: await crowdfunding.projectFigures({ id }) }
    case 'contributors':
      return { tab, now, q, further: after !== undefined, contributors: await crowdfunding.listContributors({ id, q, after }) }
    case 'updates':
      return { tab, now, updates: await crowdfunding.projectUpdates({ slug, after }) }
    case 'talk': {
      const [questions, comments] = await Promise.all([crowdfunding.projectQuestions({ slug, limit: 100 }), crowdfunding.projectComments({ slug, after, limit: 50 })])
      return { tab, now, questions, comments }
    }
    case 'payouts':
      return { tab, now }
  }
}

export type Campaign = Awaited<ReturnType<typeof loadCampaign>>
export type CampaignOf<Name extends RunningTab> = Extract<Campaign, { tab: Name }>
