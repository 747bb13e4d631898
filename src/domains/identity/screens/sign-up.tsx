import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { Field, Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import { type Acted, nextOf, resultOf, withNext } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ context, request }: LoaderFunctionArgs) {
  const next = nextOf(request)
  if (pageOf(context).actor.kind === 'person') throw redirect(next)
  return { next, email: new URL(request.url).searchParams.get('email') ?? '' }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const page = pageOf(context)
  const result = await page.submit('identity.signUp', await request.formData(), { lang: page.lang })
  return result.ok ? redirect(withNext('/verify', nextOf(request)), 303) : { intent: 'sign-up', result }
}

export default function SignUpPage({ loaderData: { next, email }, actionData }: { loaderData: ReturnType<typeof loader>; actionData?: Acted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.signUpTitle')} lead={t('identity.signUpLead')} />
      <Form result={resultOf(actionData, 'sign-up')} submit={t('identity.createAccount')}>
        <Field name="name" label={t('identity.yourName')} hint={t('identity.yourNameHint')} autoComplete="name" maxLength={120} required />
        <Field name="email" type="email" label={t('identity.email')} autoComplete="username" inputMode="email" defaultValue={email} required />
        <Field name="password" type="password" label={t('identity.password')} hint={t('identity.newPasswordHint')} autoComplete="new-password" minLength={8} required />
      </Form>
      <p className="mt-6">
        {t('identity.haveAccount')}{' '}
        <a className="underline" href={withNext('/sign-in', next)}>
          {t('identity.signIn')}
        </a>
      </p>
    </Page>
  )
}
