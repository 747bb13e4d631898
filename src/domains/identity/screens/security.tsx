import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Page, PageHead } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { type Acted, backTo, doneOf, intentOf } from './acting.ts'
import { KeysSection } from './security/keys.tsx'
import { SecondFactorSection } from './security/factor.tsx'
import { PasskeysSection, PasswordSection, ProvidersSection } from './security/proofs.tsx'
import { SessionsSection } from './security/sessions.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

const words = ['passwordDone', 'passkeyAdded', 'passkeyRemoved', 'factorStopped', 'sessionEnded', 'keyRevoked', 'providerUnlinked'] as const

export async function loader({ context, request }: LoaderFunctionArgs) {
  const identity = callerOf<typeof operations>(context, 'identity')
  const [security, sessions, keys, pending, ways] = await Promise.all([
    identity.getSecurity(),
    identity.listSessions(),
    identity.listKeys(),
    identity.getPendingSecondFactor(),
    identity.listSignInWays(),
  ])
  const ended = new URL(request.url).searchParams.get('ended')
  return {
    now: new Date(),
    security,
    sessions: sessions.items,
    keys: keys.items,
    pending: pending.start,
    providerNames: ways.providers,
    done: doneOf(request, words),
    ended: ended !== null && /^\d{1,4}$/.test(ended) ? Number(ended) : null,
  }
}

export type SecurityData = Awaited<ReturnType<typeof loader>>

/** Each form's operation, and the word of success; null = the page itself shows what came back. */
const steps: Record<string, readonly [string, (typeof words)[number] | null]> = {
  password: ['changePassword', 'passwordDone'],
  passkeyRemoval: ['removePasskey', 'passkeyRemoved'],
  factorStart: ['startSecondFactor', null],
  factorConfirm: ['confirmSecondFactor', null],
  factorRenew: ['renewRecoveryCodes', null],
  factorStop: ['removeSecondFactor', 'factorStopped'],
  session: ['revokeSession', 'sessionEnded'],
  key: ['createKey', null],
  keyRevoke: ['revokeKey', 'keyRevoked'],
  provider: ['removeProvider', 'providerUnlinked'],
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const page = pageOf(context)
  const form = await request.formData()
  const intent = intentOf(form)
  if (intent === 'sessions') {
    const result = await page.submit('identity.revokeOtherSessions', form)
    return result.ok ? redirect(`/account/security?ended=${(result.output as { ended: number }).ended}`, 303) : { intent, result }
  }
  const step = steps[intent]
  if (!step) return redirect('/account/security', 303)
  const result = await page.submit(`identity.${step[0]}`, form)
  return result.ok && step[1] ? backTo('/account/security', step[1]) : { intent, result }
}

export default function SecurityPage({ loaderData, actionData }: { loaderData: SecurityData; actionData?: Acted }) {
  const { t } = useText()
  const { security, done, ended } = loaderData
  return (
    <Page width="text">
      <PageHead title={t('identity.securityTitle')} lead={t('identity.securityLead')} />
      {done && <Notice kind="good">{t(`identity.${done}`)}</Notice>}
      {ended !== null && <Notice kind="good">{t('identity.sessionsEnded', { count: ended })}</Notice>}
      <PasswordSection hasPassword={security.hasPassword} acted={actionData} />
      <PasskeysSection passkeys={security.passkeys} hasPassword={security.hasPassword} acted={actionData} />
      <SecondFactorSection on={security.secondFactor} left={security.recoveryCodesLeft} hasPassword={security.hasPassword} pending={loaderData.pending} acted={actionData} />
      <SessionsSection sessions={loaderData.sessions} now={loaderData.now} />
      <KeysSection keys={loaderData.keys} now={loaderData.now} acted={actionData} />
      <ProvidersSection providers={security.providers} names={loaderData.providerNames} hasPassword={security.hasPassword} acted={actionData} />
    </Page>
  )
}
