import { Button } from '#ui/button'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { useText } from '#ui/text'
import type { RuleRow } from '../store/holds.ts'
import type { Answered } from './holds.tsx'

type Rule = Pick<RuleRow, 'id' | 'kind' | 'action' | 'currency' | 'threshold' | 'minutes' | 'active' | 'source'>

/** Every rule with its figures, each changed on its own. */
export function Rules({ rules, answered }: { rules: readonly Rule[]; answered: Answered | undefined }) {
  const { t } = useText()
  return (
    <>
      <p className="text-soft">{t('payments.rulesLead')}</p>
      <ul className="money-lines">
        {rules.map((rule) => (
          <li key={rule.id}>
            <RuleForm rule={rule} answered={answered?.about === rule.id ? answered.result : null} />
          </li>
        ))}
      </ul>
    </>
  )
}

function RuleForm({ rule, answered }: { rule: Rule; answered: Answered['result'] | null }) {
  const { t, money, number } = useText()
  const isVelocity = rule.kind.startsWith('velocity')
  const now = rule.threshold === null ? null : isVelocity ? number(rule.threshold) : money(rule.threshold, rule.currency ?? 'XOF')
  return (
    <Form result={answered}>
      <div className="money-head">
        <strong>{t(`payments.rule.${rule.kind}`)}</strong>
        <span className="text-soft">
          {rule.currency ?? t('payments.allCurrencies')} · {t(`payments.action.${rule.action}`)}
          {now && ` · ${now}`}
          {rule.source && ` · ${rule.source}`}
        </span>
      </div>
      <Hidden values={{ ruleId: rule.id }} />
      <div className="money-filter">
        {rule.threshold !== null && (
          <Field
            id={`threshold-${rule.id}`}
            name="threshold"
            type="number"
            min={1}
            label={t('payments.threshold')}
            defaultValue={rule.threshold}
            unit={isVelocity ? undefined : t('payments.minor', { currency: rule.currency ?? '' })}
            required
          />
        )}
        {rule.minutes !== null && <Field id={`minutes-${rule.id}`} name="minutes" type="number" min={1} label={t('payments.minutes')} defaultValue={rule.minutes} required />}
        <CheckField id={`active-${rule.id}`} name="active" label={t('payments.active')} defaultChecked={rule.active} />
        <Button type="submit" aria-label={`${t('payments.change')} : ${t(`payments.rule.${rule.kind}`)} ${rule.currency ?? ''}`}>
          {t('payments.change')}
        </Button>
      </div>
    </Form>
  )
}
