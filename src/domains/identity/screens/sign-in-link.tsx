import { type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import { type Acted, afterSignIn, nextOf, resultOf } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ request }: LoaderFunctionArgs) {
  return { token: new URL(request.url).searchParams.get('token') ?? '' }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const result = await pageOf(context).submit('identity.signInWithLink', await request.formData())
  return afterSignIn(result, nextOf(request)) ?? { intent: 'link', result }
}

/** Where the link of the mail leads: one button, so that scanners that open links use nothing up. */
export default function SignInLinkPage({ loaderData: { token }, actionData }: { loaderData: ReturnType<typeof loader>; actionData?: Acted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.linkTitle')} lead={t('identity.linkLead')} />
      <Form result={resultOf(actionData, 'link')} submit={t('identity.signIn')}>
        <Hidden values={{ token }} />
      </Form>
      <p className="mt-6">
        <a className="underline" href="/sign-in">
          {t('identity.linkAskAnother')}
        </a>
      </p>
    </Page>
  )
}
