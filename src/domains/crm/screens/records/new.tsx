import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { RecordKind } from '../../types.ts'
import { FactFields } from '../parts/fact-fields.tsx'
import '../parts/sheet.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

/** The address says what is made: an artist, a person, or an organisation (`?kind=organisation`). */
function kindIn(request: Request): RecordKind {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname.startsWith('/mona/artists')) return 'artist'
  return searchParams.get('kind') === 'organisation' ? 'organisation' : 'person'
}

export async function loader({ context, request }: LoaderFunctionArgs) {
  const kind = kindIn(request)
  const { items: fields } = await callerOf<typeof operations>(context, 'crm').listFields({ kind })
  return { kind, fields }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Response | Submitted> {
  const kind = kindIn(request)
  const form = await request.formData()
  const address = form.get('address')
  const links = typeof address === 'string' && address.trim() ? { links: [{ address }] } : {}
  const result = await pageOf(context).submit(kind === 'artist' ? 'crm.createArtist' : 'crm.createContact', form, { ...(kind === 'artist' ? {} : { kind }), ...links })
  if (!result.ok) return result
  return redirect(`/mona/${kind === 'artist' ? 'artists' : 'contacts'}/${(result.output as { id: string }).id}?done=created`, 303)
}

const titles = { artist: 'crm.newArtist', person: 'crm.newPerson', organisation: 'crm.newOrganisation' } as const

/** The name is enough. */
export default function NewRecord({ loaderData: { kind, fields }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  const { t } = useText()
  const home = kind === 'artist' ? '/mona/artists' : kind === 'person' ? '/mona/contacts' : '/mona/contacts?kind=organisation'
  return (
    <Page>
      <Breadcrumbs items={[{ href: home, label: t(kind === 'artist' ? 'crm.artists' : kind === 'person' ? 'crm.people' : 'crm.organisations') }, { label: t(titles[kind]) }]} />
      <PageHead title={t(titles[kind])} tab={`${t(titles[kind])} · MONA`} lead={t('crm.newLead')} />
      <Form result={actionData} submit={t('crm.create')}>
        <Hidden values={{ intent: 'create' }} />
        <Field name="name" label={t('crm.f.name')} required maxLength={200} autoComplete="off" autoFocus />
        <Field name="address" label={t('crm.linkAddress')} hint={t('crm.hint.address')} maxLength={500} autoComplete="off" />
        <Disclosure title={t('crm.more')} open={actionData !== undefined && !actionData.ok}>
          <FactFields kind={kind} sheet={null} fields={fields} />
        </Disclosure>
      </Form>
    </Page>
  )
}
