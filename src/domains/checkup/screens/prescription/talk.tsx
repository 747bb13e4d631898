import { useText } from '#ui/text'
import type { Prescription } from '../../schema/prescription.ts'

type Remarks = Prescription['remarks']

/** What was said, in order: of the whole plan, or of one line. */
export function Talk({ remarks, withLine }: { remarks: Remarks; withLine?: boolean }) {
  const { t, date, dateTime } = useText()
  return (
    <ol className="plan-talk">
      {remarks.map(({ id, side, kind, body, day, by, at, lineTitle, version }) => (
        <li key={id} data-side={side}>
          <p className="plan-talk-head">
            <strong>{t(`checkup.plan.remark.${kind}`, { by: by ?? t('checkup.plan.somebody'), day: day ? date(day) : '' })}</strong>
            <small>
              {dateTime(at)} · {t('checkup.plan.versionN', { n: version })}
            </small>
          </p>
          {withLine && lineTitle && <p className="text-soft">« {lineTitle} »</p>}
          {body && <p className="plan-words">{body}</p>}
        </li>
      ))}
    </ol>
  )
}
