import { type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { Field, Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import { type Acted, afterSignIn, nextOf, resultOf, withNext } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ request }: LoaderFunctionArgs) {
  return { next: nextOf(request) }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const result = await pageOf(context).submit('identity.signInWithCode', await request.formData())
  return afterSignIn(result, nextOf(request)) ?? { intent: 'code', result }
}

/** The six digits of the SMS. */
export default function SignInCodePage({ loaderData: { next }, actionData }: { loaderData: ReturnType<typeof loader>; actionData?: Acted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.codeTitle')} lead={t('identity.codeLead')} />
      <Form result={resultOf(actionData, 'code')} submit={t('identity.confirm')}>
        <Field name="code" label={t('identity.code')} autoComplete="one-time-code" inputMode="numeric" pattern="[0-9 ]*" maxLength={8} required autoFocus />
        <Field name="name" label={t('identity.yourNameIfNew')} autoComplete="name" maxLength={120} />
      </Form>
      <p className="mt-6">
        <a className="underline" href={withNext('/sign-in', next)}>
          {t('identity.changeNumber')}
        </a>
      </p>
    </Page>
  )
}
