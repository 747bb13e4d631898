import { Package } from 'lucide-react'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import type { Project } from '../../schema.ts'
import type { Source } from '../../types.ts'
import { contributeHref } from './project-head.tsx'

type Reward = Project['rewards'][number]

/** What contributors receive, cheapest first, with the places that are left. */
export function Rewards({ project: { rewards, funding, slug, language }, from }: { project: Project; from: Source }) {
  const { t } = useText()
  if (rewards.length === 0) return null
  return (
    <section className="fund-rewards" id="rewards">
      <h2>{t('crowdfunding.public.rewards')}</h2>
      <ul>
        {rewards
          .toSorted((a, b) => a.amount - b.amount)
          .map((reward) => (
            <li key={reward.id} className="fund-reward" data-gone={reward.left === 0 ? '' : undefined}>
              <RewardWords reward={reward} currency={funding.currency} language={language} />
              {funding.state === 'live' && reward.left !== 0 && (
                <LinkButton size="small" href={contributeHref(slug, from, { reward: reward.id })} aria-label={t('crowdfunding.public.chooseReward', { title: reward.title })}>
                  {t('crowdfunding.public.choose')}
                </LinkButton>
              )}
            </li>
          ))}
      </ul>
    </section>
  )
}

export function RewardWords({ reward, currency, language }: { reward: Reward; currency: string; language: string }) {
  const { t, money, date } = useText()
  return (
    <>
      <p className="fund-reward-amount tabular">{money(reward.amount, currency)}</p>
      <h3 lang={language}>{reward.title}</h3>
      {reward.text && (
        <p className="fund-reward-text" lang={language}>
          {reward.text}
        </p>
      )}
      <p className="fund-soft">
        {[places(t, reward), reward.deliveredBy && t('crowdfunding.public.delivered', { date: date(reward.deliveredBy, 'medium') })].filter(Boolean).join(' · ')}
        {reward.shipped && (
          <span className="fund-ships">
            <Icon of={Package} size="small" /> {t('crowdfunding.public.ships')}
          </span>
        )}
      </p>
    </>
  )
}

function places(t: ReturnType<typeof useText>['t'], { left, quantity }: Reward): string | null {
  if (left === null || quantity === null) return null
  return left === 0 ? t('crowdfunding.public.noPlace') : t('crowdfunding.public.places', { left, quantity })
}
