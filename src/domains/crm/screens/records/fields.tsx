import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section, Split } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { Notice, RefusalNote } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { fieldTypes, recordKinds, type RecordKind } from '../../types.ts'
import { FieldRows } from './field-rows.tsx'
import { TagRows } from './tag-rows.tsx'
import './records.css'
import '../parts/sheet.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

const kindIn = (request: Request): RecordKind => recordKinds.find((kind) => kind === new URL(request.url).searchParams.get('kind')) ?? 'artist'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const kind = kindIn(request)
  const crm = callerOf<typeof operations>(context, 'crm')
  const [fields, tags] = await Promise.all([crm.listFields({ kind }), crm.listTags({})])
  const { actor } = pageOf(context)
  const done = new URL(request.url).searchParams.get('done')
  const n = Number(new URL(request.url).searchParams.get('n') ?? 0)
  return {
    kind,
    fields: fields.items,
    tags: tags.items,
    done,
    n,
    mayManage: actor.kind === 'person' && actor.memberships.some(({ permissions }) => permissions.includes('artists.manage')),
  }
}
export type FieldsData = Awaited<ReturnType<typeof loader>>
export interface FieldsSaid {
  intent: string
  /** Which field or tag it was about. */
  about: string
  result: Submitted
}

const calls: Readonly<Record<string, string>> = {
  create: 'crm.createField',
  edit: 'crm.editField',
  retire: 'crm.retireField',
  rename: 'crm.renameTag',
  untag: 'crm.removeTag',
  order: 'crm.orderFields',
}

export async function action({ context, request }: ActionFunctionArgs): Promise<FieldsSaid | Response> {
  const form = await request.formData()
  const text = (name: string): string => String((form.get(name) as string | null) ?? '')
  const intent = text('intent')
  const choices = form.has('choices')
    ? {
        choices: text('choices')
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      }
    : {}
  const result = await pageOf(context).submit(calls[intent] ?? 'crm.createField', form, choices)
  if (!result.ok) return { intent, about: text('id') || text('tag'), result }
  const { records } = result.output as { records?: number }
  return redirect(`/mona/fields?kind=${kindIn(request)}&done=${intent}${records === undefined ? '' : `&n=${records}`}`, 303)
}

/** What the agency wants to know beside what every agency knows, and the tags it uses. */
export default function FieldsPage({ loaderData: data, actionData }: { loaderData: FieldsData; actionData?: FieldsSaid }) {
  const { t } = useText()
  const { kind, done, n, mayManage } = data
  const loose = actionData && !actionData.result.ok && actionData.intent !== 'create' && actionData.intent !== 'edit' ? actionData.result.refusal : null
  return (
    <Page width="wide">
      <PageHead title={t('crm.fieldsTitle')} tab={`${t('crm.fieldsTitle')} · MONA`} lead={t('crm.fieldsLead')} />
      {!mayManage && <Notice kind="info">{t('crm.fieldsManaged')}</Notice>}
      {done && <Notice kind="good">{done === 'rename' || done === 'untag' ? t('crm.tagDone', { n }) : t('crm.saved')}</Notice>}
      {loose && <RefusalNote refusal={loose} />}
      <Split aside={<TagRows data={data} />}>
        <TabLinks
          label={t('crm.fieldOf')}
          items={recordKinds.map((one) => ({
            href: `/mona/fields?kind=${one}`,
            label: t(`crm.${one === 'artist' ? 'artists' : one === 'person' ? 'people' : 'organisations'}`),
            current: one === kind,
          }))}
        />
        <Section title={t('crm.ownFields')}>
          <FieldRows data={data} said={actionData ?? null} />
          {mayManage && <NewField kind={kind} said={actionData?.intent === 'create' ? actionData.result : null} />}
        </Section>
      </Split>
    </Page>
  )
}

function NewField({ kind, said }: { kind: RecordKind; said: Submitted | null }) {
  const { t } = useText()
  return (
    <Disclosure title={t('crm.fieldNew')} open={said !== null}>
      <Form result={said} submit={t('crm.fieldCreate')}>
        <Hidden values={{ intent: 'create', kind }} />
        <Field name="label" id="new-label" label={t('crm.fieldLabel')} required maxLength={80} />
        <Field name="type" id="new-type" type="select" label={t('crm.fieldType')} options={fieldTypes.map((value) => ({ value, label: t(`crm.type.${value}`) }))} />
        <Field name="choices" id="new-choices" label={t('crm.fieldChoices')} hint={t('crm.fieldChoicesHint')} />
      </Form>
    </Disclosure>
  )
}
