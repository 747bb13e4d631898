import { KeyRound, LogIn, Mail, Smartphone, type LucideIcon } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Page, PageHead, Section, Split } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { type Acted, afterSignIn, intentOf, nextOf, resultOf, withNext } from './acting.ts'
import { DemoAccounts } from './demo-accounts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const next = nextOf(request)
  if (pageOf(context).actor.kind === 'person') throw redirect(next)
  const search = new URL(request.url).searchParams
  const failed = search.get('error')
  const trouble = failed === null ? null : failed === 'account_not_linked' ? ('identity.providerAddress' as const) : ('identity.providerFailed' as const)
  return { next, trouble, linkSent: search.get('sent') === 'link', ways: await callerOf<typeof operations>(context, 'identity').listSignInWays() }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const page = pageOf(context)
  const form = await request.formData()
  const intent = intentOf(form, 'password')
  const next = nextOf(request)
  if (intent === 'link') {
    const result = await page.submit('identity.requestSignInLink', form, { returnTo: next })
    return result.ok ? redirect(`/sign-in?${new URLSearchParams({ sent: 'link', next })}`, 303) : { intent, result }
  }
  if (intent === 'phone') {
    const result = await page.submit('identity.requestPhoneCode', form)
    return result.ok ? redirect(withNext('/sign-in/code', next), 303) : { intent, result }
  }
  const result = intent === 'demo' ? await page.submit('identity.signInAsDemo', form) : await page.submit('identity.signIn', form, { remember: form.get('remember') === 'true' })
  return afterSignIn(result, next) ?? { intent, result }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Acted
}

export default function SignInPage({ loaderData: { next, trouble, linkSent, ways }, actionData }: Props) {
  const { t } = useText()
  return (
    <Page>
      <PageHead title={t('identity.signInTitle')} lead={t('identity.signInLead')} />
      <Split aside={ways.demoAccounts.length > 0 && <DemoAccounts accounts={ways.demoAccounts} password={ways.demoPassword ?? ''} result={resultOf(actionData, 'demo')} />}>
        <div className="grid gap-6">
          {trouble && <Notice kind="bad">{t(trouble)}</Notice>}
          {linkSent && (
            <Notice kind="good" title={t('identity.linkSent')}>
              {t('identity.linkSentText', { minutes: 15 })}
            </Notice>
          )}
          <PasswordForm acted={actionData} />
          <p>
            {t('identity.noAccountYet')}{' '}
            <a className="underline" href={withNext('/sign-up', next)}>
              {t('identity.createAccount')}
            </a>
          </p>
          <OtherWays next={next} acted={actionData} providers={ways.providers} />
        </div>
      </Split>
    </Page>
  )
}

function PasswordForm({ acted }: { acted?: Acted }) {
  const { t } = useText()
  return (
    <Form result={resultOf(acted, 'password')}>
      <Hidden values={{ intent: 'password' }} />
      <Field name="email" type="email" label={t('identity.email')} autoComplete="username webauthn" inputMode="email" required />
      <Field name="password" type="password" label={t('identity.password')} autoComplete="current-password" required />
      <CheckField name="remember" label={t('identity.remember')} defaultChecked />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button type="submit" kind="primary" size="large" icon={<Icon of={LogIn} />}>
          {t('identity.signIn')}
        </Button>
        <a className="underline" href="/recover">
          {t('identity.forgotten')}
        </a>
      </div>
    </Form>
  )
}

function OtherWays({ next, acted, providers }: { next: string; acted?: Acted; providers: readonly { id: string; name: string }[] }) {
  const { t } = useText()
  return (
    <Section title={t('identity.otherWays')}>
      <div className="grid gap-3">
        {providers.map(({ id, name }) => (
          <LinkButton key={id} href={withNext(`/sign-in/with/${id}`, next)} size="large">
            {t('identity.withProvider', { name })}
          </LinkButton>
        ))}
        <Passkey next={next} />
        <Disclosure title={<Way icon={Mail} name={t('identity.withLink')} />} open={acted?.intent === 'link'}>
          <Form result={resultOf(acted, 'link')} submit={t('identity.sendLink')} kind="secondary">
            <Hidden values={{ intent: 'link' }} />
            <Field id="link-email" name="email" type="email" label={t('identity.email')} hint={t('identity.withLinkHint')} autoComplete="email" inputMode="email" required />
          </Form>
        </Disclosure>
        <Disclosure title={<Way icon={Smartphone} name={t('identity.withPhone')} />} open={acted?.intent === 'phone'}>
          <Form result={resultOf(acted, 'phone')} submit={t('identity.sendCode')} kind="secondary">
            <Hidden values={{ intent: 'phone' }} />
            <Field name="phone" type="tel" label={t('identity.phone')} hint={t('identity.phoneHint')} autoComplete="tel" required />
          </Form>
        </Disclosure>
      </div>
    </Section>
  )
}

/** The name of a way in, behind its sign. */
function Way({ icon, name }: { icon: LucideIcon; name: string }) {
  return (
    <span className="flex items-center gap-3">
      <Icon of={icon} />
      {name}
    </span>
  )
}

/** Hidden until the island finds that this browser knows passkeys. */
function Passkey({ next }: { next: string }) {
  const { t } = useText()
  return (
    <Island name="passkey" when="now" mode="sign-in" next={next}>
      <Button size="large" icon={<Icon of={KeyRound} />} hidden data-passkey title={t('identity.passkeyHint')}>
        {t('identity.withPasskey')}
      </Button>
      <p className="text-bad" role="alert" data-failed hidden>
        {t('identity.passkeyFailed')}
      </p>
    </Island>
  )
}
