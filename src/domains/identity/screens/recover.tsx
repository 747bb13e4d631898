import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { Field, Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import { type Acted, resultOf } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ request }: LoaderFunctionArgs) {
  return { sent: new URL(request.url).searchParams.has('sent') }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const result = await pageOf(context).submit('identity.requestPasswordReset', await request.formData())
  return result.ok ? redirect('/recover?sent', 303) : { intent: 'recover', result }
}

export default function RecoverPage({ loaderData: { sent }, actionData }: { loaderData: ReturnType<typeof loader>; actionData?: Acted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.recoverTitle')} lead={sent ? undefined : t('identity.recoverLead')} />
      {sent ? (
        <Notice kind="good" title={t('identity.recoverSent')}>
          {t('identity.recoverSentText')}
        </Notice>
      ) : (
        <Form result={resultOf(actionData, 'recover')} submit={t('identity.sendLink')}>
          <Field name="email" type="email" label={t('identity.email')} autoComplete="username" inputMode="email" required autoFocus />
        </Form>
      )}
      <p className="mt-6">
        <a className="underline" href="/sign-in">
          {t('identity.backToSignIn')}
        </a>
      </p>
    </Page>
  )
}
