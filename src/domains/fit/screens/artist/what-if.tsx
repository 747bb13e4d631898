import { useState } from 'react'
import { Form as Ask, Link } from 'react-router'
import { Button } from '#ui/button'
import { ButtonRow } from '#ui/button'
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
              <Slider key={criterion} criterion={criterion} label={label} now={score} value={moved[criterion]} onMove={(value) => setMoved({ ...moved, [criterion]: value })} />
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
  onMove: (value: number) => void
}

/** Without script its place is sent with the form; an untouched one that is unknown stays in the middle and is not sent until it is moved. */
function Slider({ criterion, label, now, value, onMove }: SliderProps) {
  const { t, number } = useText()
  const shown = value ?? now
  return (
    <label className="fit-slider">
      <span>{label}</span>
      <output className="tabular">{shown === null ? t('fit.unknown') : number(Math.round(shown))}</output>
      <input type="range" name={criterion} min={0} max={100} step="any" value={shown ?? 50} onChange={(event) => onMove(Math.round(Number(event.target.value)))} />
    </label>
  )
}

function Gains({ gains }: Pick<Props, 'gains'>) {
  const { t, number } = useText()
  if (gains.length === 0) return null
  const signed = (gain: number): string => `${gain > 0 ? '+' : ''}${number(Math.round(gain * 10) / 10)}`
  return (
    <Table
      caption={t('fit.moves')}
      rows={gains}
      rowKey={({ criterion }) => criterion}
      columns={[
        { key: 'label', label: t('fit.criterion') },
        { key: 'from', label: t('fit.from'), align: 'end', cell: ({ from }) => (from === null ? t('fit.unknown') : number(Math.round(from))) },
        { key: 'to', label: t('fit.to'), align: 'end', cell: ({ to }) => number(to) },
        { key: 'gain', label: t('fit.change'), align: 'end', cell: ({ gain }) => signed(gain) },
      ]}
    />
  )
}
