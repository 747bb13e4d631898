import { Badge } from '#ui/badge'
import { BarChart } from '#ui/chart'
import { Grid, Section } from '#ui/layout'
import { Meter } from '#ui/progress'
import { Radar } from '#ui/radar'
import { useText } from '#ui/text'
import type { Band, CheckupResult } from '../../types.ts'

export const tones = { red: 'bad', amber: 'warn', green: 'good' } as const satisfies Record<Band, string>

export interface Shown {
  score: number | null
  confidence: number
  areas: readonly { area: string; score: number | null }[]
  strengths: readonly string[]
  weaknesses: readonly string[]
  percentile?: number | null
}

/** The whole in one look: score, confidence, star, and the areas as bars. `before` is drawn behind. */
export function ResultView({ result, before }: { result: Shown; before?: readonly { area: string; score: number | null }[] }) {
  const { t, number } = useText()
  const old = new Map(before?.map(({ area, score }) => [area, score]))
  const known = result.areas.filter((one): one is { area: string; score: number } => one.score !== null)
  return (
    <div className="checkup-result">
      <Radar label={t('checkup.radar')} spokes={result.areas.map(({ area, score }) => ({ label: t(`checkup.area.${area}`), value: score, before: old.get(area) ?? null }))} />
      <div>
        <ScoreView result={result} />
        {known.length > 0 && (
          <BarChart
            caption={t('checkup.byArea')}
            rows={known.map(({ area, score }) => ({ label: t(`checkup.area.${area}`), value: score, text: number(Math.round(score)) }))}
            largest={100}
          />
        )}
      </div>
    </div>
  )
}

export function ScoreView({ result }: { result: Pick<Shown, 'score' | 'confidence' | 'percentile'> }) {
  const { t, number, percent } = useText()
  return (
    <div className="checkup-score">
      <p className="checkup-figure font-display">{result.score === null ? t('checkup.noScore') : t('checkup.score', { score: number(Math.round(result.score)) })}</p>
      <Meter label={t('checkup.confidenceShort')} value={result.confidence} text={percent(Math.round(result.confidence * 100) / 100)} />
      <p className="text-soft text-sm">{t('checkup.confidenceLead')}</p>
      {typeof result.percentile === 'number' && <Badge tone="accent">{t('checkup.percentile', { share: percent(Math.round(result.percentile) / 100) })}</Badge>}
    </div>
  )
}

/** What is solid and what is not, each with its reason when it is known. */
export function Sides({
  result,
  findings = [],
  titles,
}: {
  result: Pick<Shown, 'strengths' | 'weaknesses'>
  findings?: CheckupResult['findings']
  titles: readonly [string, string]
}) {
  const { t } = useText()
  const because = (key: string): string | null => {
    const finding = findings.find(({ criterion }) => criterion === key)
    return finding ? t(`checkup.because.${finding.because.code}`, finding.because.params) : null
  }
  return (
    <Grid min="card">
      {([result.strengths, result.weaknesses] as const).map((keys, side) => (
        <Section key={titles[side]} title={titles[side]}>
          {keys.length === 0 && <p className="text-soft">{t(side === 0 ? 'checkup.noStrengths' : 'checkup.noWeaknesses')}</p>}
          <ol className="checkup-side" data-side={side === 0 ? 'good' : 'work'}>
            {keys.map((key) => (
              <li key={key}>
                <strong>{t(`checkup.criterion.${key}`)}</strong>
                {because(key) && <span className="text-soft text-sm">{because(key)}</span>}
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </Grid>
  )
}
