import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  const signedIn = pageOf(context).actor.kind === 'person'
  return { ...(await callerOf<typeof operations>(context, 'messaging').readUnsubscription({ token: params.token ?? '' })), signedIn }
}

/** Also what a mail program posts by itself (RFC 8058): no session, no redirect. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return pageOf(context).submit('messaging.unsubscribe', await request.formData(), { token: params.token ?? '' })
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Submitted
}

export default function UnsubscribePage({ loaderData: { topics, stopped, signedIn }, actionData }: Props) {
  const { t, list } = useText()
  const named = { topics: list(topics.map((topic) => t(`messaging.topic.${topic}`))) }
  return (
    <Page width="text">
      <meta name="robots" content="noindex" />
      <PageHead title={t(stopped ? 'messaging.leaveDoneTitle' : 'messaging.leaveTitle')} lead={t(stopped ? 'messaging.leaveDone' : 'messaging.leaveLead', named)} />
      <Form result={actionData ?? null} submit={t(stopped ? 'messaging.leaveAgain' : 'messaging.leaveNow')} kind={stopped ? 'secondary' : 'primary'}>
        <Hidden values={{ again: String(stopped) }} />
      </Form>
      {signedIn && (
        <LinkButton kind="quiet" href="/account/notifications">
          {t('messaging.leaveChoose')}
        </LinkButton>
      )}
    </Page>
  )
}
