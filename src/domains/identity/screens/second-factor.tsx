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
  const result = await pageOf(context).submit('identity.signInWithSecondFactor', await request.formData())
  return afterSignIn(result, nextOf(request)) ?? { intent: 'factor', result }
}

export default function SecondFactorPage({ loaderData: { next }, actionData }: { loaderData: ReturnType<typeof loader>; actionData?: Acted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.factorTitle')} lead={t('identity.factorLead')} />
      <Form result={resultOf(actionData, 'factor')} submit={t('identity.confirm')}>
        <Field name="code" label={t('identity.factorCode')} autoComplete="one-time-code" autoCapitalize="none" maxLength={20} required autoFocus />
      </Form>
      <p className="mt-6">
        <a className="underline" href={withNext('/sign-in', next)}>
          {t('identity.backToSignIn')}
        </a>
      </p>
    </Page>
  )
}
