import { useState } from 'react'
import type { Submitted } from '#platform/page'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { Button, IconButton } from '#ui/button'
import { CheckField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Cluster } from '#ui/layout'
import { useText } from '#ui/text'
import { type Channel, channels, mostSteps } from '../../types.ts'
import type { SequenceData } from '../sequence.tsx'
import { said } from './said.ts'

type Step = { id?: string | undefined; kind: Channel | ''; templateId: string | null; title: string | null; wait: number; working: boolean }

/** The form as the operation takes it: rows left without a kind are no steps, and what was pressed (up, down, out) is done. Works without script. */
export function stepsOf(form: FormData): FormData {
  const read = (at: number, name: string): string => {
    const value = form.get(`steps.${at}.${name}`)
    return typeof value === 'string' ? value : ''
  }
  const rows = Array.from({ length: mostSteps + 1 }, (_row, at) => at).filter((at) => read(at, 'kind') !== '')
  const [verb, place] = said(form, 'intent').split(':')
  const at = rows.indexOf(Number(place))
  if (verb === 'out') rows.splice(at, 1)
  if (verb === 'up' && at > 0) rows.splice(at - 1, 0, ...rows.splice(at, 1))
  if (verb === 'down' && at >= 0) rows.splice(at + 1, 0, ...rows.splice(at, 1))
  const clean = new FormData()
  for (const [name, value] of form) if (!name.startsWith('steps.')) clean.append(name, value)
  rows.forEach((row, to) => {
    for (const name of ['id', 'kind', 'templateId', 'title', 'wait'] as const) if (read(row, name)) clean.append(`steps.${to}.${name}`, read(row, name))
    clean.append(`steps.${to}.working`, String(read(row, 'working') === 'true'))
  })
  return clean
}

interface Props {
  sequence: SequenceData['sequence']
  templates: SequenceData['templates']
  result: Submitted | null
}

/** The steps in their order, one more row to fill, and one button. */
export function StepsForm({ sequence, templates, result }: Props) {
  const { t } = useText()
  const blank: Step = { kind: '', templateId: null, title: null, wait: 3, working: true }
  const [extra, setExtra] = useState(1)
  const rows: Step[] = [...sequence.steps, ...Array.from({ length: extra }, () => blank)]
  return (
    <Form result={result} {...(sequence.maySend ? { submit: t('outreach.save') } : {})}>
      <Hidden values={{ intent: 'steps', version: sequence.version }} />
      <Field name="name" label={t('outreach.name')} defaultValue={sequence.name} required maxLength={80} />
      {rows.slice(0, mostSteps).map((step, at) => (
        <StepRow key={step.id ?? `new-${at}`} step={step} at={at} last={sequence.steps.length - 1} templates={templates} />
      ))}
      {sequence.maySend && rows.length < mostSteps && (
        <Button size="small" icon={<Icon of={Plus} />} onClick={() => setExtra(extra + 1)}>
          {t('outreach.addStep')}
        </Button>
      )}
    </Form>
  )
}

function StepRow({ step, at, last, templates }: { step: Step; at: number; last: number; templates: Props['templates'] }) {
  const { t } = useText()
  const [kind, setKind] = useState(step.kind)
  const name = (field: string): string => `steps.${at}.${field}`
  const kinds = [...(step.id ? [] : [{ value: '', label: t('outreach.noTemplate') }]), ...channels.map((one) => ({ value: one, label: t(`outreach.kind.${one}`) }))]
  const offered = templates.filter(({ channel, id }) => kind === '' || channel === kind || id === step.templateId)
  return (
    <Fieldset legend={t('outreach.stepNumber', { n: at + 1 })}>
      {step.id && <Hidden values={{ [name('id')]: step.id }} />}
      <Cluster>
        <Field
          name={name('kind')}
          type="select"
          label={t('outreach.kind')}
          options={kinds}
          defaultValue={step.kind}
          onChange={({ target }) => setKind(target.value as Step['kind'])}
          required={!!step.id}
        />
        {kind !== 'call' && (
          <Field
            name={name('templateId')}
            type="select"
            label={t('outreach.template')}
            defaultValue={step.templateId ?? ''}
            options={[{ value: '', label: t('outreach.noTemplate') }, ...offered.map(({ id, name: label }) => ({ value: id, label }))]}
          />
        )}
        {(kind === 'call' || kind === '') && <Field name={name('title')} label={t('outreach.callTitle')} defaultValue={step.title ?? ''} maxLength={200} />}
        <Field name={name('wait')} type="number" min={0} max={365} label={t('outreach.wait')} unit={t('outreach.waitDays')} defaultValue={step.wait} required />
        <CheckField name={name('working')} label={t('outreach.working')} defaultChecked={step.working} />
      </Cluster>
      {step.id && <Moves at={at} last={last} />}
    </Fieldset>
  )
}

function Moves({ at, last }: { at: number; last: number }) {
  const { t } = useText()
  return (
    <Cluster>
      {at > 0 && <IconButton type="submit" name="intent" value={`up:${at}`} label={t('outreach.moveUp')} icon={<Icon of={ArrowUp} />} />}
      {at < last && <IconButton type="submit" name="intent" value={`down:${at}`} label={t('outreach.moveDown')} icon={<Icon of={ArrowDown} />} />}
      <IconButton type="submit" name="intent" value={`out:${at}`} label={t('outreach.removeStep')} icon={<Icon of={X} />} />
    </Cluster>
  )
}
