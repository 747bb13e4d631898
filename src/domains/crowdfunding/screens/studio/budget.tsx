import type { FormEvent } from 'react'
import { currencies, type Currency, shareOf } from '#platform/money'
import type { Submitted } from '#platform/page'
import { ChoiceField, Field } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Meter } from '#ui/progress'
import { useText } from '#ui/text'
import { models } from '../../types.ts'
import { FactsForm, useDesk } from './keeping.tsx'
import { ListForm } from './list-form.tsx'
import { spellings } from './lists.ts'
import type { Row } from './rows.ts'
import { amountOf, amountText, factText } from './written.ts'

/** How much, by when, on which terms, and what for. */
export function BudgetTab({ factsResult, listResult }: { factsResult: Submitted | null; listResult: Submitted | null }) {
  const { t } = useText()
  const { launched } = useDesk()
  return (
    <>
      <Section title={t('crowdfunding.studio.goalTitle')} lead={t('crowdfunding.studio.goalLead')}>
        {launched ? (
          <>
            <Notice>{t('crowdfunding.studio.termsFixed')}</Notice>
            <Fee />
          </>
        ) : (
          <div className="studio-beside">
            <Terms result={factsResult} />
            <Fee />
          </div>
        )}
      </Section>
      <Section title={t('crowdfunding.studio.budgetTitle')} lead={t('crowdfunding.studio.budgetLead')} id="f-budget">
        <ListForm
          part="budget"
          result={listResult}
          add={t('crowdfunding.studio.addLine')}
          called={(n) => t('crowdfunding.studio.lineN', { n })}
          spare={4}
          line={(row, name, place) => <BudgetLine row={row} name={name} place={place} />}
          sum={(rows) => <BudgetSum rows={rows} />}
        />
      </Section>
    </>
  )
}

/** What of the goal reaches the makers: the money as it will be parted. */
function Fee() {
  const { t, money, percent } = useText()
  const { view, project } = useDesk()
  const { goal, currency } = view.written.facts
  if (goal === 0) return null
  const fee = shareOf(goal, project.feeBasisPoints)
  const said = { goal: money(goal, currency), fee: money(fee, currency), share: percent(project.feeBasisPoints / 10_000), rest: money(goal - fee, currency) }
  return (
    <aside className="studio-fee">
      <p>
        <strong className="tabular">{said.rest}</strong>
      </p>
      <svg aria-hidden="true" width="100%" height="12">
        <rect width="100%" height="12" rx="6" className="studio-fee-kept" />
        <rect width={`${100 - project.feeBasisPoints / 100}%`} height="12" rx="6" />
      </svg>
      <p className="studio-soft">{t('crowdfunding.studio.feeSaid', said)}</p>
    </aside>
  )
}

function BudgetLine({ row, name, place }: { row: Row; name: (field: string) => string; place: number }) {
  const { t } = useText()
  const { currency } = useDesk().view.written.facts
  return (
    <>
      <Field
        name={name('label')}
        label={place === 0 ? t('crowdfunding.studio.lineLabel') : <Silent text={t('crowdfunding.studio.lineN', { n: place + 1 })} />}
        defaultValue={row.label}
        maxLength={160}
        required
      />
      <Field
        name={name('amount')}
        label={place === 0 ? t('crowdfunding.studio.lineAmountIn', { currency }) : <Silent text={t('crowdfunding.studio.lineAmountN', { n: place + 1 })} />}
        defaultValue={row.amount}
        inputMode="decimal"
        required
      />
    </>
  )
}

const Silent = ({ text }: { text: string }) => <span className="visually-hidden">{text}</span>

/** What the lines make together, beside the goal. */
function BudgetSum({ rows }: { rows: readonly Row[] }) {
  const { t, money } = useText()
  const { goal, currency } = useDesk().view.written.facts
  const sum = rows.reduce((all, row) => all + (amountOf(row.amount ?? '', currency) ?? 0), 0)
  const said = goal === 0 ? 'noGoal' : sum === goal ? 'even' : sum < goal ? 'below' : 'above'
  return (
    <div className="studio-sum" data-even={said === 'even' ? '' : undefined}>
      <Meter label={t('crowdfunding.studio.sum')} value={Math.min(sum, goal || sum)} max={goal || sum || 1} text={<strong>{money(sum, currency)}</strong>} />
      <p className="field-hint">{t(`crowdfunding.studio.sum.${said}`, { goal: money(goal, currency), gap: money(Math.abs(goal - sum), currency) })}</p>
    </div>
  )
}

/** Goal, currency, last day and model. */
function Terms({ result }: { result: Submitted | null }) {
  const respell = useRespelling()
  return (
    <div onInputCapture={respell}>
      <FactsForm result={result}>
        <Goal />
        <EndAndModel />
      </FactsForm>
    </div>
  )
}

/** In another currency the same figures are typed: 5 000 F become 5 000 €. All or nothing has no minimum. */
function useRespelling(): (event: FormEvent<HTMLElement>) => void {
  const { lang } = useText()
  const { view, keeper } = useDesk()
  const { facts, budget, rewards } = view.written
  return (event) => {
    const asked = event.target as HTMLInputElement
    if (asked.name === 'model' && asked.value === 'all-or-nothing') keeper?.putFacts({ minimum: null })
    if (asked.name !== 'currency' || !keeper) return
    const to = asked.value as Currency
    const again = (amount: number) => amountOf(amountText(amount, facts.currency, lang), to) ?? 0
    keeper.putFacts({ currency: to, goal: again(facts.goal), minimum: facts.minimum === null ? null : again(facts.minimum) })
    if (budget.length > 0) keeper.putList('budget', spellings.budget.read(spellings.budget.tell(budget, facts.currency, lang), to) ?? [])
    if (rewards.length > 0) keeper.putList('rewards', spellings.rewards.read(spellings.rewards.tell(rewards, facts.currency, lang), to) ?? [])
  }
}

function Goal() {
  const { t, lang } = useText()
  const { facts, rewards } = useDesk().view.written
  return (
    <div className="studio-pair">
      <Field
        name="goal"
        label={t('crowdfunding.studio.field.goal')}
        inputMode="decimal"
        defaultValue={factText(facts, 'goal', lang)}
        hint={t('crowdfunding.studio.goalHint')}
        required
      />
      <Field
        type="select"
        name="currency"
        label={t('crowdfunding.studio.field.currency')}
        hint={t(rewards.length > 0 ? 'crowdfunding.studio.currencyHint' : 'crowdfunding.studio.currencyFixed')}
        defaultValue={facts.currency}
        required
        options={currencies.map((value) => ({ value, label: t(`crowdfunding.studio.currency.${value}`) }))}
      />
    </div>
  )
}

function EndAndModel() {
  const { t, lang } = useText()
  const { facts } = useDesk().view.written
  return (
    <>
      <Field
        type="date"
        name="endsOn"
        label={t('crowdfunding.studio.field.endsOn')}
        hint={t('crowdfunding.studio.endsOnHint')}
        defaultValue={factText(facts, 'endsOn', lang)}
        required
      />
      <ChoiceField
        name="model"
        label={t('crowdfunding.studio.field.model')}
        defaultValue={facts.model}
        required
        options={models.map((value) => ({ value, label: t(`crowdfunding.studio.model.${value}`), hint: t(`crowdfunding.studio.model.${value}.hint`) }))}
      />
      <div className="studio-minimum">
        <Field
          name="minimum"
          label={t('crowdfunding.studio.field.minimum')}
          inputMode="decimal"
          defaultValue={factText(facts, 'minimum', lang)}
          hint={t('crowdfunding.studio.minimumHint')}
          unit={facts.currency}
          required={false}
        />
      </div>
    </>
  )
}
