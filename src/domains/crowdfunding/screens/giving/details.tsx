import { ArrowRight, Check } from 'lucide-react'
import { Button } from '#ui/button'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { Terms } from '../public/project-head.tsx'
import type { Typed } from './contribute-form.ts'
import { type StepProps, unitOf } from './contribute-steps.tsx'
import { MethodChoice } from './method-choice.tsx'
import { SandboxNote } from './waiting.tsx'

/** Step 2: how one pays, and by what name. */
export function Details({ project, methods, typed, email, result }: StepProps) {
  const { t } = useText()
  const reward = project.rewards.find((one) => one.id === typed.rewardId)
  return (
    <Form result={result} className="form fund-pay" noValidate>
      <Hidden values={{ intent: 'review', rewardId: typed.rewardId, source: typed.source }} />
      <Sum project={project} typed={typed} reward={reward?.title} />
      {methods.length > 0 && methods.every((one) => one.sandbox) && <SandboxNote />}
      <MethodChoice methods={methods} country={project.country} chosen={typed.method} />
      <Payer typed={typed} email={email} />
      {reward?.shipped && (
        <Field
          name="shipping"
          type="textarea"
          rows={3}
          label={t('crowdfunding.public.shipping')}
          autoComplete="street-address"
          defaultValue={typed.shipping}
          maxLength={400}
          required
        />
      )}
      <OnTheWall typed={typed} />
      <div className="btn-row">
        <Button type="submit" kind="primary" size="large" icon={<Icon of={ArrowRight} />}>
          {t('crowdfunding.public.check')}
        </Button>
      </div>
      <Terms project={project} />
    </Form>
  )
}

function Sum({ project: { slug, funding }, typed, reward }: Pick<StepProps, 'project' | 'typed'> & { reward: string | undefined }) {
  const { t } = useText()
  return (
    <div className="fund-chosen">
      {reward && (
        <p>
          <Icon of={Check} size="small" /> {t('crowdfunding.public.withReward', { reward })}{' '}
          <a className="link" href={`/karangou/projects/${slug}/contribute`}>
            {t('crowdfunding.public.change')}
          </a>
        </p>
      )}
      <Field
        name="amount"
        label={t('crowdfunding.public.amount')}
        hint={reward && t('crowdfunding.public.moreThanReward')}
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        defaultValue={typed.amount}
        unit={unitOf(funding.currency)}
        required
      />
    </div>
  )
}

/** Who pays: the number for those who pay by phone, the name, and where the receipt goes. */
function Payer({ typed, email }: Pick<StepProps, 'typed' | 'email'>) {
  const { t } = useText()
  const phone = { label: t('crowdfunding.public.phone'), hint: t('crowdfunding.public.phoneHint'), placeholder: '+228 90 00 00 00' }
  const mail = { label: t('crowdfunding.public.email'), hint: t('crowdfunding.public.emailHint') }
  return (
    <>
      <div className="fund-phone">
        <Field name="phone" type="tel" {...phone} autoComplete="tel" defaultValue={typed.phone} maxLength={30} required />
      </div>
      <Field name="name" label={t('crowdfunding.public.name')} autoComplete="name" defaultValue={typed.name} maxLength={120} required />
      {email ? (
        <p className="fund-soft">{t('crowdfunding.public.receiptTo', { email })}</p>
      ) : (
        <Field name="email" type="email" {...mail} autoComplete="email" defaultValue={typed.email} maxLength={200} />
      )}
    </>
  )
}

/** What the wall of thanks shows: folded until something of it was chosen. */
function OnTheWall({ typed }: { typed: Typed }) {
  const { t } = useText()
  const message = { label: t('crowdfunding.public.message'), hint: t('crowdfunding.public.messageHint') }
  return (
    <Disclosure title={t('crowdfunding.public.wallOptions')} open={Boolean(typed.message ?? typed.anonymous ?? typed.hideAmount)}>
      <div className="fund-options">
        <Field name="message" type="textarea" rows={2} {...message} defaultValue={typed.message} maxLength={500} />
        <CheckField name="anonymous" label={t('crowdfunding.public.anonymous')} hint={t('crowdfunding.public.anonymousHint')} defaultChecked={typed.anonymous === 'true'} />
        <CheckField name="hideAmount" label={t('crowdfunding.public.hideAmount')} defaultChecked={typed.hideAmount === 'true'} />
      </div>
    </Disclosure>
  )
}
