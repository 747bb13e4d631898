import type { z } from 'zod'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Hidden } from '#ui/form'
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

/** Every criterion with its score, what it rests on, and what a person may say of it. */
export function Criteria({ checkup, isOpen }: { checkup: CheckupData; isOpen: boolean }) {
  const { t } = useText()
  const answers = new Map(checkup.answers.map((one) => [one.criterion, one]))
  return areas.map((area) => {
    const findings = checkup.result.findings.filter((one) => one.area === area)
    return (
      findings.length > 0 && (
        <section key={area} className="checkup-area" aria-labelledby={`area-${area}`}>
          <h3 id={`area-${area}`}>{t(`checkup.area.${area}`)}</h3>
          <ul>
            {findings.map((one) => (
              <li key={one.criterion}>
                <Line finding={one} answer={answers.get(one.criterion)} isOpen={isOpen} />
              </li>
            ))}
          </ul>
        </section>
      )
    )
  })
}

function Line({ finding, answer, isOpen }: { finding: Finding; answer: Answer | undefined; isOpen: boolean }) {
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
      {isOpen && <Override criterion={criterion} answer={answer} />}
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

function Override({ criterion, answer }: { criterion: string; answer: Answer | undefined }) {
  const { t } = useText()
  const source = criterionOf.get(criterion)?.source
  const [score, reason] = [answer?.score ?? '', answer?.reason ?? '']
  return (
    <Disclosure title={t('checkup.override')}>
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
