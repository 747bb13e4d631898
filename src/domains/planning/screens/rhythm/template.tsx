import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { priorities, type RhythmStep } from '../../types.ts'
import { useWeekday } from '../parts/words.ts'
import type { ShownRhythm } from './rhythm.tsx'

interface TemplateProps {
  rhythm: ShownRhythm
  people: readonly { id: string; name: string }[]
  result: Submitted | null
}

/** The steps, to be changed; a line without words is left out. */
export function Template({ rhythm, people, result }: TemplateProps) {
  const { t } = useText()
  // Without script there are two free lines; with it one asks for more.
  const [spare, setSpare] = useState(2)
  const lines: (RhythmStep | null)[] = [...rhythm.steps, ...Array.from({ length: spare }, () => null)]
  return (
    <Disclosure title={t('planning.editTemplate')} open={result !== null && !result.ok}>
      <Form result={result} submit={t('planning.save')}>
        <Hidden values={{ intent: 'edit', id: rhythm.id, version: rhythm.version }} />
        <Field name="name" label={t('planning.rhythmName')} defaultValue={rhythm.name} maxLength={80} required />
        <CheckField name="active" label={t('planning.rhythmAlone')} hint={t('planning.rhythmAloneHint')} defaultChecked={rhythm.active} />
        {lines.map((step, place) => (
          <StepFields key={place} step={step} place={place} people={people} />
        ))}
        <Button kind="quiet" icon={<Icon of={Plus} />} onClick={() => setSpare(spare + 1)}>
          {t('planning.addStep')}
        </Button>
      </Form>
      <form method="post" className="mt-4">
        <Hidden values={{ intent: 'remove', id: rhythm.id }} />
        <Button type="submit" kind="danger" size="small">
          {t('planning.removeRhythm')}
        </Button>
      </form>
    </Disclosure>
  )
}

function StepFields({ step, place, people }: { step: RhythmStep | null; place: number; people: TemplateProps['people'] }) {
  const { t } = useText()
  const name = (field: string): string => `steps.${place}.${field}`
  return (
    <div className="rhythm-step">
      <Field name={name('title')} label={t('planning.stepN', { n: place + 1 })} defaultValue={step?.title ?? ''} maxLength={200} />
      <Field name={name('phase')} label={t('planning.phaseLabel')} defaultValue={step?.phase ?? ''} maxLength={40} />
      <DayFields step={step} name={name} />
      <Field
        type="select"
        name={name('ownerId')}
        label={t('planning.owner')}
        defaultValue={step?.ownerId ?? ''}
        options={[{ value: '', label: t('planning.nobody') }, ...people.map((one) => ({ value: one.id, label: one.name }))]}
      />
      <Field
        type="select"
        name={name('priority')}
        label={t('planning.priorityLabel')}
        defaultValue={step?.priority ?? 'normal'}
        options={priorities.map((value) => ({ value, label: t(`planning.priority.${value}`) }))}
        required
      />
    </div>
  )
}

/** When in the month. */
function DayFields({ step, name }: { step: RhythmStep | null; name: (field: string) => string }) {
  const { t } = useText()
  const weekday = useWeekday()
  return (
    <>
      <Field
        type="select"
        name={name('week')}
        label={t('planning.weekLabel')}
        defaultValue={String(step?.week ?? 1)}
        options={[1, 2, 3, 4, 5].map((week) => ({ value: String(week), label: t('planning.weekN', { week }) }))}
        required
      />
      <Field
        type="select"
        name={name('weekday')}
        label={t('planning.weekdayLabel')}
        defaultValue={String(step?.weekday ?? 1)}
        options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(day) }))}
        required
      />
      <Field type="number" name={name('afterDays')} label={t('planning.afterDaysLabel')} min={0} max={90} defaultValue={step?.afterDays || ''} />
    </>
  )
}
