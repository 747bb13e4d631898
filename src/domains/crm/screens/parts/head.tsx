import { useState } from 'react'
import { CalendarClock, CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import { targetFollowersFrom, targetFollowersTo } from '../../rules/target.ts'
import { targetTones } from '../records/rows.tsx'
import type { Sheet, SheetData, SheetSaid } from './sheet.ts'
import '../records/records.css'
import './sheet.css'

interface HeadProps {
  data: SheetData
  said: SheetSaid | null
}

const marks = { yes: CircleCheck, no: CircleX, unknown: CircleDashed } as const

/** Where one is: what it is, whether it is on target and why, who looks after it, what comes next. The page draws the name itself. */
export function RecordHead({ data, said }: HeadProps) {
  const { sheet } = data
  return (
    <div className="sheet-head">
      <HeadLine sheet={sheet} />
      {sheet.kind === 'artist' && <TargetWhy sheet={sheet} />}
      <div className="sheet-head-forms">
        <Owner data={data} said={said} />
        <NextStep data={data} said={said} />
      </div>
    </div>
  )
}

function HeadLine({ sheet }: { sheet: Sheet }) {
  const { t, lang, number } = useText()
  const role = sheet.role && (sheet.kind === 'organisation' ? t(`crm.role.${sheet.role}`) : sheet.role)
  return (
    <p className="sheet-line">
      {sheet.kind === 'artist' && <Badge tone={targetTones[sheet.target]}>{t(`crm.target.${sheet.target}`)}</Badge>}
      {sheet.stage && <Badge tone="accent">{sheet.stage.name}</Badge>}
      {sheet.invented && <Badge>{t(sheet.kind === 'artist' ? 'crm.invented' : 'crm.inventedContact')}</Badge>}
      {sheet.accountId && <Badge tone="good">{t('crm.account')}</Badge>}
      <span>{[role, sheet.city, sheet.country && countryName(lang, sheet.country), sheet.genres.join(', ')].filter(Boolean).join(' · ')}</span>
      {sheet.followers !== null && (
        <span className="tabular">
          {number(sheet.followers)} {t('crm.f.followers').toLowerCase()}
        </span>
      )}
    </p>
  )
}

/** Each condition of the target by itself. */
function TargetWhy({ sheet }: { sheet: Sheet }) {
  const { t } = useText()
  return (
    <ul className="sheet-target">
      {sheet.targetWhy.map(({ name, answer }) => (
        <li key={name} data-answer={answer}>
          <Icon of={marks[answer]} size="small" />
          {t(`crm.target.why.${name}.${answer}`, { from: targetFollowersFrom, to: targetFollowersTo })}
        </li>
      ))}
    </ul>
  )
}

function Owner({ data: { sheet, people }, said }: HeadProps) {
  const { t } = useText()
  const held = sheet.owner?.id ?? ''
  const [chosen, choose] = useState(held)
  if (!sheet.mayEdit) return <p>{`${t('crm.f.ownerId')} : ${sheet.owner?.name ?? t('crm.nobody')}`}</p>
  return (
    <Form result={said?.intent === 'crm:owner' ? said.result : null} className="sheet-owner">
      <Hidden values={{ intent: 'crm:owner' }} />
      <Field
        name="ownerId"
        id="head-owner"
        type="select"
        label={t('crm.f.ownerId')}
        defaultValue={held}
        key={held}
        onChange={(event) => choose(event.currentTarget.value)}
        options={[{ value: '', label: t('crm.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Button type="submit" size="small" data-idle={chosen === held ? '' : undefined}>
        {t('crm.save')}
      </Button>
    </Form>
  )
}

function NextStep({ data: { sheet }, said }: HeadProps) {
  const { t, date } = useText()
  const shown = sheet.nextStep ? [sheet.nextStep, sheet.nextStepOn && date(new Date(sheet.nextStepOn))].filter(Boolean).join(' · ') : t('crm.noNextStep')
  const line = (
    <span className="sheet-step">
      <Icon of={CalendarClock} size="small" />
      {shown}
    </span>
  )
  if (!sheet.mayEdit) return <p>{line}</p>
  const refused = said?.intent === 'crm:step' ? said.result : null
  return (
    <Disclosure title={line} open={refused !== null}>
      <Form result={refused} submit={t('crm.save')} kind="secondary">
        <Hidden values={{ intent: 'crm:step' }} />
        <Field name="nextStep" id="head-step" label={t('crm.f.nextStep')} defaultValue={sheet.nextStep ?? ''} maxLength={300} />
        <Field name="nextStepOn" id="head-step-on" type="date" label={t('crm.f.nextStepOn')} defaultValue={sheet.nextStepOn ?? ''} />
      </Form>
    </Disclosure>
  )
}
