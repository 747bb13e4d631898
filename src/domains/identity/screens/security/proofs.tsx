import { KeyRound } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { type Acted, resultOf } from '../acting.ts'
import type { SecurityData } from '../security.tsx'

/** Asked again before what protects the account changes. */
export function CurrentPassword({ asked, form }: { asked: boolean; form: string }) {
  const { t } = useText()
  return asked && <Field id={`${form}-current`} name="currentPassword" type="password" label={t('identity.currentPassword')} autoComplete="current-password" required />
}

export function PasswordSection({ hasPassword, acted }: { hasPassword: boolean; acted?: Acted }) {
  const { t } = useText()
  return (
    <Section title={t('identity.password')} action={<Badge tone={hasPassword ? 'good' : 'neutral'}>{t(hasPassword ? 'identity.passwordSet' : 'identity.passwordUnset')}</Badge>}>
      <Disclosure title={t(hasPassword ? 'identity.changePassword' : 'identity.setPassword')} open={acted?.intent === 'password'}>
        <Form result={resultOf(acted, 'password')} submit={t('identity.resetSubmit')} kind="secondary">
          <Hidden values={{ intent: 'password' }} />
          <CurrentPassword asked={hasPassword} form="password" />
          <Field name="password" type="password" label={t('identity.newPassword')} hint={t('identity.newPasswordHint')} autoComplete="new-password" minLength={8} required />
        </Form>
      </Disclosure>
    </Section>
  )
}

export function PasskeysSection({ passkeys, hasPassword, acted }: { passkeys: SecurityData['security']['passkeys']; hasPassword: boolean; acted?: Acted }) {
  const { t, date } = useText()
  return (
    <Section title={t('identity.passkeys')} lead={t('identity.passkeysLead')}>
      <div className="grid gap-4">
        {passkeys.length === 0 && <p className="text-soft">{t('identity.passkeysNone')}</p>}
        {passkeys.map((passkey) => (
          <Disclosure
            key={passkey.id}
            title={
              <span className="flex items-center gap-3">
                <Icon of={KeyRound} />
                {passkey.name ?? t('identity.passkeyNamed', { date: date(passkey.createdAt) })}
              </span>
            }
            open={acted?.intent === 'passkeyRemoval'}
          >
            <Form result={resultOf(acted, 'passkeyRemoval')} submit={t('identity.remove')} kind="danger">
              <Hidden values={{ intent: 'passkeyRemoval', passkeyId: passkey.id }} />
              <CurrentPassword asked={hasPassword} form={passkey.id} />
            </Form>
          </Disclosure>
        ))}
        <Island name="passkey" when="now" mode="register" next="/account/security?done=passkeyAdded">
          <Button icon={<Icon of={KeyRound} />} hidden data-passkey>
            {t('identity.addPasskey')}
          </Button>
          <noscript>
            <p className="text-soft">{t('identity.addPasskeyNoScript')}</p>
          </noscript>
          <p className="text-bad" role="alert" data-failed hidden>
            {t('identity.signInAgain')}
          </p>
        </Island>
      </div>
    </Section>
  )
}

export function ProvidersSection({
  providers,
  names,
  hasPassword,
  acted,
}: {
  providers: readonly string[]
  names: readonly { id: string; name: string }[]
  hasPassword: boolean
  acted?: Acted
}) {
  const { t } = useText()
  if (providers.length === 0) return null
  return (
    <Section title={t('identity.providersTitle')}>
      <div className="grid gap-3">
        {providers.map((provider) => (
          <Disclosure key={provider} title={names.find(({ id }) => id === provider)?.name ?? provider} open={acted?.intent === 'provider'}>
            <Form result={resultOf(acted, 'provider')} submit={t('identity.providerUnlink')} kind="danger">
              <Hidden values={{ intent: 'provider', provider }} />
              <CurrentPassword asked={hasPassword} form={provider} />
            </Form>
          </Disclosure>
        ))}
      </div>
    </Section>
  )
}
