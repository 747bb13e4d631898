import { redirect, type ActionFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function action({ context }: ActionFunctionArgs) {
  await callerOf<typeof operations>(context, 'identity').signOut()
  return redirect('/', 303)
}

export default function SignOutPage() {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('identity.signOutTitle')} lead={t('identity.signOutText')} />
      <Form submit={t('identity.signOut')} />
    </Page>
  )
}
