import './pipeline.css'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { currencies } from '#platform/money'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { Notice, RefusalNote } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { Pipeline } from '../../schema/pipeline.ts'
import { pipelineSubjects } from '../../types.ts'
import { readStage, shifted, textOf } from './forms.ts'
import { StageFields } from './stage-fields.tsx'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams.get('pipeline')
  const { items } = await callerOf<typeof operations>(context, 'crm').listPipelines()
  return { pipelines: items, pipeline: items.find(({ id }) => id === asked) ?? items[0]! }
}

const acts: Readonly<Record<string, string>> = {
  pipeline: 'crm.editPipeline',
  newPipeline: 'crm.createPipeline',
  stage: 'crm.editStage',
  newStage: 'crm.createStage',
  order: 'crm.orderStages',
  removeStage: 'crm.removeStage',
}

export async function action({ context, request, url }: ActionFunctionArgs) {
  const form = await request.formData()
  const name = acts[textOf(form, 'intent')]
  const here = url.pathname + url.search
  if (!name) return redirect(here, 303)
  const extra = name === 'crm.editStage' || name === 'crm.createStage' ? readStage(form) : undefined
  const done: Submitted = await pageOf(context).submit(name, form, extra)
  if (!done.ok) return done
  return redirect(name === 'crm.createPipeline' ? `/mona/pipeline/settings?pipeline=${(done.output as Pipeline).id}` : here, 303)
}

/** The stages of a pipeline: their names, order, chances and rules of entry. */
export default function SettingsPage({ loaderData: { pipelines, pipeline }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  const { t } = useText()
  return (
    <Page>
      <PageHead
        title={t('crm.pipeline.settingsTitle')}
        tab={`${t('crm.pipeline.settingsTitle')} · MONA`}
        lead={t('crm.pipeline.settingsLead')}
        actions={<LinkButton href={`/mona/pipeline?pipeline=${pipeline.id}`}>{t('crm.pipeline.back')}</LinkButton>}
      />
      <TabLinks
        label={t('crm.pipeline.pipelines')}
        items={pipelines.map(({ id, name, archived }) => ({
          href: `/mona/pipeline/settings?pipeline=${id}`,
          label: archived ? t('crm.pipeline.archivedNamed', { name }) : name,
          current: id === pipeline.id,
        }))}
      />
      {actionData && !actionData.ok && <RefusalNote refusal={actionData.refusal} />}
      {!pipeline.mayManage && <Notice kind="info">{t('crm.pipeline.managed')}</Notice>}
      <Section title={t('crm.pipeline.stages')} lead={t('crm.pipeline.stagesHint')}>
        <ol className="pipe-stages">
          {pipeline.stages.map((stage, at) => (
            <li key={stage.id}>
              <StageLine pipeline={pipeline} at={at} result={actionData} />
            </li>
          ))}
        </ol>
      </Section>
      {pipeline.mayManage && (
        <>
          <Section title={t('crm.pipeline.newStage')}>
            <Form result={of(actionData, 'newStage')} submit={t('crm.pipeline.addStage')} kind="secondary" key={pipeline.stages.length}>
              <Hidden values={{ intent: 'newStage', id: pipeline.id }} />
              <StageFields prefix="new" />
            </Form>
          </Section>
          <PipelineForms pipeline={pipeline} result={actionData} />
        </>
      )}
    </Page>
  )
}

/** The refusal belongs to the form that was sent. */
function of(result: Submitted | undefined, intent: string, id?: string): Submitted | null {
  return result && !result.ok && result.values.intent === intent && (id === undefined || result.values.id === id) ? result : null
}

function StageLine({ pipeline, at, result }: { pipeline: Pipeline; at: number; result: Submitted | undefined }) {
  const { t } = useText()
  const stage = pipeline.stages[at]!
  const about = [
    t(`crm.pipeline.outcome.${stage.outcome}`),
    t('crm.pipeline.chance', { percent: stage.probability }),
    stage.rules.length > 0 && t('crm.pipeline.ruleCount', { n: stage.rules.length }),
  ].filter(Boolean)
  return (
    <Disclosure title={`${stage.name} · ${about.join(' · ')}`} open={of(result, 'stage', stage.id) !== null || of(result, 'removeStage', stage.id) !== null}>
      {pipeline.mayManage ? (
        <>
          <div className="btn-row">
            <Shift pipeline={pipeline} at={at} by={-1} label={t('crm.pipeline.earlier')} />
            <Shift pipeline={pipeline} at={at} by={1} label={t('crm.pipeline.later')} />
          </div>
          <Form result={of(result, 'stage', stage.id)} submit={t('crm.pipeline.save')} kind="secondary">
            <Hidden values={{ intent: 'stage', id: stage.id }} />
            <StageFields prefix={stage.id} stage={stage} />
          </Form>
          <Form result={of(result, 'removeStage', stage.id)} submit={t('crm.pipeline.removeStage')} kind="danger">
            <Hidden values={{ intent: 'removeStage', id: stage.id }} />
            <Field
              id={`${stage.id}-to`}
              name="moveTo"
              type="select"
              label={t('crm.pipeline.cardsGo')}
              required
              options={pipeline.stages.filter(({ id }) => id !== stage.id).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form>
        </>
      ) : (
        <ul className="pipe-needs">
          {stage.rules.map((rule, n) => (
            <li key={n}>{t(`crm.pipeline.need.${rule.milestone ?? rule.field ?? 'contact'}`, { days: rule.days ?? 0 })}</li>
          ))}
        </ul>
      )}
    </Disclosure>
  )
}

function Shift({ pipeline, at, by, label }: { pipeline: Pipeline; at: number; by: -1 | 1; label: string }) {
  const order = shifted(
    pipeline.stages.map(({ id }) => id),
    at,
    by,
  )
  return (
    <Form>
      <Hidden values={{ intent: 'order', id: pipeline.id }} />
      {order?.map((id) => (
        <input key={id} type="hidden" name="stages" value={id} />
      ))}
      <Button type="submit" size="small" kind="quiet" disabled={!order}>
        {label}
      </Button>
    </Form>
  )
}

function PipelineForms({ pipeline, result }: { pipeline: Pipeline; result: Submitted | undefined }) {
  const { t } = useText()
  const money = currencies.map((one) => ({ value: one, label: one }))
  return (
    <>
      <Section title={t('crm.pipeline.thisOne')}>
        <Form result={of(result, 'pipeline')} submit={t('crm.pipeline.save')} kind="secondary" key={pipeline.id}>
          <Hidden values={{ intent: 'pipeline', id: pipeline.id }} />
          <Field id="this-name" name="name" label={t('crm.pipeline.name')} required maxLength={80} defaultValue={pipeline.name} />
          <Field id="this-currency" name="currency" type="select" label={t('crm.pipeline.currency')} required defaultValue={pipeline.currency} options={money} />
        </Form>
        {!pipeline.isDefault && (
          <div className="btn-row">
            {!pipeline.archived && <Press intent={{ isDefault: 'true' }} id={pipeline.id} label={t('crm.pipeline.makeFirst')} />}
            <Press intent={{ archived: String(!pipeline.archived) }} id={pipeline.id} label={t(pipeline.archived ? 'crm.pipeline.reopen' : 'crm.pipeline.archive')} />
          </div>
        )}
      </Section>
      <Section title={t('crm.pipeline.another')}>
        <Form result={of(result, 'newPipeline')} submit={t('crm.pipeline.create')} kind="secondary" key={`new ${pipeline.id}`}>
          <Hidden values={{ intent: 'newPipeline' }} />
          <Field id="new-name" name="name" label={t('crm.pipeline.name')} required maxLength={80} />
          <Field
            id="new-of"
            name="of"
            type="select"
            label={t('crm.pipeline.of')}
            required
            options={pipelineSubjects.map((one) => ({ value: one, label: t(`crm.pipeline.of.${one}`) }))}
          />
          <Field id="new-currency" name="currency" type="select" label={t('crm.pipeline.currency')} required options={money} defaultValue="EUR" />
        </Form>
      </Section>
    </>
  )
}

function Press({ intent, id, label }: { intent: Record<string, string>; id: string; label: string }) {
  return (
    <Form>
      <Hidden values={{ intent: 'pipeline', id, ...intent }} />
      <Button type="submit">{label}</Button>
    </Form>
  )
}
