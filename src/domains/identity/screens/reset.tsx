import { type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import { type Acted, afterSignIn, resultOf } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ request }: LoaderFunctionArgs) {
  return { token: new URL(request.url).searchParams.get('token') ?? '' }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const result = await pageOf(context).submit('identity.resetPassword', await request.formData())
  return afterSignIn(result, '/account/security') ?? { intent: 'reset', result }
}

export default function ResetPage({ loaderData: { token }, actionData }: { loaderData: ReturnType<typeof loader>; actionData?: Acted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.resetTitle')} lead={t('identity.resetLead')} />
      <Form result={resultOf(actionData, 'reset')} submit={t('identity.resetSubmit')}>
        <Hidden values={{ token }} />
        <Field
          name="password"
          type="password"
          label={t('identity.newPassword')}
          hint={t('identity.newPasswordHint')}
          autoComplete="new-password"
          minLength={8}
          required
          autoFocus
        />
      </Form>
      <p className="mt-6">
        <a className="underline" href="/recover">
          {t('identity.linkAskAnother')}
        </a>
      </p>
    </Page>
  )
}
