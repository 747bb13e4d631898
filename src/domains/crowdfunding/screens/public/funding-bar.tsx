import type { z } from 'zod'
import type { Tone } from '#ui/badge'
import { Island } from '#ui/island'
import { useText } from '#ui/text'
import type { Funding as FundingShape } from '../../schema.ts'
import type { ProjectState } from '../../types.ts'
import './tiles.css'

export type Funding = z.output<typeof FundingShape>

/** How each state a visitor may see looks. */
export const tones: Partial<Record<ProjectState, Tone>> = { live: 'accent', closing: 'accent', succeeded: 'good', completed: 'good', failed: 'warn', cancelled: 'warn' }

const [hour, day] = [3_600_000, 86_400_000]

/** What is left until the end, in the unit one would say: days, then hours, then minutes. */
export function useTimeLeft(): (endsAt: Date, now: Date) => string {
  const { t } = useText()
  return (endsAt, now) => {
    const left = endsAt.getTime() - now.getTime()
    if (left <= 0) return t('crowdfunding.public.ending')
    if (left < hour) return t('crowdfunding.public.minutesLeft', { n: Math.max(1, Math.floor(left / 60_000)) })
    if (left < 2 * day) return t('crowdfunding.public.hoursLeft', { n: Math.floor(left / hour) })
    return t('crowdfunding.public.daysLeft', { n: Math.floor(left / day) })
  }
}

/** The strip that is woven as money comes in: bare warp, then cloth; above the goal the cloth goes on in a second colour. */
export function FundingBar({ funding: { percent }, size = 'small' }: { funding: Pick<Funding, 'percent'>; size?: 'small' | 'large' }) {
  const { t } = useText()
  const over = percent > 100
  return (
    <progress
      className="fund-bar"
      data-size={size}
      data-over={over ? '' : undefined}
      max={over ? percent : 100}
      value={over ? 100 : percent}
      aria-label={t('crowdfunding.public.progress')}
      aria-valuetext={t('crowdfunding.public.ofGoal', { percent })}
    />
  )
}

interface LiveProps {
  projectId: string
  funding: Funding
  now: Date
}

/** The bar with its figures, moved for everyone as contributions come in. */
export function LiveFunding({ projectId, funding, now }: LiveProps) {
  const { t, lang, money } = useText()
  const { raised, goal, currency, state } = funding
  return (
    <Island
      name="funding"
      when="idle"
      project={projectId}
      lang={lang}
      currency={currency}
      data-raised={raised}
      data-one={t('crowdfunding.public.people', { n: 1 })}
      data-many={t('crowdfunding.public.people', { n: 2 })}
      data-told={t('crowdfunding.public.told', { raised: '{raised}', percent: '{percent}' })}
    >
      <FundingBar funding={funding} size="large" />
      <p className="fund-raised">
        <strong className="tabular" data-part="raised">
          {money(raised, currency)}
        </strong>
        <span>{t('crowdfunding.public.raisedOf', { goal: money(goal, currency) })}</span>
      </p>
      <Figures funding={funding} now={now} />
      <p className="visually-hidden" aria-live="polite" data-part="told" />
      {state === 'live' && <Island name="live" when="idle" topics={`project:${projectId}`} />}
    </Island>
  )
}

/** Percent, contributions, time left. */
function Figures({ funding: { percent, contributors, state, endsAt }, now }: Omit<LiveProps, 'projectId'>) {
  const { t, number } = useText()
  return (
    <dl className="fund-figures">
      <div>
        <dd className="tabular" data-part="percent">
          {t('crowdfunding.public.percent', { percent })}
        </dd>
        <dt>{t('crowdfunding.public.goalWord')}</dt>
      </div>
      <div>
        <dd className="tabular" data-part="contributors">
          {number(contributors)}
        </dd>
        <dt data-part="people">{t('crowdfunding.public.people', { n: contributors })}</dt>
      </div>
      {state === 'live' && endsAt && <TimeLeft endsAt={endsAt} now={now} />}
    </dl>
  )
}

function TimeLeft({ endsAt, now }: { endsAt: Date; now: Date }) {
  const { t, date, dateTime } = useText()
  const left = useTimeLeft()
  return (
    <div>
      <dd>
        <time dateTime={endsAt.toISOString()} title={dateTime(endsAt)}>
          {left(endsAt, now)}
        </time>
      </dd>
      <dt>{t('crowdfunding.public.until', { date: date(endsAt, 'medium') })}</dt>
    </div>
  )
}
