import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Facts } from '#ui/card'
import { Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { type Acted, doneOf, resultOf } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const token = params.token ?? ''
  const { actor } = pageOf(context)
  return { token, signedIn: actor.kind === 'person', done: doneOf(request, ['declined']), offer: await callerOf<typeof operations>(context, 'identity').getInvitation({ token }) }
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Acted | Response> {
  const page = pageOf(context)
  const form = await request.formData()
  const extra = { token: params.token }
  if (form.get('intent') === 'decline') {
    const result = await page.submit('identity.declineInvitation', form, extra)
    return result.ok ? redirect(`/invitations/${params.token}?done=declined`, 303) : { intent: 'answer', result }
  }
  const result = await page.submit('identity.acceptInvitation', form, extra)
  return result.ok ? redirect(`/account/workspaces/${(result.output as { slug: string }).slug}`, 303) : { intent: 'answer', result }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Acted
}

export default function InvitationPage({ loaderData: { token, signedIn, done, offer }, actionData }: Props) {
  const { t, date } = useText()
  const { workspaceName: workspace, invitedBy: by } = offer
  return (
    <Page width="narrow">
      <PageHead
        title={t('identity.invitationTitle', { workspace })}
        lead={by ? t('identity.invitationLead', { by, workspace }) : t('identity.invitationLeadNobody', { workspace })}
      />
      <div className="grid gap-6">
        <Facts
          items={[
            { label: t('identity.workspace'), value: t(`identity.kind.${offer.kind}`) },
            { label: t('identity.invitationRole'), value: t(`identity.role.${offer.role}`) },
            { label: t('identity.invitationFor'), value: offer.email },
          ]}
        />
        {done && <Notice kind="good">{t(`identity.${done}`)}</Notice>}
        {!done && offer.state !== 'pending' && <Notice kind="warn">{t(`identity.invitationState.${offer.state}`)}</Notice>}
        {offer.state === 'pending' && (signedIn ? <Answer acted={actionData} /> : <SignInFirst token={token} email={offer.email} />)}
        {offer.state === 'pending' && <p className="text-soft">{t('identity.inviteUntil', { date: date(offer.expiresAt) })}</p>}
      </div>
    </Page>
  )
}

function Answer({ acted }: { acted?: Acted }) {
  const { t } = useText()
  return (
    <Form result={resultOf(acted, 'answer')}>
      <div className="btn-row">
        <Button type="submit" kind="primary" size="large" name="intent" value="accept">
          {t('identity.accept')}
        </Button>
        <Button type="submit" kind="quiet" size="large" name="intent" value="decline">
          {t('identity.decline')}
        </Button>
      </div>
    </Form>
  )
}

function SignInFirst({ token, email }: { token: string; email: string }) {
  const { t } = useText()
  const next = `/invitations/${token}`
  return (
    <Notice
      title={t('identity.invitationSignIn', { email })}
      actions={
        <>
          <LinkButton kind="primary" href={`/sign-in?${new URLSearchParams({ next })}`}>
            {t('identity.signIn')}
          </LinkButton>
          <LinkButton href={`/sign-up?${new URLSearchParams({ next, email })}`}>{t('identity.createAccount')}</LinkButton>
        </>
      }
    />
  )
}
