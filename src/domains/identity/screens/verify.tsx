import { type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { Field, Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import { type Acted, afterSignIn, nextOf, resultOf, withNext } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ request }: LoaderFunctionArgs) {
  const code = new URL(request.url).searchParams.get('code') ?? ''
  return { next: nextOf(request), code: /^\d{6}$/.test(code) ? code : '' }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const result = await pageOf(context).submit('identity.verifySignUp', await request.formData())
  return afterSignIn(result, nextOf(request)) ?? { intent: 'verify', result }
}

/** The code of the mail. The ticket waits in the browser that signed up: in another one the code opens nothing. */
export default function VerifyPage({ loaderData: { next, code }, actionData }: { loaderData: ReturnType<typeof loader>; actionData?: Acted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.verifyTitle')} lead={t('identity.verifyLead')} />
      <Form result={resultOf(actionData, 'verify')} submit={t('identity.confirm')}>
        <Field
          name="code"
          label={t('identity.code')}
          hint={t('identity.verifyElsewhere')}
          autoComplete="one-time-code"
          inputMode="numeric"
          pattern="[0-9 ]*"
          maxLength={8}
          defaultValue={code}
          required
          autoFocus
        />
      </Form>
      <p className="mt-6">
        <a className="underline" href={withNext('/sign-up', next)}>
          {t('identity.startAgain')}
        </a>
      </p>
    </Page>
  )
}
