import type { z } from 'zod'
import { Badge } from '#ui/badge'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { GridVersion } from '../../schema/grid.ts'

type Version = z.output<typeof GridVersion>

/** What each version changed, newest first. */
export function Versions({ items }: { items: readonly Version[] }) {
  const { t, number, dateTime } = useText()
  if (items.length === 0) return <p className="text-soft">{t('checkup.gridNoHistory')}</p>
  return (
    <ol className="grid gap-4">
      {items.map((one) => (
        <li key={one.version}>
          <p className="checkup-line">
            <a href={`/mona/grid?version=${one.version}`}>{t('checkup.gridVersion', { version: number(one.version) })}</a>
            <Badge>{t(`checkup.gridOrigin.${one.origin}`)}</Badge>
          </p>
          <p className="text-soft text-sm">
            {one.madeBy ? t('checkup.madeBy', { name: one.madeBy, when: dateTime(one.madeAt) }) : t('checkup.madeItself', { when: dateTime(one.madeAt) })}
            {one.note && <> · {one.note}</>}
          </p>
          <Changes items={one.changes} />
        </li>
      ))}
    </ol>
  )
}

/** A few are read at once, many are folded. */
function Changes({ items }: { items: Version['changes'] }) {
  const { t } = useText()
  const said = items.flatMap((change) =>
    sentences(change).map(([key, params]) => <Sentence key={`${change.criterion} ${JSON.stringify(params)}`} criterion={change.criterion} said={key} params={params} />),
  )
  const list = <ul className="text-sm">{said}</ul>
  return said.length > 4 ? <Disclosure title={t('checkup.gridChangesN', { n: said.length })}>{list}</Disclosure> : list
}

type Params = Record<string, string | number>

function sentences({ weight, tiers }: Version['changes'][number]): ['gridWeightChange' | 'gridBandChange', Params][] {
  return [
    ...(weight ? [['gridWeightChange', weight] as ['gridWeightChange', Params]] : []),
    ...tiers.map(({ tier, before, after }): ['gridBandChange', Params] => ['gridBandChange', { tier, a: before[0]!, b: before[1]!, c: after[0]!, d: after[1]! }]),
  ]
}

function Sentence({ criterion, said, params }: { criterion: string; said: string; params: Params }) {
  const { t } = useText()
  const what = t(`checkup.${said}`, { ...params, ...(typeof params.tier === 'string' ? { tier: t(`checkup.tier.${params.tier}`) } : {}) })
  return <li>{t('checkup.gridChange', { criterion: t(`checkup.criterion.${criterion}`), what })}</li>
}
