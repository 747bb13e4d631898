import { Plus, Send } from 'lucide-react'
import { useState } from 'react'
import type { Submitted } from '#platform/page'
import { Button, ButtonRow } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Meter } from '#ui/progress'
import { useText } from '#ui/text'
import { planChanges } from '../../rules/prescription/diff.ts'
import { limitsOf, type Offer, offers, type Owner, owners } from '../../rules/prescription/offers.ts'
import type { Prescription } from '../../schema/prescription.ts'
import { Changes } from './changes.tsx'
import { PlanCourse } from './course.tsx'
import { EditedLine, rowsShown } from './lines.tsx'
import { type LineRow, linesOf } from './rows.ts'

/** What the glance is drawn from, as it is being typed. */
interface Draft {
  offer: Offer
  startsOn: string
  hoursWeek: number
  rows: LineRow[]
}

/** The whole plan in one form: conditions, word to the artist, lines. Every button saves first. */
export function PlanEditor({ plan, result }: { plan: Prescription; result: Submitted | null }) {
  const { t } = useText()
  const rows = rowsShown(plan, result)
  const [draft, setDraft] = useState<Draft>({ offer: plan.offer, startsOn: plan.startsOn, hoursWeek: plan.hoursWeek, rows })
  const read = (form: HTMLFormElement): void => {
    const fields = [...new FormData(form)]
    const value = (name: string): string => {
      const typed = fields.find(([one]) => one === name)?.[1]
      return typeof typed === 'string' ? typed : ''
    }
    const offer = offers.find((one) => one === value('offer')) ?? plan.offer
    setDraft({ offer, startsOn: value('startsOn'), hoursWeek: Number(value('hoursWeek')) || plan.hoursWeek, rows: linesOf(fields) })
  }
  return (
    <Form result={result} onInput={(event) => read(event.currentTarget)} key={plan.version}>
      <Hidden values={{ version: plan.version, intent: 'lines' }} />
      {/* Enter in a field saves: the first button of a form is the one it presses. */}
      <button type="submit" name="act" value="save" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      {result && !result.ok && result.refusal.code === 'checkup.planChanged' && <Conflict plan={plan} typed={rows} />}
      <Glance draft={draft} />
      <Conditions plan={plan} />
      <Section title={t('checkup.plan.lines')} lead={t('checkup.plan.linesLead')}>
        <ol className="plan-lines">
          {rows.map((row, place) => (
            <EditedLine key={row.key || `new ${place}`} row={row} place={place} count={rows.length} plan={plan} />
          ))}
        </ol>
        <div id="last-line" />
        <ButtonRow>
          <Button type="submit" name="act" value="add" icon={<Icon of={Plus} size="small" />} formNoValidate>
            {t('checkup.plan.add')}
          </Button>
        </ButtonRow>
      </Section>
      <div className="plan-save">
        <Button type="submit" name="act" value="save">
          {t('checkup.plan.save')}
        </Button>
        <Button type="submit" name="act" value="send" kind="primary" icon={<Icon of={Send} size="small" />}>
          {t(plan.sentVersion === null ? 'checkup.plan.send' : 'checkup.plan.sendAgain', { n: (plan.sentVersion ?? 0) + 1 })}
        </Button>
        <Button type="submit" name="act" value="hand" kind="quiet">
          {t('checkup.plan.byHand')}
        </Button>
      </div>
    </Form>
  )
}

/** Steps against the offer, and the course of the weeks. */
function Glance({ draft: { offer, startsOn, hoursWeek, rows } }: { draft: Draft }) {
  const { t } = useText()
  const { steps } = limitsOf[offer]
  const lines = rows.map(({ key, title, dueOn, hours, owner }) => ({
    ...{ key, title, dueOn },
    hours: Number(hours.replace(',', '.')),
    owner: owners.find((one) => one === owner) ?? ('coach' satisfies Owner),
  }))
  return (
    <div className="plan-glance">
      <Meter label={t('checkup.plan.steps')} value={Math.min(rows.length, steps)} max={steps} text={t('checkup.plan.stepsOf', { n: rows.length, steps })} />
      {rows.length > steps && <p className="text-bad">{t('checkup.tooManySteps', { steps, lines: rows.length })}</p>}
      <PlanCourse lines={lines} offer={offer} startsOn={startsOn} hoursWeek={hoursWeek} />
    </div>
  )
}

function Conditions({ plan }: { plan: Prescription }) {
  const { t } = useText()
  return (
    <Section title={t('checkup.plan.conditions')}>
      <div className="plan-conditions">
        <Field
          name="offer"
          label={t('checkup.plan.offer')}
          type="select"
          defaultValue={plan.offer}
          options={offers.map((value) => ({ value, label: `${t(`checkup.plan.offer.${value}`)} · ${t(`checkup.plan.offerHint.${value}`)}` }))}
          required
        />
        <Field name="startsOn" label={t('checkup.plan.startsOn')} type="date" defaultValue={plan.startsOn} required />
        <Field name="hoursWeek" label={t('checkup.plan.hoursWeek')} type="number" min={1} max={40} defaultValue={plan.hoursWeek} required />
        <Field
          name="lang"
          label={t('checkup.plan.lang')}
          type="select"
          defaultValue={plan.lang}
          options={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          required
        />
      </div>
      <Field name="note" label={t('checkup.plan.note')} hint={t('checkup.plan.noteHint')} type="textarea" rows={3} defaultValue={plan.note} maxLength={4000} />
    </Section>
  )
}

/** Somebody saved meanwhile: what is in the form against what they left. Saving again keeps what is in the form. */
function Conflict({ plan, typed }: { plan: Prescription; typed: readonly LineRow[] }) {
  const { t } = useText()
  const lines = typed.map((row) => ({ ...row, hours: Number(row.hours.replace(',', '.')), owner: owners.find((one) => one === row.owner) ?? ('coach' satisfies Owner) }))
  const changes = planChanges(plan.lines, lines)
  return (
    <Notice kind="warn" title={t('checkup.plan.theirs')}>
      {changes.length > 0 ? <Changes changes={changes} /> : t('checkup.plan.sameLines')}
    </Notice>
  )
}
