import { type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, themes, type PageHandle } from '#platform/page'
import { languages } from '#platform/text'
import { Field, Form, Hidden } from '#ui/form'
import { Facts } from '#ui/card'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { type Acted, backTo, doneOf, intentOf, outputOf, resultOf } from './acting.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const identity = callerOf<typeof operations>(context, 'identity')
  const [me, security] = await Promise.all([identity.getMe(), identity.getSecurity()])
  return { me, hasPassword: security.hasPassword, done: doneOf(request, ['saved', 'emailChangedDone', 'phoneChangedDone']) }
}

const steps = {
  profile: ['updateProfile', 'saved'],
  email: ['requestEmailChange', null],
  emailCode: ['confirmEmailChange', 'emailChangedDone'],
  phone: ['requestPhoneChange', null],
  phoneCode: ['confirmPhoneChange', 'phoneChangedDone'],
} as const

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const form = await request.formData()
  const intent = intentOf(form) as keyof typeof steps
  const [operation, done] = steps[intent] ?? steps.profile
  const result = await pageOf(context).submit(`identity.${operation}`, form)
  return result.ok && done ? backTo('/account', done) : { intent, result }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Acted
}

export default function AccountPage({ loaderData: { me, hasPassword, done }, actionData }: Props) {
  const { t } = useText()
  return (
    <Page width="text">
      <PageHead title={t('identity.accountTitle')} lead={t('identity.accountLead')} />
      {done && <Notice kind="good">{t(`identity.${done}`)}</Notice>}
      <Section>
        <ProfileForm me={me} acted={actionData} />
      </Section>
      <Addresses me={me} hasPassword={hasPassword} acted={actionData} />
    </Page>
  )
}

type Me = Props['loaderData']['me']

/** Name, language and theme. */
function ProfileForm({ me, acted }: { me: Me; acted?: Acted }) {
  const { t, lang } = useText()
  return (
    <Form result={resultOf(acted, 'profile')} submit={t('identity.save')}>
      <Hidden values={{ intent: 'profile' }} />
      <Field name="name" label={t('identity.yourName')} hint={t('identity.yourNameHint')} defaultValue={me.name} autoComplete="name" maxLength={120} required />
      <Field
        name="lang"
        type="select"
        label={t('identity.language')}
        defaultValue={me.lang ?? lang}
        options={languages.map((one) => ({ value: one, label: t(`identity.lang.${one}`) }))}
        required
      />
      <Field
        name="theme"
        type="select"
        label={t('identity.theme')}
        defaultValue={me.theme}
        options={themes.map((one) => ({ value: one, label: t(`identity.theme.${one}`) }))}
        required
      />
    </Form>
  )
}

/** The address and the number of today, and how to change each. */
function Addresses({ me, hasPassword, acted }: { me: Me; hasPassword: boolean; acted?: Acted }) {
  const { t } = useText()
  const shared = { hasPassword, acted }
  return (
    <Section title={t('identity.addresses')}>
      <Facts
        items={[
          { label: t('identity.emailNow'), value: me.email ?? t('identity.none') },
          { label: t('identity.phoneNow'), value: me.phone ?? t('identity.none') },
        ]}
      />
      <div className="mt-4 grid gap-3">
        <AddressChange kind="email" title={t(me.email ? 'identity.changeEmail' : 'identity.addEmail')} label={t('identity.newEmail')} {...shared} />
        <AddressChange kind="phone" title={t(me.phone ? 'identity.changePhone' : 'identity.addPhone')} label={t('identity.newPhone')} {...shared} />
      </div>
    </Section>
  )
}

/** Asks for the new address or number, then for the code that arrived there. */
function AddressChange({ kind, title, label, hasPassword, acted }: { kind: 'email' | 'phone'; title: string; label: string; hasPassword: boolean; acted?: Acted }) {
  const { t } = useText()
  const waiting = outputOf(acted, kind) !== null || acted?.intent === `${kind}Code`
  if (waiting) {
    return (
      <Disclosure title={title} open>
        <Notice kind="good">{t(kind === 'email' ? 'identity.codeSentMail' : 'identity.codeSentSms')}</Notice>
        <Form result={resultOf(acted, `${kind}Code`)} submit={t('identity.confirm')}>
          <Hidden values={{ intent: `${kind}Code` }} />
          <Field name="code" label={t('identity.code')} autoComplete="one-time-code" inputMode="numeric" maxLength={8} required autoFocus />
        </Form>
      </Disclosure>
    )
  }
  return (
    <Disclosure title={title} open={acted?.intent === kind}>
      <Form result={resultOf(acted, kind)} submit={t('identity.sendMeCode')} kind="secondary">
        <Hidden values={{ intent: kind }} />
        {kind === 'email' ? (
          <Field name="email" type="email" label={label} autoComplete="email" inputMode="email" required />
        ) : (
          <Field name="phone" type="tel" label={label} hint={t('identity.phoneHint')} autoComplete="tel" required />
        )}
        {hasPassword && <Field id={`${kind}-current`} name="currentPassword" type="password" label={t('identity.currentPassword')} autoComplete="current-password" required />}
      </Form>
    </Disclosure>
  )
}
