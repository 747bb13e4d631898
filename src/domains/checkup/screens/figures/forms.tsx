import type { Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { useText } from '#ui/text'
import { measuredNetworks, type MeasuredNetwork, type Metric } from '../../types.ts'
import type { FiguresData } from '../parts/figures.tsx'

interface Asked {
  figures: FiguresData
  result: Submitted | null
}

const usual: readonly Metric[] = ['followers', 'engagement', 'posts', 'listeners', 'streams', 'saves', 'views', 'releases', 'likes']
const always: readonly MeasuredNetwork[] = ['instagram', 'tiktok', 'youtube', 'spotify', 'deezer']
/** What a network does not count. */
const without: Readonly<Partial<Record<MeasuredNetwork, readonly Metric[]>>> = {
  instagram: ['listeners', 'streams', 'releases'],
  tiktok: ['listeners', 'streams', 'releases'],
  facebook: ['listeners', 'streams', 'releases'],
  x: ['listeners', 'streams', 'releases', 'saves'],
  youtube: ['listeners', 'streams', 'saves'],
  twitch: ['listeners', 'streams', 'saves', 'releases'],
  spotify: ['engagement', 'posts', 'views', 'likes'],
  deezer: ['engagement', 'posts', 'views', 'likes'],
  'apple-music': ['engagement', 'posts', 'views', 'likes'],
}

/** Every figure of a day on one grid: tab goes from cell to cell, empty cells say nothing. */
export function TypedGrid({ figures, today, result }: Asked & { today: string }) {
  const { t } = useText()
  const shown = measuredNetworks.filter((one) => always.includes(one) || figures.networks.some(({ network }) => network === one))
  return (
    <Form result={result} submit={t('checkup.noteSend')}>
      <Hidden values={{ intent: 'note' }} />
      <Field name="day" label={t('checkup.noteDay')} type="date" required defaultValue={today} />
      <div className="figures-grid" role="region" aria-label={t('checkup.note')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('checkup.network')}</th>
              {usual.map((metric) => (
                <th key={metric} scope="col">
                  {t(`checkup.metric.${metric}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((network) => (
              <tr key={network}>
                <th scope="row">{t(`crm.network.${network}`)}</th>
                {usual.map((metric) => (
                  <td key={metric}>{!without[network]?.includes(metric) && <Cell network={network} metric={metric} result={result} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Form>
  )
}

function Cell({ network, metric, result }: { network: MeasuredNetwork; metric: Metric; result: Submitted | null }) {
  const { t } = useText()
  const name = `f.${network}.${metric}`
  const kept = result && !result.ok ? result.values[name] : undefined
  const isWrong = result !== null && !result.ok && result.refusal.fields.some(({ field }) => field === name)
  return (
    <input
      name={name}
      aria-label={`${t(`crm.network.${network}`)}, ${t(`checkup.metric.${metric}`)}`}
      aria-invalid={isWrong || undefined}
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      defaultValue={typeof kept === 'string' ? kept : ''}
    />
  )
}

export function PasteForm({ result }: Pick<Asked, 'result'>) {
  const { t } = useText()
  return (
    <Form result={result} submit={t('checkup.noteSend')} kind="secondary">
      <Hidden values={{ intent: 'paste' }} />
      <Field name="text" label={t('checkup.pasteLabel')} hint={t('checkup.pasteHint')} type="textarea" rows={6} required maxLength={100_000} />
      <Field name="day" id="paste-day" label={t('checkup.noteDay')} type="date" />
    </Form>
  )
}

export function PlacesForm({ figures: { places }, result }: Asked) {
  const { t, number } = useText()
  const countries = places?.countries.map(({ country, share }) => `${country} ${number(share / 100)}`).join('\n') ?? ''
  return (
    <Form result={result} submit={t('checkup.placesSend')} kind="secondary">
      <Hidden values={{ intent: 'places' }} />
      <Field name="countries" label={t('checkup.places')} hint={t('checkup.placesHint')} type="textarea" rows={4} defaultValue={countries} />
      <Field name="touring" label={t('checkup.touring')} hint={t('checkup.touringHint')} defaultValue={places?.touring.join(', ') ?? ''} />
    </Form>
  )
}
