import { ChevronDown } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Field } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { type Area, areas } from '../../types.ts'
import type { GridData } from './changes.ts'

type Line = GridData['criteria'][number]

interface Props {
  grid: GridData
  isEditing: boolean
  /** Names of the fields that were refused: their areas lie open. */
  wrong?: readonly string[]
}

/** Every criterion of the grid, folded by area, to be read or changed. What is folded is sent all the same. */
export function GridLines({ grid, isEditing, wrong = [] }: Props) {
  const whole = grid.criteria.reduce((sum, { weight }) => sum + weight, 0)
  return areas.map((area, place) => {
    const own = grid.criteria.filter((one) => one.area === area)
    const isWrong = wrong.some((name) => own.some(({ key }) => name.split('.').slice(1).join('.').startsWith(key)))
    return (
      <details key={area} className="checkup-area" open={wrong.length === 0 ? place === 0 : isWrong}>
        <Summary area={area} lines={own} whole={whole} />
        <ul>
          {own.map((one) => (
            <li key={one.key}>{isEditing ? <Edit line={one} /> : <Read line={one} whole={whole} />}</li>
          ))}
        </ul>
      </details>
    )
  })
}

function Summary({ area, lines, whole }: { area: Area; lines: readonly Line[]; whole: number }) {
  const { t, percent } = useText()
  const weight = lines.reduce((sum, one) => sum + one.weight, 0)
  return (
    <summary>
      <h2>{t(`checkup.area.${area}`)}</h2>
      <span className="text-soft text-sm">{t('checkup.criteriaN', { n: lines.length })}</span>
      <span className="tabular">{percent(whole > 0 ? weight / whole : 0)}</span>
      <Icon of={ChevronDown} size="small" />
    </summary>
  )
}

function Source({ line }: { line: Line }) {
  const { t } = useText()
  return (
    <p className="text-soft text-sm">
      {t(`checkup.source.${line.source}`)} {line.from !== 'house' && <Badge tone="accent">{t(`checkup.lineFrom.${line.from}`)}</Badge>}
    </p>
  )
}

/** `whole`: all weights together. */
function Read({ line, whole }: { line: Line; whole: number }) {
  const { t, number, percent } = useText()
  return (
    <>
      <p className="checkup-line">
        <strong>{t(`checkup.criterion.${line.key}`)}</strong>
        <span className="tabular">
          {number(line.weight)} · {t('checkup.weightShare', { share: percent(whole > 0 ? line.weight / whole : 0) })}
        </span>
      </p>
      <Source line={line} />
      <Bands line={line} />
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
          {!isOne && t('checkup.tierIs', { tier: t(`checkup.tier.${tier}`) })} {t('checkup.bandsAre', { low: number(low), high: number(high) })}
        </li>
      ))}
    </ul>
  )
}

const figure = { type: 'number', step: 'any', min: 0, required: true, inputMode: 'decimal' } as const

function Edit({ line }: { line: Line }) {
  const { t } = useText()
  const name = t(`checkup.criterion.${line.key}`)
  return (
    <>
      <div className="grid-weight">
        <div>
          <strong>{name}</strong>
          <Source line={line} />
        </div>
        <Field name={`weight.${line.key}`} label={<Said of={name}>{t('checkup.weight')}</Said>} max={100} defaultValue={line.weight} {...figure} />
      </div>
      {line.bands.length > 0 && (
        <div className="grid-bands">
          <span aria-hidden="true" />
          <span aria-hidden="true">{t('checkup.bandLow')}</span>
          <span aria-hidden="true">{t('checkup.bandHigh')}</span>
          {line.bands.map((band) => (
            <Band key={band.tier} of={line.key} name={name} band={band} />
          ))}
        </div>
      )}
    </>
  )
}

function Band({ of, name, band: { tier, low, high } }: { of: string; name: string; band: Line['bands'][number] }) {
  const { t } = useText()
  const bounds = { low: [low, t('checkup.bandLow')], high: [high, t('checkup.bandHigh')] } as const
  return (
    <>
      <span className="text-sm" aria-hidden="true">
        {t(`checkup.tier.${tier}`)}
      </span>
      {(['low', 'high'] as const).map((which) => (
        <Field
          key={which}
          name={`${which}.${of}.${tier}`}
          label={<span className="visually-hidden">{`${name}, ${t(`checkup.tier.${tier}`)}, ${bounds[which][1]}`}</span>}
          defaultValue={bounds[which][0]}
          {...figure}
        />
      ))}
    </>
  )
}

/** A label that also says of what, to whoever does not see the line it stands in. */
function Said({ of, children }: { of: string; children: string }) {
  return (
    <>
      {children} <span className="visually-hidden">{of}</span>
    </>
  )
}
