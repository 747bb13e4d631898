import { shareOf, split } from '#platform/money'
import type { Submitted } from '#platform/page'
import { ChoiceField, Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import { useDesk } from './keeping.tsx'
import { ListForm } from './list-form.tsx'
import { sharePoints } from './lists.ts'
import { usePayout } from './names.ts'
import type { Row } from './rows.ts'
import type { Offer } from './story.tsx'

/** In which steps the money is paid, and where to. */
export function MilestonesTab({ listResult, payoutResult, channels }: { listResult: Submitted | null; payoutResult: Submitted | null; channels: readonly Offer[] }) {
  const { t } = useText()
  const { launched } = useDesk()
  return (
    <>
      <Section title={t('crowdfunding.studio.milestonesTitle')} lead={t('crowdfunding.studio.milestonesLead')} id="f-milestones">
        {launched ? (
          <Promised />
        ) : (
          <ListForm
            part="milestones"
            layout="card"
            spare={3}
            result={listResult}
            add={t('crowdfunding.studio.addMilestone')}
            called={(n) => t('crowdfunding.studio.milestoneN', { n })}
            line={(row, name) => <MilestoneFields row={row} name={name} />}
            sum={(rows) => <Preview rows={rows} />}
          />
        )}
      </Section>
      <PayoutTo result={payoutResult} channels={channels} />
    </>
  )
}

/** Once launched, the steps are a promise: they are read. */
function Promised() {
  const { t, percent, date } = useText()
  const { project } = useDesk()
  return (
    <>
      <Notice>{t('crowdfunding.milestonesFixed')}</Notice>
      <ol className="studio-preview">
        {project.milestones.map(({ id, title, basisPoints, dueOn }) => (
          <li key={id}>
            <span>{title}</span>
            <span className="tabular">{[percent(basisPoints / 10_000), dueOn && date(dueOn, 'medium')].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

function MilestoneFields({ row, name }: { row: Row; name: (field: string) => string }) {
  const { t } = useText()
  return (
    <>
      <div className="studio-pair" data-of="share">
        <Field name={name('title')} label={t('crowdfunding.studio.milestoneTitle')} defaultValue={row.title} maxLength={160} required />
        <Field name={name('share')} label={t('crowdfunding.studio.milestoneShare')} defaultValue={row.share} inputMode="decimal" unit="%" required />
      </div>
      <div className="studio-pair" data-of="share">
        <Field name={name('text')} label={t('crowdfunding.studio.milestoneText')} defaultValue={row.text} maxLength={1_000} />
        <Field type="date" name={name('dueOn')} label={t('crowdfunding.studio.milestoneDue')} defaultValue={row.dueOn} />
      </div>
    </>
  )
}

/** What each step would be worth if exactly the goal were raised; nothing is lost to rounding. */
function Preview({ rows }: { rows: readonly Row[] }) {
  const { t, money, percent } = useText()
  const { view, project } = useDesk()
  const { goal, currency } = view.written.facts
  const shares = rows.map((row) => sharePoints(row.share ?? '') ?? 0)
  const sum = shares.reduce((all, one) => all + one, 0)
  const rest = goal - shareOf(goal, project.feeBasisPoints)
  const amounts = goal > 0 && sum === 10_000 ? split(rest, shares) : null
  return (
    <div className="studio-sum" data-even={sum === 10_000 ? '' : undefined}>
      <p>
        <strong className="tabular">{percent(sum / 10_000)}</strong>{' '}
        {t(sum === 10_000 ? 'crowdfunding.studio.shares.even' : 'crowdfunding.studio.shares.odd', { gap: percent(Math.abs(10_000 - sum) / 10_000) })}
      </p>
      {amounts && (
        <>
          <p className="field-hint">{t('crowdfunding.studio.preview.split', { rest: money(rest, currency), share: percent(project.feeBasisPoints / 10_000) })}</p>
          <ol className="studio-preview">
            {amounts.map((amount, place) => (
              <li key={place}>
                <span>{rows[place]?.title || t('crowdfunding.studio.milestoneN', { n: place + 1 })}</span>
                <span className="tabular">{money(amount, currency)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}

/** A wallet or a bank account. Never kept on the device: sent by its button, shown masked afterwards. */
function PayoutTo({ result, channels }: { result: Submitted | null; channels: readonly Offer[] }) {
  const { t } = useText()
  const { project } = useDesk()
  const { payoutTo } = project
  const payout = usePayout()
  const kinds = usePayoutKinds(channels.length > 0)
  return (
    <Section title={t('crowdfunding.studio.payoutTitle')} lead={t('crowdfunding.studio.payoutLead')} id="f-payoutTo">
      {payoutTo && (
        <Notice kind="good" title={t(`crowdfunding.studio.payoutTo.${payoutTo.kind}`)}>
          {payout(payoutTo)}
        </Notice>
      )}
      <Form result={result} submit={t(payoutTo ? 'crowdfunding.studio.changePayout' : 'crowdfunding.studio.savePayout')} kind="secondary">
        <Hidden values={{ intent: 'payout' }} />
        <div className="studio-payout">
          <ChoiceField
            name="kind"
            label={t('crowdfunding.studio.payoutKind')}
            defaultValue={channels.length > 0 ? (payoutTo?.kind ?? 'wallet') : 'bank'}
            required
            options={kinds}
          />
          <div className="studio-pair" data-for="wallet">
            <Field type="select" name="channel" label={t('crowdfunding.studio.payoutChannel')} options={channels} />
            <Field type="tel" name="phone" label={t('crowdfunding.studio.payoutPhone')} autoComplete="tel" hint={t('crowdfunding.studio.payoutPhoneHint')} />
          </div>
          <div className="studio-pair" data-for="bank">
            <Field name="iban" label={t('crowdfunding.studio.payoutIban')} autoComplete="off" maxLength={40} />
            <Field name="bic" label={t('crowdfunding.studio.payoutBic')} autoComplete="off" maxLength={14} hint={t('crowdfunding.studio.payoutBicHint')} />
          </div>
          <Field name="name" label={t('crowdfunding.studio.payoutName')} hint={t('crowdfunding.studio.payoutNameHint')} autoComplete="name" maxLength={120} required />
        </div>
      </Form>
    </Section>
  )
}

/** A bank account anywhere; a wallet where some provider pays out in the project's currency. */
function usePayoutKinds(wallets: boolean) {
  const { t } = useText()
  const kinds = wallets ? (['wallet', 'bank'] as const) : (['bank'] as const)
  return kinds.map((value) => ({ value, label: t(`crowdfunding.studio.payout.${value}`), hint: t(`crowdfunding.studio.payout.${value}.hint`) }))
}
