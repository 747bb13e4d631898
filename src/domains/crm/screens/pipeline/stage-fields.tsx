import { CheckField, Field, Fieldset } from '#ui/form'
import { useText } from '#ui/text'
import { askedFields } from '../../rules/pipeline/entry.ts'
import type { Stage } from '../../schema/pipeline.ts'
import { milestones, outcomes } from '../../types.ts'
import { asks } from './forms.ts'

/** Everything a stage is. `prefix` keeps the fields of several forms apart. */
export function StageFields({ prefix, stage }: { prefix: string; stage?: Stage }) {
  const { t } = useText()
  return (
    <>
      <Field id={`${prefix}-name`} name="name" label={t('crm.pipeline.name')} required maxLength={80} defaultValue={stage?.name} />
      <Field
        id={`${prefix}-probability`}
        name="probability"
        type="number"
        min={0}
        max={100}
        label={t('crm.pipeline.probability')}
        hint={t('crm.pipeline.probabilityHint')}
        unit="%"
        required
        defaultValue={stage?.probability ?? 0}
      />
      <Field
        id={`${prefix}-outcome`}
        name="outcome"
        type="select"
        label={t('crm.pipeline.outcome')}
        required
        defaultValue={stage?.outcome ?? 'open'}
        options={outcomes.map((one) => ({ value: one, label: t(`crm.pipeline.outcome.${one}`) }))}
      />
      <Field
        id={`${prefix}-stalls`}
        name="stallsAfter"
        type="number"
        min={1}
        max={3650}
        label={t('crm.pipeline.stallsAfter')}
        hint={t('crm.pipeline.stallsHint')}
        defaultValue={stage?.stallsAfter ?? ''}
      />
      <Rules prefix={prefix} stage={stage} />
    </>
  )
}

/** Folded or not, and what is asked before the stage is entered. */
function Rules({ prefix, stage }: { prefix: string; stage: Stage | undefined }) {
  const { t } = useText()
  const contact = stage?.rules.find(({ needs }) => needs === 'contact')
  return (
    <>
      <CheckField id={`${prefix}-folded`} name="folded" label={t('crm.pipeline.folded')} defaultChecked={stage?.folded} />
      <Fieldset legend={t('crm.pipeline.rules')} hint={t('crm.pipeline.rulesHint')}>
        {[...milestones, ...askedFields].map((need) => (
          <CheckField key={need} id={`${prefix}-${need}`} name="needs" value={need} label={t(`crm.pipeline.need.${need}`)} defaultChecked={asks(stage, need)} />
        ))}
        <Field id={`${prefix}-contact`} name="contactDays" type="number" min={1} max={3650} label={t('crm.pipeline.contactWithin')} defaultValue={contact?.days ?? ''} />
      </Fieldset>
    </>
  )
}
