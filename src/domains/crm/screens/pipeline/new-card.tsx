import { Plus } from 'lucide-react'
import { useState } from 'react'
import { currencies } from '#platform/money'
import type { Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Dialog, DialogButton } from '#ui/overlay'
import { useText } from '#ui/text'
import type { Pipeline } from '../../schema/pipeline.ts'
import { send } from './use-board.ts'

/** Puts an artist, or an opportunity of theirs, on the board. The artist is named as on their sheet; names are offered as one types. */
export function NewCard({ pipeline, result }: { pipeline: Pipeline; result: Submitted | undefined }) {
  const { t } = useText()
  const deals = pipeline.of === 'opportunities'
  const title = t(deals ? 'crm.pipeline.newDeal' : 'crm.pipeline.newCard')
  const mine = result && !result.ok && result.values.intent === 'create' ? result : null
  return (
    <>
      <DialogButton dialog="new-card" kind="primary" icon={<Icon of={Plus} />}>
        {title}
      </DialogButton>
      <Dialog id="new-card" title={title}>
        <Form result={mine} submit={t('crm.pipeline.add')}>
          <Hidden values={{ intent: 'create', pipelineId: pipeline.id }} />
          <ArtistField />
          {deals && <Field name="title" label={t('crm.pipeline.title')} required maxLength={200} />}
          {deals && <MoneyFields currency={pipeline.currency} />}
          <Field name="stageId" type="select" label={t('crm.pipeline.stage')} required options={pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form>
      </Dialog>
    </>
  )
}

/** A value with its currency, and the day it is expected. */
export function MoneyFields({ currency, value, expectedOn, of = 'new' }: { currency: string; value?: string; expectedOn?: string | null; of?: string }) {
  const { t } = useText()
  return (
    <>
      <Field id={`${of}-value`} name="value" label={t('crm.pipeline.value')} inputMode="decimal" maxLength={20} defaultValue={value} />
      <Field
        id={`${of}-currency`}
        name="currency"
        type="select"
        label={t('crm.pipeline.currency')}
        required
        defaultValue={currency}
        options={currencies.map((one) => ({ value: one, label: one }))}
      />
      <Field id={`${of}-expectedOn`} name="expectedOn" type="date" label={t('crm.pipeline.expectedOn')} defaultValue={expectedOn ?? ''} />
    </>
  )
}

function ArtistField() {
  const { t } = useText()
  const [names, setNames] = useState<readonly string[]>([])
  const offer = async (typed: string): Promise<void> => {
    if (typed.length < 2) return
    const { ok, body } = await send('GET', `/record-search?limit=8&q=${encodeURIComponent(typed)}`)
    if (ok) setNames((body as { items: { kind: string; title: string }[] }).items.filter(({ kind }) => kind === 'artist').map(({ title }) => title))
  }
  return (
    <>
      <Field
        name="artist"
        label={t('crm.pipeline.artist')}
        hint={t('crm.pipeline.artistHint')}
        required
        maxLength={200}
        autoComplete="off"
        {...{ list: 'artist-names' }}
        onInput={(event) => void offer(event.currentTarget.value)}
      />
      <datalist id="artist-names">
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}
