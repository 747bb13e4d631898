import { Badge } from '#ui/badge'
import { useText } from '#ui/text'
import type { z } from 'zod'
import type { Fit } from '../../schema.ts'
import '../fit.css'

/** The score of an artist: the number, four bars, and the next step. For the artist's sheet, from what `fit.getFit` answers. */
export function FitPart({ fit, link = false }: { fit: z.output<typeof Fit>; link?: boolean }) {
  const { t, number, percent } = useText()
  const { analysis, artist } = fit
  if (!analysis || analysis.score === null)
    return (
      <p>
        {t('fit.notAnalysedYet')} {link && <a href={`/mona/fit/${artist.id}`}>{t('fit.analyse')}</a>}
      </p>
    )
  return (
    <div className="fit-two" data-fit={artist.id}>
      <div>
        <p className="fit-score">
          <strong className="tabular">{number(Math.round(analysis.score * 10) / 10)}</strong> {t('fit.outOf')} {analysis.invented && <Badge>{t('fit.invented')}</Badge>}
        </p>
        <p title={t('fit.confidenceHint')}>
          {t('fit.confidence')}
          {t('ui.colon')} <span className="tabular">{percent(analysis.confidence)}</span>
        </p>
        {fit.percentile !== null && <p>{t('fit.ahead', { percent: fit.percentile })}</p>}
        <p>
          <strong>{t('fit.nextStep')}</strong> · {analysis.nextStep.text} {analysis.nextStep.gain !== null && t('fit.gain', { gain: analysis.nextStep.gain })}
        </p>
        {link && <a href={`/mona/fit/${artist.id}`}>{t('fit.why')}</a>}
      </div>
      <Bars parts={analysis.parts} />
    </div>
  )
}

function Bars({ parts }: { parts: NonNullable<z.output<typeof Fit>['analysis']>['parts'] }) {
  const { t, number } = useText()
  return (
    <div className="fit-bars">
      {parts.map(({ part, label, score }) => (
        <div className="fit-bar" key={part}>
          <span>{label}</span>
          <span className="tabular">{score === null ? t('fit.unknown') : number(Math.round(score))}</span>
          {score !== null && <meter value={score} max={100} aria-label={label} />}
        </div>
      ))}
    </div>
  )
}
