import { Lightbulb } from 'lucide-react'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import type { PlanLineShown } from '../../schema/prescription.ts'

/** Why a line is in the plan, what it may bring at best, and the rule that put it there. */
export function Why({ line, rule }: { line: Pick<PlanLineShown, 'why' | 'effects'>; rule?: boolean }) {
  const { t, percent, number } = useText()
  const { why, effects } = line
  if (!why) return null
  const nameOf = (criterion: string): string => t(`checkup.criterion.${criterion}`)
  return (
    <p className="plan-why">
      <Icon of={Lightbulb} size="small" />
      <span>
        {why.criterion
          ? t('checkup.plan.why', { criterion: nameOf(why.criterion), score: number(Math.round(why.score ?? 0)) })
          : t('checkup.plan.whyMeasure', { area: t(`checkup.area.${why.area}`), percent: percent(why.confidence) })}
        {'. '}
        {effects.map(({ criterion, most }) => (
          <span key={criterion}>{t('checkup.plan.effect', { most: number(most), criterion: nameOf(criterion) })}. </span>
        ))}
        {rule && <span className="text-soft">{t('checkup.plan.byRule', { rule: why.rule })}</span>}
      </span>
    </p>
  )
}
