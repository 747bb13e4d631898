import { Columns3, List, Search, SlidersHorizontal, Table2, X } from 'lucide-react'
import { Form as RouterForm, Link, useSearchParams } from 'react-router'
import { Button } from '#ui/button'
import { Field } from '#ui/form'
import { Icon } from '#ui/icon'
import { ExportMenu } from '#ui/table'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import { organisationRoles, targetAnswers } from '../../types.ts'
import { addressOf, chipsOf, columnNames, conditionNames, exportAddress, type Chip, withParams } from './address.ts'
import type { ListData } from './load.ts'
import { labelOf } from './rows.tsx'

/** The search and the conditions of a list: a form that asks by its address. */
export function Filters({ data }: { data: ListData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const chips = chipsOf(data.path, params)
  return (
    <>
      <RouterForm method="get" className="records-filters" key={params.toString()}>
        <Carried params={params} />
        <SearchBox q={params.get('q') ?? ''} />
        <details className="records-conditions">
          <summary className="btn" data-kind="secondary" data-size="small">
            <Icon of={SlidersHorizontal} size="small" />
            {t('crm.filters')}
          </summary>
          <div className="records-conditions-panel">
            <Conditions data={data} params={params} />
            <Button type="submit" kind="primary">
              {t('crm.filterAct')}
            </Button>
          </div>
        </details>
      </RouterForm>
      {chips.length > 0 && <Chips chips={chips} data={data} />}
    </>
  )
}

function SearchBox({ q }: { q: string }) {
  const { t } = useText()
  return (
    <div className="records-search">
      <Icon of={Search} size="small" />
      <input type="search" name="q" defaultValue={q} placeholder={t('crm.search')} aria-label={t('crm.search')} maxLength={200} enterKeyHint="search" autoComplete="off" />
      <Button type="submit" size="small" kind="quiet">
        {t('crm.searchAct')}
      </Button>
    </div>
  )
}

/** What the form does not ask but the address holds: order, columns, shape, kind. */
function Carried({ params, also = [] }: { params: URLSearchParams; also?: readonly string[] }) {
  const names = ['sort', 'direction', 'shape', 'kind', 'cols', ...also]
  return [...params.entries()].filter(([name]) => names.includes(name)).map(([name, value]) => <input key={`${name}=${value}`} type="hidden" name={name} value={value} />)
}

interface ConditionsProps {
  data: ListData
  params: URLSearchParams
}

/** What the address holds under a name, as one line. */
const heldIn =
  (params: URLSearchParams) =>
  (name: string): string =>
    params.getAll(name).join(', ')

function Conditions({ data, params }: ConditionsProps) {
  const { t } = useText()
  const any = { value: '', label: t('crm.any') }
  const of = heldIn(params)
  const who = [{ value: 'me', label: t('crm.ownerMe') }, { value: 'none', label: t('crm.ownerNone') }, ...data.people.map(({ id, name }) => ({ value: id, label: name }))]
  const mail = ['true', 'false'].map((value) => ({ value, label: t(`crm.hasEmail.${value}`) }))
  return (
    <>
      {data.kind === 'artist' && <ArtistConditions data={data} params={params} />}
      {data.kind === 'organisation' && (
        <Field
          name="role"
          type="select"
          label={t('crm.f.role')}
          defaultValue={of('role')}
          options={[any, ...organisationRoles.map((value) => ({ value, label: t(`crm.role.${value}`) }))]}
        />
      )}
      <Field name="owner" type="select" label={t('crm.f.owner')} defaultValue={of('owner')} options={[any, ...who]} />
      <Field name="tags" label={t('crm.f.tags')} hint={t('crm.hint.list')} defaultValue={of('tags')} autoComplete="off" />
      <Field name="country" label={t('crm.f.country')} hint={t('crm.hint.country')} defaultValue={of('country')} />
      <Field name="silentDays" inputMode="numeric" label={t('crm.silentDays')} defaultValue={of('silentDays')} />
      <Field name="hasEmail" type="select" label={t('crm.hasEmail')} defaultValue={of('hasEmail')} options={[any, ...mail]} />
      <Field name="source" label={t('crm.f.source')} defaultValue={of('source')} />
      <OwnConditions data={data} params={params} />
    </>
  )
}

function ArtistConditions({ data: { stages }, params }: ConditionsProps) {
  const { t } = useText()
  const any = { value: '', label: t('crm.any') }
  const of = heldIn(params)
  const steps = [{ value: 'none', label: t('crm.stageNone') }, ...stages.map(({ key, name }) => ({ value: key, label: name }))]
  return (
    <>
      <Field
        name="target"
        type="select"
        label={t('crm.f.target')}
        defaultValue={of('target')}
        options={[any, ...targetAnswers.map((value) => ({ value, label: t(`crm.target.${value}`) }))]}
      />
      <Field name="stage" type="select" label={t('crm.f.stage')} defaultValue={of('stage')} options={[any, ...steps]} />
      <Field name="genres" label={t('crm.f.genres')} hint={t('crm.hint.list')} defaultValue={of('genres')} />
      <Field name="followersFrom" inputMode="numeric" label={t('crm.followersFrom')} defaultValue={of('followersFrom')} />
      <Field name="followersTo" inputMode="numeric" label={t('crm.followersTo')} defaultValue={of('followersTo')} />
      <Field name="scoreFrom" inputMode="numeric" label={t('crm.scoreFrom')} defaultValue={of('scoreFrom')} />
    </>
  )
}

/** The agency's own fields: chosen where there are choices, typed elsewhere. */
function OwnConditions({ data: { fields }, params }: ConditionsProps) {
  const { t } = useText()
  const any = { value: '', label: t('crm.any') }
  const yesNo = [
    { value: 'true', label: t('crm.yes') },
    { value: 'false', label: t('crm.no') },
  ]
  return fields.map(({ key, label, type, choices }) => {
    const shared = { name: `custom.${key}`, label, defaultValue: heldIn(params)(`custom.${key}`) }
    const options = type === 'yes-no' ? yesNo : choices.map((value) => ({ value, label: value }))
    return options.length > 0 ? <Field key={key} type="select" {...shared} options={[any, ...options]} /> : <Field key={key} {...shared} />
  })
}

function Chips({ chips, data }: { chips: readonly Chip[]; data: ListData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const say = useChipWords(data)
  const bare = addressOf(
    data.path,
    [...params.entries()].filter(([name]) => !conditionNames.some((one) => one === name) && !name.startsWith('custom.') && name !== 'after' && name !== 'view'),
  )
  return (
    <p className="records-chips">
      {chips.map((chip) => {
        const label = say(chip)
        return (
          <Link key={`${chip.name}=${chip.value}`} className="tag" to={chip.without} aria-label={t('crm.removeFilter', { label })}>
            {label}
            <Icon of={X} size="small" />
          </Link>
        )
      })}
      <Link to={bare}>{t('crm.clearFilters')}</Link>
    </p>
  )
}

/** A condition in words. */
function useChipWords({ people, stages, fields }: ListData): (chip: Chip) => string {
  const { t, lang, number } = useText()
  const words: Readonly<Record<string, (value: string) => string>> = {
    target: (value) => t(`crm.target.${value}`),
    stage: (value) => (value === 'none' ? t('crm.stageNone') : (stages.find(({ key }) => key === value)?.name ?? value)),
    country: (value) => countryName(lang, value),
    owner: (value) => (value === 'me' ? t('crm.ownerMe') : value === 'none' ? t('crm.ownerNone') : (people.find(({ id }) => id === value)?.name ?? value)),
    role: (value) => (organisationRoles.some((one) => one === value) ? t(`crm.role.${value}`) : value),
  }
  return ({ name, value }) => {
    if (name.startsWith('custom.')) return t('crm.filter.custom', { label: fields.find(({ key }) => name === `custom.${key}`)?.label ?? name, value })
    const figure = /^\d+$/.test(value) && name !== 'q' ? number(Number(value)) : value
    return t(`crm.filter.${name}`, { value: words[name]?.(value) ?? figure })
  }
}

/** Which columns are shown, and as a table or a list. */
export function Columns({ data }: { data: ListData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const isList = params.get('shape') === 'list'
  const names = [
    ...columnNames.filter((name) => data.kind === 'artist' || !['followers', 'target', 'score', 'stage', 'genres'].includes(name)),
    ...data.fields.map(({ key }) => `custom.${key}`),
  ]
  return (
    <div className="records-tools">
      <Link className="btn" data-kind="quiet" data-size="small" to={withParams(data.path, params, { shape: isList ? null : 'list' })}>
        <Icon of={isList ? Table2 : List} size="small" />
        {t(isList ? 'crm.shape.table' : 'crm.shape.list')}
      </Link>
      {data.page.items.length > 0 && <ExportMenu size="small" href={(format) => exportAddress(format, { kind: data.kind, params, columns: data.columns })} />}
      <details className="menu" data-menu data-side="end">
        <summary className="btn" data-kind="quiet" data-size="small">
          <Icon of={Columns3} size="small" />
          {t('crm.columns')}
        </summary>
        <RouterForm method="post" className="menu-list records-columns">
          <input type="hidden" name="intent" value="columns" />
          {names.map((name) => (
            <label key={name}>
              <input type="checkbox" name="cols" value={name} defaultChecked={data.columns.includes(name)} />
              {labelOf(t, name, data)}
            </label>
          ))}
          <Button type="submit" size="small">
            {t('crm.columnsAct')}
          </Button>
        </RouterForm>
      </details>
    </div>
  )
}
