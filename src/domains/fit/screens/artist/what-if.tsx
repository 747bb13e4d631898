import { type ChangeEvent, useState } from 'react'
import { Form as Ask, Link } from 'react-router'
import { Button, ButtonRow } from '#ui/button'
import { Section } from '#ui/layout'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { scoreIf } from '../../rules/what-if.ts'
import type { Criterion, Weights } from '../../types.ts'
import type { Analysis, Data } from '../artist.tsx'
import type { Changes } from './changes.ts'

interface Props {
  analysis: Analysis
  gains: Data['fit']['gains']
  changes: Changes
}

/** Criteria that can be moved: the score follows at once, or when the form is sent. */
export function WhatIf({ analysis, gains, changes }: Props) {
  const { t } = useText()
  const [moved, setMoved] = useState<Changes>(changes)
  return (
    <Section title={t('fit.whatIf')} lead={t('fit.whatIfLead')} id="what-if">
      <Gains gains={gains} />
      <Ask method="get" action="#what-if" preventScrollReset>
        <Result analysis={analysis} changes={moved} />
        <div className="fit-sliders">
          {analysis.reasons
            .filter(({ criterion, score }) => score !== null || gains.some((one) => one.criterion === criterion))
            .map(({ criterion, label, score }) => (
              <Slider key={criterion} criterion={criterion} label={label} now={score} value={moved[criterion]} onMove={(value) => setMoved(changed(moved, criterion, value))} />
            ))}
        </div>
        <ButtonRow>
          <Button type="submit">{t('fit.compute')}</Button>
          <Link to="?" preventScrollReset onClick={() => setMoved({})}>
            {t('fit.reset')}
          </Link>
        </ButtonRow>
      </Ask>
    </Section>
  )
}

function changed(before: Changes, criterion: Criterion, value: number | undefined): Changes {
  const { [criterion]: _was, ...rest } = before
  return value === undefined ? rest : { ...rest, [criterion]: value }
}

function Result({ analysis, changes }: { analysis: Analysis; changes: Changes }) {
  const { t } = useText()
  const weights = Object.fromEntries(analysis.reasons.map((one) => [one.criterion, one.weight])) as Weights
  const from = analysis.score ?? 0
  const to = scoreIf(analysis, weights, changes) ?? 0
  const same = Object.entries(changes).every(([criterion, value]) => analysis.reasons.find((one) => one.criterion === criterion)?.score === value)
  return (
    <p className="fit-said" role="status" data-whatif={to}>
      {same ? t('fit.whatIfSame') : t('fit.whatIfResult', { from, to, gain: Math.round((to - from) * 100) / 100 })}
    </p>
  )
}

interface SliderProps {
  criterion: Criterion
  label: string
  now: number | null
  value: number | undefined
  /** Undefined: unknown again. */
  onMove: (value: number | undefined) => void
}

/** Sent as it stands when there is no script. What is unknown has no place on a slider: it is typed, and left empty it stays unknown. */
function Slider({ criterion, label, now, value, onMove }: SliderProps) {
  const { t, number } = useText()
  const shown = value ?? now
  const move = (event: ChangeEvent<HTMLInputElement>): void => onMove(event.target.value === '' ? undefined : Math.min(100, Math.max(0, Math.round(Number(event.target.value)))))
  return (
    <label className="fit-slider">
      <span>{label}</span>
      <output className="tabular">{shown === null ? t('fit.unknown') : number(Math.round(shown))}</output>
      {now === null ? (
        <input type="number" name={criterion} min={0} max={100} inputMode="numeric" value={value ?? ''} onChange={move} />
      ) : (
        <input type="range" name={criterion} min={0} max={100} step="any" value={shown ?? 0} onChange={move} />
      )}
    </label>
  )
}

function Gains({ gains }: Pick<Props, 'gains'>) {
  const { t, number, list } = useText()
  const [known, unknown] = [gains.filter((one) => one.from !== null && one.gain > 0), gains.filter((one) => one.from === null)]
  const signed = (gain: number): string => `${gain > 0 ? '+' : ''}${number(Math.round(gain * 10) / 10)}`
  return (
    <>
      {unknown.length > 0 && <p>{t('fit.measureFirst', { what: list(unknown.map(({ label }) => label)) })}</p>}
      {known.length > 0 && (
        <Table
          caption={t('fit.moves')}
          rows={known}
          rowKey={({ criterion }) => criterion}
          columns={[
            { key: 'label', label: t('fit.criterion') },
            { key: 'from', label: t('fit.from'), align: 'end', cell: ({ from }) => (from === null ? t('fit.unknown') : number(Math.round(from))) },
            { key: 'to', label: t('fit.to'), align: 'end', cell: ({ to }) => number(to) },
            { key: 'gain', label: t('fit.change'), align: 'end', cell: ({ gain }) => signed(gain) },
          ]}
        />
      )}
    </>
  )
}
