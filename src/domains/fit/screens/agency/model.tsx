import { Button } from '#ui/button'
import { Facts } from '#ui/card'
import { Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { Data } from '../agency.tsx'

type Model = Data['stats']['model']
/** Below so many results a line of the table is no evidence. */
const fewInLine = 5

/** What counts, now and by the house's own weights, and what it was learnt from. */
export function WeightsNow({ model, mayLearn }: { model: Model; mayLearn: boolean }) {
  const { t } = useText()
  const { results } = model
  const few = results.usable < results.needed || Math.min(results.won, results.lost) < results.neededOfEach
  return (
    <Section
      title={t('fit.weights')}
      lead={t(model.basis === 'adaptive' ? 'fit.weightsAdaptive' : 'fit.weightsExpert', { version: model.version })}
      action={mayLearn && !few && <Learn />}
    >
      <p>{t('fit.results', { won: results.won, lost: results.lost, usable: results.usable })}</p>
      {few && <Notice kind="info">{t('fit.tooFew', { needed: results.needed, each: results.neededOfEach })}</Notice>}
      <Weighed caption={t('fit.weights')} rows={model.parts.map((one) => ({ ...one, key: one.part }))} />
      <Disclosure title={t('fit.detail')}>
        <Weighed caption={t('fit.criterion')} rows={model.weights.map((one) => ({ ...one, key: one.criterion }))} />
      </Disclosure>
    </Section>
  )
}

function Weighed({ caption, rows }: { caption: string; rows: readonly { key: string; label: string; expert: number; now: number }[] }) {
  const { t, percent } = useText()
  return (
    <Table
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'label', label: t('fit.criterion') },
        { key: 'now', label: t('fit.weightNow'), align: 'end', cell: ({ now }) => percent(now) },
        { key: 'expert', label: t('fit.weightExpert'), align: 'end', cell: ({ expert }) => percent(expert) },
      ]}
    />
  )
}

function Learn() {
  const { t } = useText()
  return (
    <Form>
      <Hidden values={{ intent: 'learn' }} />
      <Button type="submit" size="small">
        {t('fit.learn')}
      </Button>
    </Form>
  )
}

/** Whether chances said before the fact came true, with how many cases each figure rests on. */
export function Calibration({ model: { calibration } }: { model: Model }) {
  const { t, number, percent } = useText()
  if (!calibration)
    return (
      <Section title={t('fit.calibration')}>
        <Notice kind="info">{t('fit.calibrationNone')}</Notice>
      </Section>
    )
  const counted = (line: { count: number }): string => `${number(line.count)}${line.count > 0 && line.count < fewInLine ? ` (${t('fit.fewInBand')})` : ''}`
  return (
    <Section title={t('fit.calibration')} lead={t('fit.calibrationLead')}>
      <Facts
        items={[
          { label: t('fit.auc'), value: calibration.auc === null ? t('fit.unknown') : percent(calibration.auc) },
          { label: t('fit.brier'), value: t('fit.brierHint', { value: calibration.brier, average: calibration.brierOfAverage }) },
          { label: t('fit.ece'), value: percent(calibration.ece) },
        ]}
      />
      <p className="text-soft text-sm">
        {t('fit.aucHint')} {t('fit.eceHint')}
      </p>
      <Table
        caption={t('fit.calibration')}
        hideCaption
        rows={calibration.lines.filter((line) => line.count > 0)}
        rowKey={({ from }) => String(from)}
        columns={[
          { key: 'said', label: t('fit.said'), align: 'end', cell: ({ said }) => percent(said ?? 0) },
          { key: 'seen', label: t('fit.seen'), align: 'end', cell: ({ seen }) => percent(seen ?? 0) },
          { key: 'count', label: t('fit.count'), align: 'end', cell: counted },
        ]}
      />
    </Section>
  )
}
