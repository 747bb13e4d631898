import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Page } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { Compose } from './parts/compose.tsx'
import { Head } from './parts/head.tsx'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const desk = await callerOf<typeof operations>(context, 'outreach').getComposeDesk({ recordId: params.id ?? '' })
  return { desk, pick: new URL(request.url).searchParams.get('pick') ?? '' }
}

/** Sends the mail, or notes the private message; the composer posts here wherever it stands. */
export async function action({ context, request, params }: ActionFunctionArgs): Promise<Submitted> {
  const form = await request.formData()
  const isDm = form.get('intent') === 'dm'
  return pageOf(context).submit(isDm ? 'outreach.noteDm' : 'outreach.sendMessage', form, { recordId: params.id ?? '' })
}

/** Writing to one record, on a page of its own. */
export default function Write({ actionData }: { actionData?: Submitted }) {
  const { t } = useText()
  const { desk, pick } = useLoaderData<typeof loader>()
  return (
    <Page width="text">
      <Head title={`${t('outreach.compose')} · ${desk.name}`} current="sequences" />
      <Compose key={pick} desk={desk} pick={pick} result={actionData ?? null} />
    </Page>
  )
}
