import { Lock, PenLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Facts } from '#ui/card'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { Terms } from '../public/project-head.tsx'
import { amountOf, type Method, methodKey, type Typed } from './contribute-form.ts'
import type { ReadNumber, StepProps } from './contribute-steps.tsx'
import { useMethodName } from './method-choice.tsx'

interface ConfirmProps extends StepProps {
  idempotencyKey: string | null
  phone: ReadNumber | null
}

/** Step 3: everything once more, then the one button that costs money. */
export function Confirm({ project, methods, typed, email, idempotencyKey, phone }: ConfirmProps) {
  const { t, money } = useText()
  const { currency } = project.funding
  const method = methods.find((one) => methodKey(one) === typed.method)
  const amount = money(amountOf(typed, currency) ?? 0, currency)
  return (
    <>
      <div className="card fund-confirm">
        <p className="fund-raised">
          <strong className="tabular">{amount}</strong>
          <span>{t('crowdfunding.public.forProject', { title: project.title })}</span>
        </p>
        <Choices project={project} method={method} typed={typed} phone={phone} contact={email ?? typed.email ?? typed.phone} />
        {method?.pledges && <p className="fund-soft">{t('crowdfunding.public.pledgeText')}</p>}
      </div>
      <Sendable typed={typed} intent="give" idempotencyKey={idempotencyKey}>
        <Button type="submit" kind="primary" size="large" className="fund-main" icon={<Icon of={Lock} />}>
          {t(method?.pledges ? 'crowdfunding.public.promise' : 'crowdfunding.public.pay', { amount })}
        </Button>
      </Sendable>
      <Sendable typed={typed} intent="change">
        <Button type="submit" kind="quiet" icon={<Icon of={PenLine} size="small" />}>
          {t('crowdfunding.public.change')}
        </Button>
      </Sendable>
      <Terms project={project} />
    </>
  )
}

interface ChoicesProps extends Pick<ConfirmProps, 'project' | 'typed' | 'phone'> {
  method: Method | undefined
  contact: string | undefined
}

function Choices({ project, method, typed, phone, contact }: ChoicesProps) {
  const { t } = useText()
  const nameOf = useMethodName()
  const reward = project.rewards.find((one) => one.id === typed.rewardId)
  const shownAs = typed.anonymous ? t('crowdfunding.public.someone') : typed.name
  return (
    <Facts
      items={[
        { label: t('crowdfunding.public.reward'), value: reward?.title },
        { label: t('crowdfunding.public.paidBy'), value: method && <MethodLine name={nameOf(method)} sandbox={method.sandbox} /> },
        { label: t('crowdfunding.public.phone'), value: method?.flow === 'push' ? <PayingNumber phone={phone} channel={method.channel} typed={typed.phone ?? ''} /> : null },
        { label: t('crowdfunding.public.onTheWall'), value: [shownAs, typed.hideAmount && t('crowdfunding.public.amountHidden')].filter(Boolean).join(', ') },
        { label: t('crowdfunding.public.message'), value: typed.message },
        { label: t('crowdfunding.public.shipping'), value: reward?.shipped ? typed.shipping : null },
        { label: t('crowdfunding.public.receipt'), value: contact },
        { label: t('crowdfunding.public.whoHolds'), value: method && t(method.holder) },
      ]}
    />
  )
}

/** The number in full; when its prefix says another operator than the one chosen, that is said, and nothing is changed. */
function PayingNumber({ phone, channel, typed }: { phone: ReadNumber | null; channel: string; typed: string }) {
  const { t } = useText()
  const name = useMethodName()
  return (
    <>
      <span className="tabular">{phone?.number ?? typed}</span>
      {phone?.guess && phone.guess !== channel && (
        <p className="fund-soft">{t('crowdfunding.public.otherOperator', { guess: name({ channel: phone.guess }), chosen: name({ channel }) })}</p>
      )}
    </>
  )
}

function MethodLine({ name, sandbox }: { name: string; sandbox: boolean }) {
  const { t } = useText()
  return (
    <>
      {name} {sandbox && <Badge tone="warn">{t('crowdfunding.public.sandbox')}</Badge>}
    </>
  )
}

interface SendableProps {
  typed: Typed
  intent: string
  idempotencyKey?: string | null
  action?: string
  children: ReactNode
}

/** A form that carries everything typed so far without asking it again. */
export function Sendable({ typed, intent, idempotencyKey, action, children }: SendableProps) {
  return (
    <Form action={action} className="fund-send">
      <Hidden values={{ ...typed, intent, idempotencyKey: idempotencyKey ?? undefined }} />
      {children}
    </Form>
  )
}
