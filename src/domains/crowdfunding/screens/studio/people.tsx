import type { Submitted } from '#platform/page'
import { CheckField, Field, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import { useDesk } from './keeping.tsx'
import { ListForm } from './list-form.tsx'
import type { Row } from './rows.ts'

type Name = (field: string) => string

/** What contributors receive, in the order they are shown. */
export function RewardsTab({ result }: { result: Submitted | null }) {
  const { t } = useText()
  const { launched } = useDesk()
  return (
    <Section title={t('crowdfunding.studio.rewardsTitle')} lead={t('crowdfunding.studio.rewardsLead')} id="f-rewards">
      {launched && <Notice>{t('crowdfunding.studio.rewardsFixed')}</Notice>}
      <ListForm
        part="rewards"
        layout="card"
        spare={2}
        result={result}
        add={t('crowdfunding.studio.addReward')}
        called={(n) => t('crowdfunding.studio.rewardN', { n })}
        line={(row, name) => <RewardFields row={row} name={name} />}
      />
    </Section>
  )
}

function RewardFields({ row, name }: { row: Row; name: Name }) {
  const { t } = useText()
  const { view, launched } = useDesk()
  const { currency } = view.written.facts
  const promised = launched && Boolean(row.id)
  return (
    <>
      <div className="studio-pair">
        <Field name={name('title')} label={t('crowdfunding.studio.rewardTitle')} readOnly={promised} defaultValue={row.title} maxLength={120} required />
        <Field name={name('amount')} label={t('crowdfunding.studio.rewardAmount')} readOnly={promised} defaultValue={row.amount} inputMode="decimal" unit={currency} required />
      </div>
      <Field type="textarea" rows={3} name={name('text')} label={t('crowdfunding.studio.rewardText')} readOnly={promised} defaultValue={row.text} maxLength={1_000} />
      <RewardPlaces row={row} name={name} promised={promised} />
    </>
  )
}

/** How many, by when, and whether it travels. */
function RewardPlaces({ row, name, promised }: { row: Row; name: Name; promised: boolean }) {
  const { t } = useText()
  return (
    <>
      <div className="studio-pair">
        <Field
          type="number"
          min={1}
          max={1_000_000}
          name={name('quantity')}
          label={t('crowdfunding.studio.rewardQuantity')}
          hint={t('crowdfunding.studio.rewardQuantityHint')}
          defaultValue={row.quantity}
          inputMode="numeric"
        />
        <Field
          type="date"
          name={name('deliveredBy')}
          label={t('crowdfunding.studio.rewardBy')}
          readOnly={promised}
          hint={t('crowdfunding.studio.rewardByHint')}
          defaultValue={row.deliveredBy}
        />
      </div>
      {promised ? (
        row.shipped === 'true' && <Hidden values={{ [name('shipped')]: 'true' }} />
      ) : (
        <CheckField
          name={name('shipped')}
          label={t('crowdfunding.studio.rewardShipped')}
          hint={t('crowdfunding.studio.rewardShippedHint')}
          defaultChecked={row.shipped === 'true'}
        />
      )}
    </>
  )
}

/** Who makes the film. */
export function TeamTab({ result }: { result: Submitted | null }) {
  const { t } = useText()
  return (
    <Section title={t('crowdfunding.studio.teamTitle')} lead={t('crowdfunding.studio.teamLead')} id="f-team">
      <ListForm
        part="team"
        layout="card"
        spare={2}
        result={result}
        add={t('crowdfunding.studio.addPerson')}
        called={(n) => t('crowdfunding.studio.personN', { n })}
        line={(row, name) => (
          <>
            <div className="studio-pair">
              <Field name={name('name')} label={t('crowdfunding.studio.personName')} defaultValue={row.name} maxLength={120} required />
              <Field name={name('role')} label={t('crowdfunding.studio.personRole')} defaultValue={row.role} maxLength={120} />
            </div>
            <Field type="textarea" rows={3} name={name('bio')} label={t('crowdfunding.studio.personBio')} defaultValue={row.bio} maxLength={1_000} />
          </>
        )}
      />
    </Section>
  )
}
