import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { EmptyState } from '#ui/notice'
import { Progress } from '#ui/progress'
import { useText } from '#ui/text'
import type { MyPlanCard } from '../../schema/prescription.ts'
import { planTones } from '../prescription/tones.ts'
import '../prescription/plan.css'

/** The plans that were sent to the artist; what waits for them comes first. From `myPlans`. */
export function MyPlans({ plans }: { plans: readonly MyPlanCard[] }) {
  const { t } = useText()
  if (plans.length === 0) return <EmptyState title={t('checkup.plan.noMine')}>{t('checkup.plan.noMineText')}</EmptyState>
  const ordered = plans.toSorted((a, b) => Number(b.waits) - Number(a.waits))
  return (
    <ul className="plan-cards">
      {ordered.map((plan) => (
        <MyPlanRow key={plan.id} plan={plan} />
      ))}
    </ul>
  )
}

function MyPlanRow({ plan }: { plan: MyPlanCard }) {
  const { t, date } = useText()
  const { id, agency, state, startsOn, endsOn, waits, progress, invented } = plan
  return (
    <li className="plan-card">
      <p>
        <strong>
          <a href={`/mona/me/plans/${id}`}>{t('checkup.plan.mineTitle', { agency })}</a>
        </strong>{' '}
        <Badge tone={planTones[state]}>{t(`checkup.plan.mineState.${state}`)}</Badge> {invented && <Badge>{t('checkup.plan.invented')}</Badge>}
      </p>
      <p className="text-soft">
        {date(startsOn, 'medium')}
        {endsOn && ` → ${date(endsOn, 'medium')}`}
      </p>
      {progress.all > 0 && (
        <Progress label={t('checkup.plan.progress')} value={progress.done + progress.dropped} max={progress.all} detail={t('checkup.plan.progressOf', { ...progress })} />
      )}
      {waits && (
        <p>
          <LinkButton kind="primary" href={`/mona/me/plans/${id}`}>
            {t('checkup.plan.readAndAnswer')}
          </LinkButton>
        </p>
      )}
    </li>
  )
}
