import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { criterionOf } from '../../rules/grid/criteria.ts'
import { answers as words } from '../../rules/grid/score.ts'
import type { Checkup } from '../../schema/checkup.ts'
import { areas } from '../../types.ts'
import { tones } from './result.tsx'

export type CheckupData = z.output<typeof Checkup>
type Finding = CheckupData['result']['findings'][number]
type Answer = CheckupData['answers'][number]

/** Every criterion with its score, what it rests on, and what a person may say of it, area by area; the first one with something unknown lies open, and where a field was refused. */
export function Criteria({ checkup, isOpen, wrong = [] }: { checkup: CheckupData; isOpen: boolean; wrong?: readonly string[] }) {
  const { findings } = checkup.result
  // Remembered: an answer must not close the area it was given in.
  const [first] = useState(() => findings.find(({ origin }) => origin === 'missing')?.area)
  const answers = new Map(checkup.answers.map((one) => [one.criterion, one]))
  return areas.map((area) => {
    const own = findings.filter((one) => one.area === area)
    if (own.length === 0) return null
    return (
      <details key={area} className="checkup-area" open={area === first || own.some(({ criterion }) => wrong.includes(criterion))}>
        <Summary area={area} score={checkup.result.areas.find((one) => one.area === area)?.score ?? null} unknown={own.filter(({ score }) => score === null).length} />
        <ul>
          {own.map((one) => (
            <li key={one.criterion}>
              <Line finding={one} answer={answers.get(one.criterion)} isOpen={isOpen} isWrong={wrong.includes(one.criterion)} />
            </li>
          ))}
        </ul>
      </details>
    )
  })
}

function Summary({ area, score, unknown }: { area: string; score: number | null; unknown: number }) {
  const { t, number } = useText()
  return (
    <summary>
      <h3>{t(`checkup.area.${area}`)}</h3>
      {unknown > 0 && <span className="text-soft text-sm">{t('checkup.unknownIn', { n: unknown })}</span>}
      <span className="tabular">{score === null ? '–' : number(Math.round(score))}</span>
      <Icon of={ChevronDown} size="small" />
    </summary>
  )
}

function Line({ finding, answer, isOpen, isWrong }: { finding: Finding; answer: Answer | undefined; isOpen: boolean; isWrong: boolean }) {
  const { t, number } = useText()
  const { criterion, score, band, because, reason } = finding
  const isAsked = isOpen && finding.origin !== 'computed' && reason === null
  return (
    <>
      <p className="checkup-line">
        <strong>{t(`checkup.criterion.${criterion}`)}</strong>
        {score !== null && band && (
          <Badge tone={tones[band]}>
            {number(Math.round(score))} · {t(`checkup.band.${band}`)}
          </Badge>
        )}
        {score === null && <Badge>{t('checkup.unknown')}</Badge>}
      </p>
      <p className="text-soft text-sm">
        {reason === null ? t(`checkup.because.${because.code}`, because.params) : t('checkup.overridden', { name: answer?.by ?? t('checkup.somebody'), reason })}{' '}
        {score !== null && <span className="tabular">{t('checkup.points', { n: Math.round(finding.points * 10) / 10 })}</span>}
      </p>
      {isAsked && <Question criterion={criterion} given={answer?.answer ?? null} />}
      {isOpen && <Override criterion={criterion} answer={answer} isWrong={isWrong} />}
    </>
  )
}

function Question({ criterion, given }: { criterion: string; given: string | null }) {
  const { t } = useText()
  return (
    <fieldset className="checkup-question" key={given ?? 'none'}>
      <legend>{t(`checkup.ask.${criterion}`)}</legend>
      <input type="hidden" name={`was.${criterion}`} value={given ?? ''} />
      {[...words, ''].map((word) => (
        <label key={word}>
          <input type="radio" name={`answer.${criterion}`} value={word} defaultChecked={(given ?? '') === word} />
          <span>{t(`checkup.answer.${word || 'none'}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Override({ criterion, answer, isWrong }: { criterion: string; answer: Answer | undefined; isWrong: boolean }) {
  const { t } = useText()
  const source = criterionOf.get(criterion)?.source
  const [score, reason] = [answer?.score ?? '', answer?.reason ?? '']
  return (
    <Disclosure title={t('checkup.override')} open={isWrong}>
      {source && <p className="text-soft text-sm">{t(`checkup.source.${source}`)}</p>}
      <div className="checkup-override" key={`${score} ${reason}`}>
        <Hidden values={{ [`wasScore.${criterion}`]: String(score), [`wasReason.${criterion}`]: reason }} />
        <Field name={`score.${criterion}`} label={t('checkup.overrideScore')} type="number" min={0} max={100} step="any" inputMode="decimal" defaultValue={score} />
        <Field name={`reason.${criterion}`} label={t('checkup.overrideReason')} maxLength={500} defaultValue={reason} />
        <Button type="submit" size="small">
          {t('checkup.override')}
        </Button>
      </div>
    </Disclosure>
  )
}
