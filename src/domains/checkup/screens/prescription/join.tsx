import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Form } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'

export const handle = { page: 'reading', space: 'mona' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const token = params.token ?? ''
  const invitation = await callerOf<typeof operations>(context, 'checkup').getArtistInvitation({ token })
  return { token, invitation, me: actor.kind === 'person' ? actor.name : null }
}

export async function action({ context, params }: ActionFunctionArgs): Promise<Submitted | Response> {
  const result = await pageOf(context).submit('checkup.joinAgency', new FormData(), { token: params.token })
  if (!result.ok) return result
  const { planId } = result.output as { planId: string | null }
  return redirect(planId ? `/mona/me/plans/${planId}` : '/mona/me', 303)
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Submitted
}

/** The door of the artist's own space: who invites, what for, and how to enter. */
export default function Join({ loaderData: { token, invitation, me }, actionData }: Props) {
  const { t, date } = useText()
  const { agency, artist, invitedBy, state, planId, expiresAt } = invitation
  return (
    <Page width="narrow">
      <PageHead title={t('checkup.join.title', { agency })} lead={t('checkup.join.lead', { artist, by: invitedBy ?? agency, what: planId ? 'plan' : 'space' })} />
      <div className="grid gap-6">
        <p>{t('checkup.join.what')}</p>
        {state === 'open' && !me && <SignInFirst token={token} email={invitation.email} />}
        {state === 'open' && me && (
          <>
            <Notice>{t('checkup.join.as', { me })}</Notice>
            <Form result={actionData ?? null} submit={t('checkup.join.enter', { artist })} />
            <p className="text-soft">{t('checkup.join.notMe')}</p>
          </>
        )}
        {state === 'mine' && (
          <Notice
            kind="good"
            title={t('checkup.join.mine')}
            actions={
              <LinkButton kind="primary" href={planId ? `/mona/me/plans/${planId}` : '/mona/me'}>
                {t('checkup.join.open')}
              </LinkButton>
            }
          />
        )}
        {state !== 'open' && state !== 'mine' && <Notice kind="warn">{t(`checkup.invitation.${state}`)}</Notice>}
        {state === 'open' && <p className="text-soft">{t('checkup.join.until', { date: date(expiresAt) })}</p>}
      </div>
    </Page>
  )
}

function SignInFirst({ token, email }: { token: string; email: string | null }) {
  const { t } = useText()
  const next = `/mona/join/${token}`
  return (
    <Notice
      title={t('checkup.join.signIn')}
      actions={
        <>
          <LinkButton kind="primary" href={`/sign-up?${new URLSearchParams({ next, ...(email ? { email } : {}) })}`}>
            {t('checkup.join.signUp')}
          </LinkButton>
          <LinkButton href={`/sign-in?${new URLSearchParams({ next })}`}>{t('checkup.join.haveAccount')}</LinkButton>
        </>
      }
    />
  )
}
