import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

export const handle = { page: 'reading', space: 'mona' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  return callerOf<typeof operations>(context, 'outreach').readMailStop({ token: params.token ?? '' })
}

/** Also what a mail program posts by itself (RFC 8058): no session, no redirect. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return pageOf(context).submit('outreach.stopMails', await request.formData(), { token: params.token ?? '' })
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Submitted
}

/** Where the link at the foot of an agency's mail leads. */
export default function Stop({ loaderData: { agency, address, stopped }, actionData }: Props) {
  const { t } = useText()
  return (
    <Page width="text">
      <meta name="robots" content="noindex" />
      <PageHead title={t(stopped ? 'outreach.stoppedTitle' : 'outreach.stopTitle')} lead={t(stopped ? 'outreach.stoppedLead' : 'outreach.stopLead', { agency, address })} />
      <Form result={actionData ?? null} submit={t(stopped ? 'outreach.stopAgain' : 'outreach.stopNow')} kind={stopped ? 'secondary' : 'primary'}>
        <Hidden values={{ again: String(stopped) }} />
      </Form>
    </Page>
  )
}
