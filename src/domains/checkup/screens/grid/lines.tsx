import { Badge } from '#ui/badge'
import { Field } from '#ui/form'
import { useText } from '#ui/text'
import { areas } from '../../types.ts'
import type { GridData } from './changes.ts'

type Line = GridData['criteria'][number]

/** Every criterion of the grid by area, to be read or changed. */
export function GridLines({ grid, isEditing }: { grid: GridData; isEditing: boolean }) {
  const { t } = useText()
  const whole = grid.criteria.reduce((sum, { weight }) => sum + weight, 0)
  return areas.map((area) => (
    <section key={area} className="checkup-area" aria-labelledby={`grid-${area}`}>
      <h2 id={`grid-${area}`}>{t(`checkup.area.${area}`)}</h2>
      <ul>
        {grid.criteria
          .filter((one) => one.area === area)
          .map((one) => (
            <li key={one.key}>
              <Head line={one} whole={whole} />
              {isEditing ? <Edit line={one} /> : <Bands line={one} />}
            </li>
          ))}
      </ul>
    </section>
  ))
}

function Head({ line, whole }: { line: Line; whole: number }) {
  const { t, number, percent } = useText()
  return (
    <>
      <p className="checkup-line">
        <strong>{t(`checkup.criterion.${line.key}`)}</strong>
        <span className="tabular">
          {number(line.weight)} · {t('checkup.weightShare', { share: percent(whole > 0 ? line.weight / whole : 0) })}
        </span>
      </p>
      <p className="text-soft text-sm">
        {t(`checkup.source.${line.source}`)} {line.from !== 'house' && <Badge tone="accent">{t(`checkup.lineFrom.${line.from}`)}</Badge>}
      </p>
    </>
  )
}

function Bands({ line }: { line: Line }) {
  const { t, number } = useText()
  if (line.bands.length === 0) return <p className="text-sm">{t(`checkup.ask.${line.key}`)}</p>
  const [first] = line.bands
  const isOne = line.bands.every(({ low, high }) => low === first!.low && high === first!.high)
  return (
    <ul className="grid-tiers">
      {(isOne ? line.bands.slice(0, 1) : line.bands).map(({ tier, low, high }) => (
        <li key={tier} className="tabular">
          {!isOne && <>{t(`checkup.tier.${tier}`)} : </>}
          {t('checkup.bandLow')} {number(low)}, {t('checkup.bandHigh').toLowerCase()} {number(high)}
        </li>
      ))}
    </ul>
  )
}

function Edit({ line }: { line: Line }) {
  const { t } = useText()
  const figure = { type: 'number', step: 'any', min: 0, required: true, inputMode: 'decimal' } as const
  return (
    <>
      <div className="grid-edit">
        <Field name={`weight.${line.key}`} label={t('checkup.weight')} max={100} defaultValue={line.weight} {...figure} />
      </div>
      {line.bands.map(({ tier, low, high }) => (
        <fieldset key={tier} className="grid-edit">
          <legend>{t(`checkup.tier.${tier}`)}</legend>
          <Field name={`low.${line.key}.${tier}`} label={t('checkup.bandLow')} defaultValue={low} {...figure} />
          <Field name={`high.${line.key}.${tier}`} label={t('checkup.bandHigh')} defaultValue={high} {...figure} />
        </fieldset>
      ))}
    </>
  )
}
