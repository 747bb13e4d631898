import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { Analysis } from '../artist.tsx'

/** Every criterion of every part: its score, what it brings, and why. */
export function Reasons({ analysis }: { analysis: Analysis }) {
  const { t } = useText()
  return (
    <Section title={t('fit.explained')} lead={t('fit.explainedLead')}>
      <div className="fit-two">
        {analysis.parts.map(({ part, label, points }) => (
          <section key={part} aria-label={label}>
            <h3>{label}</h3>
            <p className="text-soft text-sm">{t(`fit.partText.${part}`)}</p>
            <p className="text-sm">{t('fit.partPoints', { points, score: analysis.score ?? 0 })}</p>
            <ul>
              {analysis.reasons
                .filter((one) => one.part === part)
                .map((one) => (
                  <Reason key={one.criterion} reason={one} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Section>
  )
}

function Reason({ reason: { criterion, label, score, points, weight, because } }: { reason: Analysis['reasons'][number] }) {
  const { t, number } = useText()
  return (
    <li className="fit-reason" data-criterion={criterion}>
      <strong>{label}</strong>
      <span className="tabular" title={t('fit.weightOf', { weight })}>
        {score === null ? t('fit.unknown') : `${number(Math.round(score))} · ${t('fit.pointsOf', { points })}`}
      </span>
      {score !== null && <meter value={score} max={100} aria-label={label} />}
      <p>{because.text}</p>
    </li>
  )
}
