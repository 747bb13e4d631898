import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Field, Form, Hidden } from '#ui/form'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import { usualHours, offers } from '../../rules/prescription/offers.ts'
import type { PrescriptionCard } from '../../schema/prescription.ts'
import { planTones } from '../prescription/tones.ts'
import '../prescription/plan.css'

interface Props {
  recordId: string
  /** From `listPrescriptions({ recordId })`. */
  plans: readonly PrescriptionCard[]
  /** A finished check-up is there to write a plan from. */
  isReady: boolean
  mayEdit: boolean
  /** The page's action posts the form (`intent` = `draftPlan`) to `checkup.draftPrescription` and goes to /mona/plans/<id>. */
  result?: Submitted | null
}

/** The plans of one artist, on their sheet, and the way to the next one. */
export function ArtistPlans({ recordId, plans, isReady, mayEdit, result }: Props) {
  const { t, date } = useText()
  const isDrafted = plans.some(({ state }) => state === 'draft')
  return (
    <>
      {plans.length === 0 && <p className="text-soft">{t('checkup.plan.noneForArtist')}</p>}
      <ul className="plan-cards">
        {plans.map(({ id, offer, state, startsOn, endsOn, progress, lines }) => (
          <li key={id} className="plan-card">
            <p>
              <strong>
                <a href={`/mona/plans/${id}`}>{t(`checkup.plan.offer.${offer}`)}</a>
              </strong>{' '}
              <Badge tone={planTones[state]}>{t(`checkup.plan.state.${state}`)}</Badge>
            </p>
            <p className="text-soft">
              {date(startsOn, 'medium')}
              {endsOn && ` → ${date(endsOn, 'medium')}`} · {progress.all > 0 ? t('checkup.plan.progressOf', { ...progress }) : t('checkup.plan.linesN', { n: lines })}
            </p>
          </li>
        ))}
      </ul>
      {mayEdit && !isReady && <Notice>{t('checkup.checkupNeeded')}</Notice>}
      {mayEdit && isReady && !isDrafted && (
        <Form result={result ?? null} submit={t('checkup.plan.draft')}>
          <Hidden values={{ intent: 'draftPlan', recordId }} />
          <div className="plan-conditions">
            <Field
              name="offer"
              id="draft-offer"
              label={t('checkup.plan.offer')}
              type="select"
              options={offers.map((value) => ({ value, label: t(`checkup.plan.offer.${value}`) }))}
              required
            />
            <Field name="hoursWeek" id="draft-hours" label={t('checkup.plan.hoursWeek')} type="number" min={1} max={40} defaultValue={usualHours} required />
          </div>
        </Form>
      )}
    </>
  )
}
