import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { CheckField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { useText } from '#ui/text'
import { units } from '../../types.ts'
import { useRule, useWeekday } from '../parts/words.ts'
import type { TaskData } from './task.tsx'

/** How the task comes back: change it from this one on, end it, take the end back. */
export function SeriesOf({ task: { series }, result }: Pick<TaskData, 'task'> & { result: Submitted | null }) {
  const { t, date } = useText()
  const rule = useRule()
  return (
    <>
      <p className="mb-4 text-soft">
        {series ? rule(series.rule) : t('planning.comesOnce')}
        {series?.endedAt ? ` · ${t('planning.seriesEnded')}` : series?.next ? ` · ${t('planning.next', { day: date(series.next) })}` : ''}
      </p>
      <Form result={result} submit={t(series ? 'planning.changeSeries' : 'planning.startSeries')} kind="secondary">
        <Hidden values={{ intent: 'series', 'repeat.monthDay': series?.rule.monthDay ?? undefined, 'repeat.times': series?.rule.times ?? undefined }} />
        <div className="task-form-row">
          <Field type="number" name="repeat.every" label={t('planning.everyLabel')} min={1} max={99} defaultValue={series?.rule.every ?? 1} required />
          <Field
            type="select"
            name="repeat.unit"
            label={t('planning.unitLabel')}
            defaultValue={series?.rule.unit ?? 'week'}
            options={units.map((value) => ({ value, label: t(`planning.unit.${value}`) }))}
            required
          />
          <Field type="date" name="repeat.until" label={t('planning.untilLabel')} defaultValue={series?.rule.until ?? ''} />
        </div>
        <Weekdays chosen={series?.rule.weekdays ?? []} />
      </Form>
      {series && (
        <form method="post" className="mt-4">
          <Hidden values={{ intent: series.endedAt ? 'resumeSeries' : 'endSeries' }} />
          <Button type="submit" kind="quiet">
            {t(series.endedAt ? 'planning.resumeSeries' : 'planning.endSeries')}
          </Button>
        </form>
      )}
    </>
  )
}

function Weekdays({ chosen }: { chosen: readonly number[] }) {
  const { t } = useText()
  const weekday = useWeekday()
  return (
    <Fieldset legend={t('planning.weekdaysLabel')} hint={t('planning.seriesHint')}>
      <div className="flex flex-wrap gap-x-4">
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <CheckField key={day} id={`weekday-${day}`} name="repeat.weekdays" value={String(day)} label={weekday(day)} defaultChecked={chosen.includes(day)} />
        ))}
      </div>
    </Fieldset>
  )
}
