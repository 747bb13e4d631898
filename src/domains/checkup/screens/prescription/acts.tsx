import type { Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Card } from '#ui/card'
import { Field, Form, Hidden } from '#ui/form'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { toldWays } from '../../rules/prescription/plan.ts'
import { offers } from '../../rules/prescription/offers.ts'
import type { Prescription } from '../../schema/prescription.ts'
import type { Sent } from './intents.ts'
import { Talk } from './talk.tsx'

interface Props {
  plan: Prescription
  sent?: Sent
}
const resultOf = (sent: Sent | undefined, intent: string): Submitted | null => (sent?.intent === intent ? sent.result : null)

/** Beside the plan: what was said, and what else can be done with it. */
export function PlanAside({ plan, sent }: Props) {
  const { t } = useText()
  return (
    <div className="plan-aside">
      {plan.sentVersion !== null && (
        <Card title={t('checkup.plan.talk')}>
          {plan.remarks.length > 0 ? <Talk remarks={plan.remarks} withLine /> : <p className="text-soft">{t('checkup.plan.noTalk')}</p>}
          <Form result={resultOf(sent, 'answer')} submit={t('checkup.plan.answer')} kind="secondary">
            <Hidden values={{ intent: 'answer' }} />
            <Field name="body" id="answer-body" label={t('checkup.plan.answerLabel', { name: plan.artist.name })} type="textarea" rows={3} maxLength={4000} required />
          </Form>
        </Card>
      )}
      <Link plan={plan} sent={sent} />
      {plan.state === 'sent' && <Told plan={plan} sent={sent} />}
      {plan.isEditable && <Renew plan={plan} sent={sent} />}
      {(plan.isEditable || plan.state === 'accepted') && <Withdraw sent={sent} />}
    </div>
  )
}

/** How the artist is reached, and a link to pass on. */
function Link({ plan, sent }: Props) {
  const { t, date } = useText()
  const done = resultOf(sent, 'invite')
  const given = done?.ok ? (done.output as { link: string | null; expiresAt: string | Date }) : null
  return (
    <Card title={t('checkup.plan.space')}>
      <p>{t(`checkup.plan.reach.${plan.reach}`, { name: plan.artist.name })}</p>
      {given?.link && (
        <Notice kind="good" title={t('checkup.plan.linkReady')}>
          <input className="plan-link" readOnly aria-label={t('checkup.plan.linkReady')} value={given.link} onFocus={(event) => event.currentTarget.select()} />
          <p>{t('checkup.plan.linkUntil', { date: date(new Date(given.expiresAt)) })}</p>
        </Notice>
      )}
      {given && !given.link && <Notice kind="good">{t('checkup.plan.letterSent')}</Notice>}
      {plan.reach !== 'account' && (
        <Form result={done}>
          <Hidden values={{ intent: 'invite', recordId: plan.artist.id }} />
          <div className="btn-row">
            {plan.reach === 'mail' && (
              <Button type="submit" size="small" name="by" value="letter">
                {t('checkup.plan.inviteByLetter')}
              </Button>
            )}
            <Button type="submit" size="small" name="by" value="hand">
              {t('checkup.plan.inviteByHand')}
            </Button>
          </div>
        </Form>
      )}
    </Card>
  )
}

function Told({ plan, sent }: Props) {
  const { t } = useText()
  const result = resultOf(sent, 'told')
  return (
    <Disclosure title={t('checkup.plan.told')} open={result !== null}>
      <p className="text-soft">{t('checkup.plan.toldLead')}</p>
      <Form result={result} submit={t('checkup.plan.toldSave')} kind="secondary">
        <Hidden values={{ intent: 'told', version: plan.sentVersion ?? 1 }} />
        <Field name="how" label={t('checkup.plan.toldHow')} type="select" options={toldWays.map((value) => ({ value, label: t(`checkup.plan.how.${value}`) }))} required />
        <Field name="note" id="told-note" label={t('checkup.plan.toldNote')} type="textarea" rows={2} maxLength={2000} required />
      </Form>
    </Disclosure>
  )
}

function Renew({ plan, sent }: Props) {
  const { t } = useText()
  const result = resultOf(sent, 'renew')
  return (
    <Disclosure title={t('checkup.plan.renew')} open={result !== null}>
      <p className="text-soft">{t('checkup.plan.renewLead')}</p>
      <Form result={result} submit={t('checkup.plan.renewAct')} kind="secondary">
        <Hidden values={{ intent: 'renew', version: plan.version }} />
        <Field
          name="offer"
          id="renew-offer"
          label={t('checkup.plan.offer')}
          type="select"
          defaultValue={plan.offer}
          options={offers.map((value) => ({ value, label: t(`checkup.plan.offer.${value}`) }))}
          required
        />
        <Field name="startsOn" id="renew-startsOn" label={t('checkup.plan.startsOn')} type="date" defaultValue={plan.startsOn} required />
        <Field name="hoursWeek" id="renew-hoursWeek" label={t('checkup.plan.hoursWeek')} type="number" min={1} max={40} defaultValue={plan.hoursWeek} required />
      </Form>
    </Disclosure>
  )
}

function Withdraw({ sent }: Pick<Props, 'sent'>) {
  const { t } = useText()
  const result = resultOf(sent, 'withdraw')
  return (
    <Disclosure title={t('checkup.plan.withdraw')} open={result !== null}>
      <p className="text-soft">{t('checkup.plan.withdrawLead')}</p>
      <Form result={result} submit={t('checkup.plan.withdrawAct')} kind="danger">
        <Hidden values={{ intent: 'withdraw' }} />
        <Field name="note" id="withdraw-note" label={t('checkup.plan.withdrawNote')} maxLength={2000} />
      </Form>
    </Disclosure>
  )
}

/** The paper, in both languages. */
export function Papers({ id, lang }: { id: string; lang: string }) {
  const { t } = useText()
  const to = (one: string): string => `/api/v1/prescriptions/${id}/plan.pdf?lang=${one}`
  const other = lang === 'fr' ? 'en' : 'fr'
  return (
    <>
      <LinkButton href={to(lang)}>{t('checkup.plan.pdf')}</LinkButton>
      <LinkButton kind="quiet" href={to(other)} hrefLang={other}>
        {t('checkup.plan.pdfOther')}
      </LinkButton>
    </>
  )
}
