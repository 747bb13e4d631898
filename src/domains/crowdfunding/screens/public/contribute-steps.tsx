import { ArrowRight, Check, Lock, PenLine } from 'lucide-react'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { toMajor } from '#platform/money'
import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Facts } from '#ui/card'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { HeadTitle } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { Project, ReadPhone } from '../../schema.ts'
import { amountOf, type Method, methodKey, suggested, type Typed } from './contribute-form.ts'
import { MethodChoice, useMethodName } from './method-choice.tsx'
import { contributeHref, Terms } from './project-head.tsx'
import { projectHref } from './project-tile.tsx'
import { RewardWords } from './rewards.tsx'
import { SandboxNote } from './waiting.tsx'

type Asked = Pick<Project, 'id' | 'slug' | 'title' | 'cover' | 'makers' | 'country' | 'model' | 'funding' | 'rewards' | 'language'>

export type ReadNumber = z.output<typeof ReadPhone>

export interface StepProps {
  project: Asked
  methods: readonly Method[]
  typed: Typed
  email: string | null
  result: Submitted | null
}

const titles = ['crowdfunding.public.step1', 'crowdfunding.public.step2', 'crowdfunding.public.step3'] as const

/** Which project, which step, what is asked here. */
export function Way({ project, step, title }: { project: Asked; step: 1 | 2 | 3; title?: string }) {
  const { t } = useText()
  const asked = title ?? t(titles[step - 1]!)
  return (
    <header className="fund-way">
      <HeadTitle title={`${asked} · ${project.title} · Karangou`} />
      <a className="fund-way-project" href={projectHref(project.slug)}>
        <Poster title={project.title} picture={project.cover} ratio="wide" sizes="6rem" decorative />
        <span>
          <strong>{project.title}</strong>
          <span className="fund-soft">{project.makers}</span>
        </span>
      </a>
      {!title && (
        <p className="eyebrow">
          <progress max={3} value={step} aria-hidden="true" />
          {t('crowdfunding.public.step', { step })}
        </p>
      )}
      <h1>{asked}</h1>
    </header>
  )
}

/** Step 1: a sum, or a reward. Every choice is a link, so one tap is enough. */
export function Amount({ project, methods, typed }: StepProps) {
  const { t, number } = useText()
  const { currency } = project.funding
  const round = (amount: number) => number(Number(toMajor({ amount, currency })), { style: 'currency', currency, maximumFractionDigits: 0 })
  const rewards = project.rewards.filter((one) => one.left !== 0).toSorted((a, b) => a.amount - b.amount)
  return (
    <>
      <nav className="fund-sums" aria-label={t('crowdfunding.public.sums')}>
        {suggested(currency, methods).map((amount) => (
          <a key={amount} href={contributeHref(project.slug, sourceOf(typed), { amount: toMajor({ amount, currency }) })}>
            {round(amount)}
          </a>
        ))}
      </nav>
      <form className="fund-free" action={`/karangou/projects/${project.slug}/contribute`}>
        <Hidden values={{ from: sourceOf(typed) }} />
        <Field name="amount" label={t('crowdfunding.public.otherSum')} inputMode="decimal" autoComplete="off" unit={unitOf(currency)} maxLength={12} required />
        <Button type="submit" size="large" icon={<Icon of={ArrowRight} />}>
          {t('crowdfunding.public.next')}
        </Button>
      </form>
      {rewards.length > 0 && (
        <section className="fund-step-rewards">
          <h2>{t('crowdfunding.public.orReward')}</h2>
          <ul>
            {rewards.map((reward) => (
              <li key={reward.id} className="fund-reward">
                <RewardWords reward={reward} currency={currency} language={project.language} />
                <LinkButton
                  size="small"
                  href={contributeHref(project.slug, sourceOf(typed), { reward: reward.id })}
                  aria-label={t('crowdfunding.public.chooseReward', { title: reward.title })}
                >
                  {t('crowdfunding.public.choose')}
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const sourceOf = (typed: Typed) => (typed.source ?? 'project') as 'project'
const unitOf = (currency: string): string => ({ XOF: 'F\u00a0CFA', XAF: 'F\u00a0CFA', EUR: '€', USD: '$', GBP: '£' })[currency] ?? currency

/** Step 2: how one pays, and by what name. */
export function Details({ project, methods, typed, email, result }: StepProps) {
  const { t } = useText()
  const reward = project.rewards.find((one) => one.id === typed.rewardId)
  return (
    <Form result={result} className="form fund-pay" noValidate>
      <Hidden values={{ intent: 'review', rewardId: typed.rewardId, source: typed.source }} />
      <div className="fund-chosen">
        {reward && <Chosen reward={reward.title} slug={project.slug} />}
        <Field
          name="amount"
          label={t('crowdfunding.public.amount')}
          hint={reward && t('crowdfunding.public.moreThanReward')}
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          defaultValue={typed.amount}
          unit={unitOf(project.funding.currency)}
          required
        />
      </div>
      {methods.length > 0 && methods.every((one) => one.sandbox) && <SandboxNote />}
      <MethodChoice methods={methods} country={project.country} chosen={typed.method} />
      <div className="fund-phone">
        <Field
          name="phone"
          type="tel"
          label={t('crowdfunding.public.phone')}
          hint={t('crowdfunding.public.phoneHint')}
          autoComplete="tel"
          placeholder="+228 90 00 00 00"
          defaultValue={typed.phone}
          maxLength={30}
          required
        />
      </div>
      <Field name="name" label={t('crowdfunding.public.name')} autoComplete="name" defaultValue={typed.name} maxLength={120} required />
      {email ? (
        <p className="fund-soft">{t('crowdfunding.public.receiptTo', { email })}</p>
      ) : (
        <Field
          name="email"
          type="email"
          label={t('crowdfunding.public.email')}
          hint={t('crowdfunding.public.emailHint')}
          autoComplete="email"
          defaultValue={typed.email}
          maxLength={200}
        />
      )}
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
      <Disclosure title={t('crowdfunding.public.wallOptions')} open={Boolean(typed.message ?? typed.anonymous ?? typed.hideAmount)}>
        <div className="fund-options">
          <Field
            name="message"
            type="textarea"
            rows={2}
            label={t('crowdfunding.public.message')}
            hint={t('crowdfunding.public.messageHint')}
            defaultValue={typed.message}
            maxLength={500}
          />
          <CheckField name="anonymous" label={t('crowdfunding.public.anonymous')} hint={t('crowdfunding.public.anonymousHint')} defaultChecked={typed.anonymous === 'true'} />
          <CheckField name="hideAmount" label={t('crowdfunding.public.hideAmount')} defaultChecked={typed.hideAmount === 'true'} />
        </div>
      </Disclosure>
      <div className="btn-row">
        <Button type="submit" kind="primary" size="large" icon={<Icon of={ArrowRight} />}>
          {t('crowdfunding.public.check')}
        </Button>
      </div>
      <Terms project={project} />
    </Form>
  )
}

function Chosen({ reward, slug }: { reward: string; slug: string }) {
  const { t } = useText()
  return (
    <p>
      <Icon of={Check} size="small" /> {t('crowdfunding.public.withReward', { reward })}{' '}
      <a className="link" href={`/karangou/projects/${slug}/contribute`}>
        {t('crowdfunding.public.change')}
      </a>
    </p>
  )
}

/** Step 3: everything once more, then the one button that costs money. */
export function Confirm({ project, methods, typed, email, idempotencyKey, phone }: StepProps & { idempotencyKey: string | null; phone: ReadNumber | null }) {
  const { t, money } = useText()
  const { currency } = project.funding
  const nameOf = useMethodName()
  const method = methods.find((one) => methodKey(one) === typed.method)
  const reward = project.rewards.find((one) => one.id === typed.rewardId)
  const amount = money(amountOf(typed, currency) ?? 0, currency)
  const shownAs = typed.anonymous ? t('crowdfunding.public.someone') : typed.name
  const contact = email ?? typed.email ?? typed.phone
  return (
    <>
      <div className="card fund-confirm">
        <p className="fund-raised">
          <strong className="tabular">{amount}</strong>
          <span>{t('crowdfunding.public.forProject', { title: project.title })}</span>
        </p>
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

/** A form that carries everything typed so far without asking it again. */
export function Sendable({
  typed,
  intent,
  idempotencyKey,
  action,
  children,
}: {
  typed: Typed
  intent: string
  idempotencyKey?: string | null
  action?: string
  children: ReactNode
}) {
  return (
    <Form action={action} className="fund-send">
      <Hidden values={{ ...typed, intent, idempotencyKey: idempotencyKey ?? undefined }} />
      {children}
    </Form>
  )
}
