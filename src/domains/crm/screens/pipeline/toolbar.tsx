import { Columns3, List, SlidersHorizontal, Table2, X } from 'lucide-react'
import { Form as RouterForm, Link, useSearchParams } from 'react-router'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { TabLinks } from '#ui/navigation'
import { Dialog, DialogButton, Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { targetAnswers } from '../../types.ts'
import { withParams } from './address.ts'
import type { PipelineData } from './pipeline.tsx'

const shapes = [
  ['board', Columns3],
  ['list', List],
  ['table', Table2],
] as const

/** Which pipeline, drawn how, which cards. Everything is in the address. */
export function Toolbar({ data }: { data: PipelineData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  return (
    <div className="pipe-tools">
      {data.pipelines.length > 1 && (
        <TabLinks
          label={t('crm.pipeline.pipelines')}
          items={data.pipelines.map(({ id, name, cards }) => ({
            href: `/mona/pipeline${withParams(new URLSearchParams({ view: data.shape }), { pipeline: id })}`,
            label: name,
            count: cards,
            current: id === data.pipeline.id,
          }))}
        />
      )}
      <nav className="pipe-shapes" aria-label={t('crm.pipeline.drawn')}>
        {shapes.map(([shape, icon]) => (
          <Link key={shape} to={withParams(params, { view: shape === 'board' ? null : shape })} aria-current={data.shape === shape ? 'page' : undefined}>
            <Icon of={icon} size="small" />
            <span>{t(`crm.pipeline.as.${shape}`)}</span>
          </Link>
        ))}
      </nav>
      <Filters data={data} />
    </div>
  )
}

/** The conditions: a plain form that asks for the same page. */
function Filters({ data }: { data: PipelineData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const { people, filter, filtered, shape, sort } = data
  return (
    <div className="pipe-filters">
      <RouterForm method="get" role="search" key={params.toString()}>
        <Hidden values={{ pipeline: params.get('pipeline') ?? undefined, view: shape === 'board' ? undefined : shape, sort: sort === 'place' ? undefined : sort }} />
        <input type="search" name="q" defaultValue={filter.q} placeholder={t('crm.pipeline.search')} aria-label={t('crm.pipeline.search')} />
        <select name="owner" data-set={filter.owner ? '' : undefined} defaultValue={filter.owner ?? ''} aria-label={t('crm.pipeline.owner')}>
          <option value="">{t('crm.pipeline.allOwners')}</option>
          <option value="me">{t('crm.pipeline.mine')}</option>
          <option value="none">{t('crm.pipeline.noOwner')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <select name="stalled" data-set={filter.stalled ? '' : undefined} defaultValue={filter.stalled ? 'true' : ''} aria-label={t('crm.pipeline.stalled')}>
          <option value="">{t('crm.pipeline.allAges')}</option>
          <option value="true">{t('crm.pipeline.stalledOnly')}</option>
        </select>
        <MoreFilters data={data} />
        <Button type="submit" size="small">
          {t('crm.pipeline.show')}
        </Button>
        {filtered && (
          <Link className="btn" data-kind="quiet" data-size="small" to={withParams(new URLSearchParams(), { pipeline: params.get('pipeline'), view: params.get('view') })}>
            {t('crm.pipeline.clear')}
          </Link>
        )}
      </RouterForm>
      <Views data={data} />
    </div>
  )
}

const MoreLabel = () => {
  const { t } = useText()
  return (
    <>
      <Icon of={SlidersHorizontal} size="small" />
      <span>{t('crm.pipeline.moreFilters')}</span>
    </>
  )
}

/** The conditions that are asked less often. */
function MoreFilters({ data: { tags, filter, pipeline } }: { data: PipelineData }) {
  const { t } = useText()
  const any = { value: '', label: t('crm.pipeline.any') }
  return (
    <Disclosure title={<MoreLabel />} open={Boolean(filter.tags ?? filter.stage ?? filter.expected ?? filter.target ?? filter.valueFrom ?? filter.valueTo)}>
      <div className="pipe-more">
        <Field name="tags" type="select" label={t('crm.pipeline.tag')} defaultValue={filter.tags?.[0]} options={[any, ...tags.map((tag) => ({ value: tag, label: tag }))]} />
        <Field
          name="stage"
          type="select"
          label={t('crm.pipeline.stage')}
          defaultValue={filter.stage}
          options={[any, ...pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Field
          name="target"
          type="select"
          label={t('crm.pipeline.target')}
          defaultValue={filter.target}
          options={[any, ...targetAnswers.map((answer) => ({ value: answer, label: t(`crm.target.${answer}`) }))]}
        />
        <Field name="expected" type="text" pattern="\d{4}-\d{2}" placeholder="2026-12" label={t('crm.pipeline.expectedMonth')} defaultValue={filter.expected} />
        <Field name="valueFrom" type="number" min={0} label={t('crm.pipeline.valueFrom')} defaultValue={filter.valueFrom} />
        <Field name="valueTo" type="number" min={0} label={t('crm.pipeline.valueTo')} defaultValue={filter.valueTo} />
      </div>
    </Disclosure>
  )
}

/** Filters kept under a name, mine and those shared in the agency. */
function Views({ data: { views, filtered, pipeline } }: { data: PipelineData }) {
  const { t } = useText()
  const { mayManage } = pipeline
  return (
    <div className="pipe-views">
      {views.map(({ id, name, filter, shape, mine }) => (
        <span key={id} className="pipe-view">
          <Link className="tag" to={hrefOf(filter, shape)}>
            {name}
          </Link>
          {(mine || mayManage) && (
            <form method="post">
              <Hidden values={{ intent: 'forget', id }} />
              <button type="submit" className="btn btn-icon" data-kind="quiet" data-size="small" aria-label={t('crm.pipeline.forget', { name })}>
                <Icon of={X} size="small" />
              </button>
            </form>
          )}
        </span>
      ))}
      {filtered && (
        <>
          <DialogButton dialog="save-view" size="small" kind="quiet">
            {t('crm.pipeline.saveView')}
          </DialogButton>
          <Dialog id="save-view" title={t('crm.pipeline.saveView')}>
            <Form submit={t('crm.pipeline.save')}>
              <Hidden values={{ intent: 'view' }} />
              <Field name="name" label={t('crm.pipeline.viewName')} required maxLength={80} />
              <Field
                name="shared"
                type="select"
                label={t('crm.pipeline.viewFor')}
                options={[
                  { value: 'false', label: t('crm.pipeline.viewMine') },
                  { value: 'true', label: t('crm.pipeline.viewAll') },
                ]}
              />
            </Form>
          </Dialog>
        </>
      )}
    </div>
  )
}

function hrefOf(filter: Record<string, unknown>, shape: string): string {
  const params = new URLSearchParams(shape === 'board' ? {} : { view: shape })
  for (const [name, value] of Object.entries(filter))
    for (const one of [value].flat()) if (typeof one === 'string' ? one : typeof one === 'number' || typeof one === 'boolean') params.append(name, String(one))
  return `?${params.toString()}`
}
