import type { Submitted } from '#platform/page'
import type { StudioProject } from '../../schema.ts'
import { Contributors } from './contributors.tsx'
import { Dashboard } from './dashboard.tsx'
import type { Campaign } from './load.ts'
import { News } from './news.tsx'
import { Payouts } from './payouts.tsx'
import { Talk } from './talk.tsx'
import './campaign.css'

interface Props {
  project: StudioProject
  campaign: Campaign
  resultOf: (intent: string) => Submitted | null
}

/** One tab of a running campaign. */
export function CampaignTab({ project, campaign, resultOf }: Props) {
  switch (campaign.tab) {
    case 'dashboard':
      return <Dashboard project={project} campaign={campaign} />
    case 'contributors':
      return <Contributors project={project} campaign={campaign} result={resultOf('message')} />
    case 'updates':
      return <News campaign={campaign} result={resultOf('update')} />
    case 'talk':
      return <Talk campaign={campaign} result={resultOf('answer')} />
    case 'payouts':
      return <Payouts project={project} result={resultOf('request')} />
  }
}
