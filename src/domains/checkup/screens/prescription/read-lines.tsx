import type { ReactNode } from 'react'
import { Badge } from '#ui/badge'
import { useText } from '#ui/text'
import type { PlanLineShown, Prescription } from '../../schema/prescription.ts'
import { Talk } from './talk.tsx'
import { lineTones } from './tones.ts'
import { Why } from './why.tsx'

interface Props {
  lines: readonly PlanLineShown[]
  remarks: Prescription['remarks']
  rule?: boolean
  /** What can be done with one line. */
  acts?: (line: PlanLineShown) => ReactNode
}

/** The lines of a plan as they are read, with their reasons and what was said of each. */
export function ReadLines({ lines, remarks, rule, acts }: Props) {
  return (
    <ol className="plan-lines">
      {lines.map((line) => (
        <ReadLine key={line.key} line={line} said={remarks.filter((one) => one.line === line.key)} rule={rule}>
          {acts?.(line)}
        </ReadLine>
      ))}
    </ol>
  )
}

function ReadLine({ line, said, rule, children }: { line: PlanLineShown; said: Prescription['remarks']; rule?: boolean | undefined; children: ReactNode }) {
  const { t, date, number } = useText()
  const { key, title, text, dueOn, hours, owner, status, declined, wording, model } = line
  return (
    <li className="plan-line" id={`l-${key}`} data-declined={declined || undefined} data-status={status ?? undefined}>
      <div className="plan-line-title">
        <h3>{title}</h3>
        {status && <Badge tone={lineTones[status]}>{t(`checkup.plan.lineStatus.${status}`)}</Badge>}
        {declined && <Badge tone="warn">{t('checkup.plan.declined')}</Badge>}
      </div>
      <p className="plan-line-when">
        <strong>{t('checkup.plan.byDay', { date: date(dueOn) })}</strong> · {t('checkup.plan.hoursN', { n: number(hours) })} · {t(`checkup.plan.owner.${owner}`)}
      </p>
      {text && <p className="plan-words">{text}</p>}
      <Why line={line} rule={rule} />
      {wording === 'assistant' && <p className="text-soft">{t('checkup.plan.wording.assistant', { model: model ?? '' })}</p>}
      {said.length > 0 && <Talk remarks={said} />}
      {children}
    </li>
  )
}
