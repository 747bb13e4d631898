import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Badge } from '#ui/badge'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import { hrefOf } from '../../rules/edits.ts'
import type { RecordLine } from '../../schema/records.ts'
import { orderOf } from './order.ts'
import { type ColumnName, sortOf, withParams } from './address.ts'
import type { ListData } from './load.ts'

export const targetTones = { yes: 'good', no: 'neutral', unknown: 'warn' } as const

/** The page of the list, as a table; on a phone, or when asked, as cards. */
export function Rows({ data }: { data: ListData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const { page, columns, kind, mayEdit } = data
  return (
    <>
      <div
        className="table-frame records-table"
        data-stack="tight"
        data-shape={params.get('shape') === 'list' ? 'list' : 'table'}
        role="region"
        aria-label={t(kind === 'artist' ? 'crm.artists' : 'crm.contacts')}
        tabIndex={0}
      >
        <table>
          <caption className="visually-hidden">{t(kind === 'artist' ? 'crm.artists' : 'crm.contacts')}</caption>
          <thead>
            <tr>
              {mayEdit && (
                <th scope="col">
                  <PageTick />
                </th>
              )}
              {['name', ...columns].map((name) => (
                <Head key={name} name={name} data={data} />
              ))}
            </tr>
          </thead>
          <tbody>
            {page.items.map((row) => (
              <Row key={row.id} row={row} data={data} />
            ))}
          </tbody>
        </table>
      </div>
      <Pages data={data} params={params} />
    </>
  )
}

function Pages({ data: { page, path }, params }: { data: ListData; params: URLSearchParams }) {
  const { t } = useText()
  if (!page.next && !params.has('after')) return null
  return (
    <nav className="pager" aria-label={t('ui.pages')}>
      {params.has('after') ? <Link to={withParams(path, params, {})}>{t('crm.previous')}</Link> : <span />}
      {page.next && (
        <Link to={withParams(path, params, { after: page.next })} rel="next">
          {t('crm.next')}
        </Link>
      )}
    </nav>
  )
}

/** Ticks the whole page; without script each row is ticked by itself. */
function PageTick() {
  const { t } = useText()
  return (
    <input
      type="checkbox"
      aria-label={t('crm.selectPage')}
      onChange={(event) => {
        const { checked, form } = event.currentTarget
        for (const box of form?.querySelectorAll<HTMLInputElement>('input[name=ids]') ?? []) if (box.checked !== checked) box.click()
      }}
    />
  )
}

function Head({ name, data }: { name: string; data: ListData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const label = labelOf(t, name, data)
  const sort = sortOf[name as ColumnName]
  const order = orderOf(params.get('sort'), params.get('direction'))
  if (!sort) return <th scope="col">{label}</th>
  const current = order.sort === sort
  const turned = current ? (order.direction === 'up' ? 'down' : 'up') : null
  return (
    <th scope="col" data-align={isFigure(name) ? 'end' : undefined} aria-sort={current ? (order.direction === 'up' ? 'ascending' : 'descending') : undefined}>
      <Link to={withParams(data.path, params, { sort, direction: turned })} preventScrollReset aria-label={t('crm.sortBy', { label })}>
        {label}
        {current && <Icon of={order.direction === 'up' ? ArrowUp : ArrowDown} size="small" />}
      </Link>
    </th>
  )
}

const isFigure = (name: string): boolean => name === 'followers' || name === 'score'

export const labelOf = (t: (key: string) => string, name: string, { fields }: ListData): string =>
  name.startsWith('custom.') ? (fields.find(({ key }) => name === `custom.${key}`)?.label ?? name) : t(`crm.f.${name}`)

/** On a phone these need no label before them. */
const saysItself = new Set<string>(['city', 'target', 'genres', 'tags', 'email', 'role'])

function Row({ row, data }: { row: RecordLine; data: ListData }) {
  const { t } = useText()
  return (
    <tr data-record={row.id}>
      {data.mayEdit && (
        <td className="records-tick">
          <input type="checkbox" name="ids" value={row.id} aria-label={t('crm.select', { name: row.name })} />
        </td>
      )}
      <th scope="row">
        <Link to={hrefOf(row)} data-row="" prefetch="intent">
          {row.name}
        </Link>
      </th>
      {data.columns.map((name) => (
        <td key={name} data-label={saysItself.has(name) ? undefined : labelOf(t, name, data)} data-align={isFigure(name) ? 'end' : undefined}>
          <Cell name={name} row={row} now={data.now} />
        </td>
      ))}
    </tr>
  )
}

/** What a cell says. Nothing known is a dash, never a zero. */
function Cell({ name, row, now }: { name: string; row: RecordLine; now: Date }) {
  const { t, lang, number, relative, date } = useText()
  const dash = <span className="records-none">–</span>
  if (name.startsWith('custom.')) return said(row.custom[name.slice(7)], t) ?? dash
  switch (name as ColumnName) {
    case 'city':
      return [row.city, row.country && countryName(lang, row.country)].filter(Boolean).join(', ') || dash
    case 'role':
      return row.role ? (row.kind === 'organisation' ? t(`crm.role.${row.role}`) : row.role) : dash
    case 'followers':
      return row.followers === null ? dash : <span className="tabular">{number(row.followers)}</span>
    case 'score':
      return row.score === null ? dash : <span className="tabular">{number(Math.round(row.score))}</span>
    case 'target':
      return <Badge tone={targetTones[row.target]}>{t(`crm.target.${row.target}`)}</Badge>
    case 'stage':
      return row.stage?.name ?? dash
    case 'owner':
      return row.owner?.name ?? dash
    case 'genres':
      return row.genres.join(', ') || dash
    case 'tags':
      return row.tags.length === 0 ? dash : <Tags tags={row.tags} />
    case 'lastContact':
      return row.lastContactAt ? relative(row.lastContactAt, now) : <span className="records-none">{t('crm.never')}</span>
    case 'updated':
      return relative(row.updatedAt, now)
    case 'nextStep':
      return row.nextStep ? [row.nextStep, row.nextStepOn && date(new Date(row.nextStepOn))].filter(Boolean).join(' · ') : dash
    case 'email':
      return row.email ? <a href={`mailto:${row.email}`}>{row.email}</a> : dash
    case 'source':
      return row.source ?? dash
  }
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span className="records-tags">
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  )
}

/** A value of an own field, as one reads it. */
export function said(value: unknown, t: (key: string) => string): ReactNode {
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'boolean') return t(value ? 'crm.yes' : 'crm.no')
  if (typeof value === 'string' && /^https?:\/\//.test(value)) return <a href={value}>{value.replace(/^https?:\/\/(www\.)?/, '')}</a>
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
