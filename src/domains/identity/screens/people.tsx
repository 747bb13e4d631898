import { Plus, X } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { staffRoles } from '#platform/actor'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Avatar, Badge } from '#ui/badge'
import { Button, IconButton } from '#ui/button'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { Notice, RefusalNote } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { type Acted, doneOf, resultOf } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const asked = new URL(request.url).searchParams
  const filter = { search: asked.get('search')?.slice(0, 100) || undefined, staffOnly: asked.has('staffOnly') || undefined }
  const page = await callerOf<typeof operations>(context, 'identity').listPeople({ ...filter, after: asked.get('after') ?? undefined, limit: 50 })
  return { ...page, filter, further: asked.has('after'), mayName: actor.kind === 'person' && actor.staff.includes('administrator'), done: doneOf(request, ['staffChanged']) }
}

export async function action({ context, request, url }: ActionFunctionArgs): Promise<Acted | Response> {
  const form = await request.formData()
  const intent = form.get('intent') === 'revoke' ? 'revoke' : 'grant'
  const result = await pageOf(context).submit(intent === 'grant' ? 'identity.grantStaffRole' : 'identity.revokeStaffRole', form)
  if (!result.ok) return { intent, result }
  const back = new URL(url)
  back.searchParams.set('done', 'staffChanged')
  return redirect(back.pathname + back.search, 303)
}

type Data = Awaited<ReturnType<typeof loader>>
type Row = Data['items'][number]

export default function PeoplePage({ loaderData: { items, next, filter, further, mayName, done }, actionData }: { loaderData: Data; actionData?: Acted }) {
  const { t, date } = useText()
  const refused = [resultOf(actionData, 'grant'), resultOf(actionData, 'revoke')].find((one) => one && !one.ok)
  const page = (after?: string): string =>
    `/office/people?${new URLSearchParams({ ...(filter.search ? { search: filter.search } : {}), ...(filter.staffOnly ? { staffOnly: 'true' } : {}), ...(after ? { after } : {}) })}`
  return (
    <Page width="wide">
      <PageHead title={t('identity.peopleTitle')} lead={t('identity.peopleLead')} />
      {done && <Notice kind="good">{t('identity.staffChanged')}</Notice>}
      {refused && !refused.ok && <RefusalNote refusal={refused.refusal} />}
      <form action="/office/people" role="search" className="mb-6 flex flex-wrap items-end gap-4">
        <Field name="search" type="search" label={t('identity.peopleSearch')} defaultValue={filter.search} required={false} />
        <CheckField name="staffOnly" label={t('identity.peopleStaffOnly')} defaultChecked={filter.staffOnly} />
        <Button type="submit" kind="primary">
          {t('identity.peopleFind')}
        </Button>
      </form>
      <Table
        caption={t('identity.peopleTitle')}
        hideCaption
        stack
        rows={items}
        rowKey={(row) => row.person.id}
        empty={<p className="text-soft">{t('identity.peopleNone')}</p>}
        columns={[
          {
            key: 'person',
            label: t('identity.person'),
            cell: (row) => (
              <span className="flex items-center gap-3">
                <Avatar name={row.person.name} src={row.person.image} size="small" />
                <span className="min-w-0">
                  <strong>{row.person.name}</strong>
                  <br />
                  <span className="text-soft wrap-anywhere">{row.email}</span>
                </span>
              </span>
            ),
          },
          { key: 'staff', label: t('identity.staffRoles'), cell: (row) => <StaffCell row={row} mayName={mayName} /> },
          { key: 'workspaces', label: t('identity.workspaces'), align: 'end' },
          { key: 'joined', label: t('identity.peopleJoined'), cell: (row) => date(row.createdAt) },
        ]}
      />
      <Pager previous={further ? page() : null} next={next ? page(next) : null} />
    </Page>
  )
}

function StaffCell({ row, mayName }: { row: Row; mayName: boolean }) {
  const { t } = useText()
  const others = staffRoles.filter((role) => !row.staff.includes(role))
  const named = (role: string): string => t(`identity.staff.${role}`)
  if (!mayName) return row.staff.map(named).join(', ')
  return (
    <div className="flex flex-wrap items-center gap-2">
      {row.staff.map((role) => (
        <Form key={role} className="contents">
          <Hidden values={{ intent: 'revoke', personId: row.person.id, role }} />
          <span className="inline-flex items-center gap-1">
            <Badge>{named(role)}</Badge>
            <IconButton type="submit" size="small" icon={<Icon of={X} />} label={`${t('identity.staffRevoke', { role: named(role) })} : ${row.person.name}`} />
          </span>
        </Form>
      ))}
      {others.length > 0 && (
        <Form className="flex items-center gap-2">
          <Hidden values={{ intent: 'grant', personId: row.person.id }} />
          <span className="field-frame">
            <select name="role" aria-label={`${t('identity.staffGive')} : ${row.person.name}`}>
              {others.map((role) => (
                <option key={role} value={role}>
                  {named(role)}
                </option>
              ))}
            </select>
          </span>
          <IconButton type="submit" size="small" icon={<Icon of={Plus} />} label={`${t('identity.staffGrant')} : ${row.person.name}`} />
        </Form>
      )}
    </div>
  )
}
