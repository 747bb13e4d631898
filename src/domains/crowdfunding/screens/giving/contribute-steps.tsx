import { ArrowRight } from 'lucide-react'
import type { z } from 'zod'
import { toMajor } from '#platform/money'
import type { Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Field, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { HeadTitle } from '#ui/layout'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { Project, ReadPhone } from '../../schema.ts'
import { type Method, suggested, type Typed } from './contribute-form.ts'
import { contributeHref } from '../public/project-head.tsx'
import { projectHref } from '../public/project-tile.tsx'
import { RewardWords } from '../public/rewards.tsx'

type Asked = Pick<Project, 'id' | 'slug' | 'title' | 'cover' | 'makers' | 'country' | 'model' | 'funding' | 'rewards' | 'language'>

export type ReadNumber = z.output<typeof ReadPhone>

export interface StepProps {
  project: Asked
  methods: readonly Method[]
  typed: Typed
  email: string | null
  result: Submitted | null
}

const titles = ['crowdfunding.public.step1', 'crowdfunding.public.step2', 'crowdfunding.public.step3'] as const

/** Which project, which step, what is asked here. */
export function Way({ project, step, title }: { project: Asked; step: 1 | 2 | 3; title?: string }) {
  const { t } = useText()
  const asked = title ?? t(titles[step - 1]!)
  return (
    <header className="fund-way">
      <HeadTitle title={`${asked} · ${project.title} · Karangou`} />
      <a className="fund-way-project" href={projectHref(project.slug)}>
        <Poster title={project.title} picture={project.cover} ratio="wide" sizes="6rem" decorative />
        <span>
          <strong>{project.title}</strong>
          <span className="fund-soft">{project.makers}</span>
        </span>
      </a>
      {!title && (
        <p className="eyebrow">
          <progress max={3} value={step} aria-hidden="true" />
          {t('crowdfunding.public.step', { step })}
        </p>
      )}
      <h1>{asked}</h1>
    </header>
  )
}

/** Step 1: a sum, or a reward. Every choice is a link, so one tap is enough. */
export function Amount({ project, methods, typed }: StepProps) {
  const { t, number } = useText()
  const { currency } = project.funding
  const round = (amount: number) => number(Number(toMajor({ amount, currency })), { style: 'currency', currency, maximumFractionDigits: 0 })
  const rewards = project.rewards.filter((one) => one.left !== 0).toSorted((a, b) => a.amount - b.amount)
  return (
    <>
      <nav className="fund-sums" aria-label={t('crowdfunding.public.sums')}>
        {suggested(currency, methods).map((amount) => (
          <a key={amount} href={contributeHref(project.slug, sourceOf(typed), { amount: toMajor({ amount, currency }) })}>
            {round(amount)}
          </a>
        ))}
      </nav>
      <form className="fund-free" action={`/karangou/projects/${project.slug}/contribute`}>
        <Hidden values={{ from: sourceOf(typed) }} />
        <Field name="amount" label={t('crowdfunding.public.otherSum')} inputMode="decimal" autoComplete="off" unit={unitOf(currency)} maxLength={12} required />
        <Button type="submit" size="large" icon={<Icon of={ArrowRight} />}>
          {t('crowdfunding.public.next')}
        </Button>
      </form>
      {rewards.length > 0 && (
        <section className="fund-step-rewards">
          <h2>{t('crowdfunding.public.orReward')}</h2>
          <ul>
            {rewards.map((reward) => (
              <li key={reward.id} className="fund-reward">
                <RewardWords reward={reward} currency={currency} language={project.language} />
                <LinkButton
                  size="small"
                  href={contributeHref(project.slug, sourceOf(typed), { reward: reward.id })}
                  aria-label={t('crowdfunding.public.chooseReward', { title: reward.title })}
                >
                  {t('crowdfunding.public.choose')}
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const sourceOf = (typed: Typed) => (typed.source ?? 'project') as 'project'
export const unitOf = (currency: string): string => ({ XOF: 'F\u00a0CFA', XAF: 'F\u00a0CFA', EUR: '€', USD: '$', GBP: '£' })[currency] ?? currency
