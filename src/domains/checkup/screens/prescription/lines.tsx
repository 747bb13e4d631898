import { ArrowDown, ArrowUp, RotateCcw, Sparkles, Trash2 } from 'lucide-react'
import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, ButtonRow, IconButton } from '#ui/button'
import { Field } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { owners } from '../../rules/prescription/offers.ts'
import type { Prescription } from '../../schema/prescription.ts'
import { type LineRow, linesOf } from './rows.ts'
import { Talk } from './talk.tsx'
import { Why } from './why.tsx'

/** What stands in the form: what was typed before a refusal, else what is kept. */
export function rowsShown(plan: Prescription, result: Submitted | null): LineRow[] {
  const typed = result && !result.ok ? linesOf(Object.entries(result.values)) : []
  if (typed.length > 0) return typed
  return plan.lines.map(({ key, title, text, dueOn, hours, owner }) => ({ key, title, text, dueOn, owner, hours: String(hours) }))
}

export function EditedLine({ row, place, count, plan }: { row: LineRow; place: number; count: number; plan: Prescription }) {
  const { t } = useText()
  const name = (field: string): string => `lines.${place}.${field}`
  const line = plan.lines.find(({ key }) => key === row.key)
  const said = plan.remarks.filter((one) => one.line === row.key)
  return (
    <li className="plan-line" data-declined={line?.declined || undefined} id={row.key ? `l-${row.key}` : undefined}>
      <input type="hidden" name={name('key')} value={row.key} />
      <div className="plan-line-head">
        <Field name={name('title')} label={t('checkup.plan.lineN', { n: place + 1 })} defaultValue={row.title} maxLength={200} required />
        <LineButtons place={place} count={count} title={row.title} />
      </div>
      <Field name={name('text')} label={t('checkup.plan.field.text')} type="textarea" rows={3} defaultValue={row.text} maxLength={2000} />
      <div className="plan-line-facts">
        <Field name={name('dueOn')} label={t('checkup.plan.field.dueOn')} type="date" defaultValue={row.dueOn} required />
        <Field name={name('hours')} label={t('checkup.plan.field.hours')} inputMode="decimal" defaultValue={row.hours} required />
        <Field
          name={name('owner')}
          label={t('checkup.plan.field.owner')}
          type="select"
          defaultValue={row.owner}
          options={owners.map((value) => ({ value, label: t(`checkup.plan.owner.${value}`) }))}
          required
        />
      </div>
      {line && <Why line={line} rule />}
      {line && <Wording line={line} />}
      {line?.declined && <Badge tone="warn">{t('checkup.plan.declined')}</Badge>}
      {said.length > 0 && <Talk remarks={said} />}
    </li>
  )
}

function LineButtons({ place, count, title }: { place: number; count: number; title: string }) {
  const { t } = useText()
  return (
    <div className="plan-line-buttons">
      <IconButton
        type="submit"
        name="act"
        value={`up ${place}`}
        size="small"
        disabled={place === 0}
        label={t('checkup.plan.up', { title })}
        icon={<Icon of={ArrowUp} size="small" />}
        formNoValidate
      />
      <IconButton
        type="submit"
        name="act"
        value={`down ${place}`}
        size="small"
        disabled={place === count - 1}
        label={t('checkup.plan.down', { title })}
        icon={<Icon of={ArrowDown} size="small" />}
        formNoValidate
      />
      <IconButton
        type="submit"
        name="act"
        value={`remove ${place}`}
        size="small"
        label={t('checkup.plan.remove', { title })}
        icon={<Icon of={Trash2} size="small" />}
        formNoValidate
      />
    </div>
  )
}

/** Whose words these are, and the way to others. */
function Wording({ line }: { line: Prescription['lines'][number] }) {
  const { t } = useText()
  return (
    <ButtonRow>
      <Badge tone={line.wording === 'assistant' ? 'accent' : 'neutral'}>{t(`checkup.plan.wording.${line.wording}`, { model: line.model ?? '' })}</Badge>
      <Button type="submit" name="act" value={`reword ${line.key}`} size="small" kind="quiet" icon={<Icon of={Sparkles} size="small" />}>
        {t('checkup.plan.reword')}
      </Button>
      {line.action !== null && line.wording !== 'house' && (
        <Button type="submit" name="act" value={`house ${line.key}`} size="small" kind="quiet" icon={<Icon of={RotateCcw} size="small" />}>
          {t('checkup.plan.houseAgain')}
        </Button>
      )}
    </ButtonRow>
  )
}
