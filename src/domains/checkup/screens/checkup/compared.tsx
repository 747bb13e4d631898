import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { CheckupData } from './criteria.tsx'

/** Since the last check-up: the score, and what moved. */
export function Compared({ checkup: { previous, comparison } }: { checkup: Pick<CheckupData, 'previous' | 'comparison'> }) {
  const { t, date, number } = useText()
  const change = useChange(comparison?.score ?? null)
  if (!previous || !comparison) return null
  return (
    <Section title={t('checkup.compared', { day: date(previous.finishedAt), change })} action={<a href={`/mona/checkups/${previous.id}`}>{t('checkup.one')}</a>}>
      <ul className="checkup-moved" aria-label={t('checkup.moved')}>
        {comparison.moved.slice(0, 8).map(({ criterion, before, after }) => (
          <li key={criterion} data-side={after > before ? 'good' : 'work'}>
            {t(`checkup.criterion.${criterion}`)} <span className="tabular">{t('checkup.fromTo', { from: number(Math.round(before)), to: number(Math.round(after)) })}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** « +4 points », « même note ». */
export function useChange(score: number | null): string {
  const { t } = useText()
  const points = Math.round(score ?? 0)
  if (points === 0) return t('checkup.comparedSame')
  return t(points > 0 ? 'checkup.comparedUp' : 'checkup.comparedDown', { n: Math.abs(points) })
}
