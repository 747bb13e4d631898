import { Download, RotateCcw, Undo2 } from 'lucide-react'
import { toMajor } from '#platform/money'
import type { Submitted } from '#platform/page'
import { Button, ButtonRow, LinkButton } from '#ui/button'
import { Facts } from '#ui/card'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { RefusalNote } from '#ui/notice'
import { Dialog, DialogButton } from '#ui/overlay'
import { Pattern } from '#ui/pattern'
import { StatusLine } from '#ui/progress'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import { methodKey, type Typed } from './contribute-form.ts'
import { Sendable } from './confirm.tsx'
import type { Shown } from './contribution.tsx'
import { FundingBar } from '../public/funding-bar.tsx'
import { useMethodName } from './method-choice.tsx'
import { Share } from '../public/project-head.tsx'
import { SandboxNote } from './waiting.tsx'

export interface PartProps {
  shown: Shown
  result: Submitted | null
}

/** The money is there: thanks, the receipt, and one more who may hear of it. */
export function Thanks({ shown: { contribution, project, origin } }: PartProps) {
  const { t, money } = useText()
  const { receiptHref, project: about, sandbox } = contribution
  const { funding } = project
  return (
    <>
      <div className="fund-cloth">
        <Pattern name="weave" />
      </div>
      {sandbox && <SandboxNote />}
      <FundingBar funding={funding} size="large" />
      <p className="tabular">{t('crowdfunding.public.endFigures', { percent: funding.percent, raised: money(funding.raised, funding.currency) })}</p>
      <Summary contribution={contribution} />
      <ButtonRow>
        {receiptHref && (
          <LinkButton kind="primary" href={receiptHref} icon={<Icon of={Download} />} download>
            {t('crowdfunding.public.getReceipt')}
          </LinkButton>
        )}
        <LinkButton href={`/karangou/projects/${about.slug}?view=wall#views`}>{t('crowdfunding.public.seeWall')}</LinkButton>
        <Share title={about.title} url={`${origin}/karangou/projects/${about.slug}?from=shared`} />
      </ButtonRow>
    </>
  )
}

/** A promise: nothing is taken before the project succeeds. */
export function Pledged({ shown: { contribution, origin } }: PartProps) {
  const { t } = useText()
  const { project, sandbox } = contribution
  return (
    <>
      {sandbox && <SandboxNote />}
      <Summary contribution={contribution} />
      <ButtonRow>
        <LinkButton href={`/karangou/projects/${project.slug}`}>{t('crowdfunding.public.backToProject')}</LinkButton>
        <Share title={project.title} url={`${origin}/karangou/projects/${project.slug}?from=shared`} />
      </ButtonRow>
    </>
  )
}

function Summary({ contribution: { amount, currency, number, reward, channel, confirmedAt, createdAt, name, anonymous } }: { contribution: Shown['contribution'] }) {
  const { t, money, dateTime } = useText()
  const method = useMethodName()
  return (
    <Facts
      items={[
        { label: t('crowdfunding.public.amount'), value: money(amount, currency) },
        { label: t('crowdfunding.public.reward'), value: reward?.title },
        { label: t('crowdfunding.public.paidBy'), value: method({ channel }) },
        { label: t('crowdfunding.public.onTheWall'), value: anonymous ? t('crowdfunding.public.someone') : name },
        { label: t('crowdfunding.public.on'), value: t('crowdfunding.public.utc', { date: dateTime(confirmedAt ?? createdAt) }) },
        { label: t('crowdfunding.public.receiptNumber'), value: number },
      ]}
    />
  )
}

/** Nothing was taken. What happened, and one tap to try again with everything that was typed. */
export function Failed({ shown: { contribution, key }, result }: PartProps) {
  const { t, money } = useText()
  const { reason, state, project, amount, currency, reward, provider, channel, name, email, message, shipping, anonymous, hideAmount } = contribution
  const typed: Typed = {
    amount: toMajor({ amount, currency }),
    rewardId: reward?.id,
    method: `${provider}/${channel}`,
    name,
    email: email ?? undefined,
    message: message ?? undefined,
    shipping: shipping ?? undefined,
    ...(anonymous ? { anonymous: 'true' } : {}),
    ...(hideAmount ? { hideAmount: 'true' } : {}),
  }
  return (
    <>
      <p>{t(state === 'expired' || !reason ? 'crowdfunding.public.nothingTaken' : `payments.reason.${reason}`)}</p>
      {project.state === 'live' ? (
        <>
          <Form result={result} className="form fund-send">
            <Hidden values={{ intent: 'again', idempotencyKey: key }} />
            <Button type="submit" kind="primary" size="large" className="fund-main" icon={<Icon of={RotateCcw} />}>
              {t('crowdfunding.public.retry', { amount: money(amount, currency) })}
            </Button>
          </Form>
          <Sendable typed={typed} intent="change" action={`/karangou/projects/${project.slug}/contribute`}>
            <Button type="submit" kind="quiet">
              {t('crowdfunding.public.otherWay')}
            </Button>
          </Sendable>
        </>
      ) : (
        <LinkButton href={`/karangou/projects/${project.slug}`}>{t('crowdfunding.public.backToProject')}</LinkButton>
      )}
      <p className="fund-soft">{t('crowdfunding.public.keptAll')}</p>
    </>
  )
}

/** On its way back, or back; or taken back by the bank of whoever gave. */
export function Returned({ shown: { contribution } }: PartProps) {
  const { t } = useText()
  return (
    <>
      {contribution.state !== 'refunded' && contribution.state !== 'disputed' && <StatusLine live>{t('crowdfunding.public.refundMoving')}</StatusLine>}
      <Summary contribution={contribution} />
      {contribution.receiptHref && (
        <LinkButton href={contribution.receiptHref} icon={<Icon of={Download} />} download>
          {t('crowdfunding.public.getReceipt')}
        </LinkButton>
      )}
    </>
  )
}

/** The wallet the money came from cannot be reached: another one is asked. */
export function RefundStuck({ shown: { contribution, methods, key }, result }: PartProps) {
  const { t, lang } = useText()
  const name = useMethodName()
  const wallets = methods.filter((one) => one.flow === 'push')
  const options = wallets.map((one) => ({ value: one.channel, label: [name(one), one.country && countryName(lang, one.country)].filter(Boolean).join(' · ') }))
  return (
    <>
      <Form result={result} submit={t('crowdfunding.public.walletSend')}>
        <Hidden values={{ intent: 'wallet', idempotencyKey: key }} />
        <Field
          type="select"
          name="channel"
          label={t('crowdfunding.public.wallet')}
          options={options}
          defaultValue={wallets.find((one) => methodKey(one) === `${contribution.provider}/${contribution.channel}`)?.channel}
          required
        />
        <Field type="tel" name="phone" label={t('crowdfunding.public.walletPhone')} autoComplete="tel" placeholder="+228 90 00 00 00" maxLength={30} required />
        <Field
          name="name"
          label={t('crowdfunding.public.walletName')}
          hint={t('crowdfunding.public.walletNameHint')}
          autoComplete="name"
          defaultValue={contribution.name}
          maxLength={120}
        />
      </Form>
      <Summary contribution={contribution} />
    </>
  )
}

/** Taking it back, while the project allows it: said, confirmed, done. */
export function Refund({ shown: { contribution, key }, result }: PartProps) {
  const { t, money } = useText()
  if (!contribution.refundable) return null
  const amount = money(contribution.amount, contribution.currency)
  // Nothing is paid yet: there is something to give up, nothing to give back.
  const say = (what: 'Hint' | 'Ask' | 'Sure' | 'Text' | 'Do') =>
    t(`crowdfunding.public.${contribution.state === 'pending' || contribution.state === 'pledged' ? 'giveUp' : 'takeBack'}${what}`, { amount, title: contribution.project.title })
  return (
    <div className="fund-refund">
      {result && !result.ok && <RefusalNote refusal={result.refusal} />}
      <p className="fund-soft">{say('Hint')}</p>
      <DialogButton dialog="refund" kind="quiet" size="small" icon={<Icon of={Undo2} size="small" />}>
        {say('Ask')}
      </DialogButton>
      <Dialog id="refund" title={say('Sure')}>
        <p>{say('Text')}</p>
        <Form className="form fund-send">
          <Hidden values={{ intent: 'refund', idempotencyKey: key }} />
          <Button type="submit" kind="danger" icon={<Icon of={Undo2} />}>
            {say('Do')}
          </Button>
        </Form>
      </Dialog>
    </div>
  )
}
