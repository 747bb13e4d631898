import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { CheckField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { type Step, Steps } from '#ui/progress'
import { useText } from '#ui/text'
import type { StudioProject } from '../../schema.ts'
import { DocumentList, NewDocument } from '../studio/documents.tsx'
import { milestoneTones, usePayout } from '../studio/names.ts'

type Milestone = StudioProject['milestones'][number]
const looks: Readonly<Record<Milestone['state'], Step['state']>> = {
  waiting: 'next',
  asked: 'current',
  'sent-back': 'current',
  approved: 'current',
  paying: 'current',
  paid: 'done',
  stuck: 'stopped',
}

/** The path of the money to the makers: what is paid, what may be asked for now. */
export function Payouts({ project, result }: { project: StudioProject; result: Submitted | null }) {
  const { t, money, date, percent } = useText()
  const { milestones, funding, payoutTo, answers } = project
  const payout = usePayout()
  const askable = funding.state === 'succeeded' ? milestones.find(({ state }) => state === 'waiting' || state === 'sent-back') : undefined
  return (
    <>
      <Section
        title={t('crowdfunding.studio.payoutsTitle')}
        lead={t(
          `crowdfunding.studio.payoutsLead.${funding.state === 'succeeded' || funding.state === 'completed' ? 'open' : funding.state === 'live' || funding.state === 'closing' ? 'later' : 'never'}`,
        )}
      >
        <Steps
          items={milestones.map((one) => ({
            label: one.title,
            state: one === askable ? 'current' : looks[one.state],
            at: one.amount === null ? percent(one.basisPoints / 10_000) : money(one.amount, funding.currency),
            detail: (
              <>
                {one.text && <p>{one.text}</p>}
                <p>
                  <Badge tone={milestoneTones[one.state]}>{t(`crowdfunding.studio.milestone.${one.state}`)}</Badge>{' '}
                  {one.paidAt ? date(one.paidAt) : one.dueOn && t('crowdfunding.studio.dueOn', { date: date(one.dueOn) })}
                </p>
                {one.withheld > 0 && <p className="studio-soft">{t('crowdfunding.public.withheld', { amount: money(one.withheld, funding.currency) })}</p>}
              </>
            ),
          }))}
        />
        {payoutTo && (
          <p className="studio-soft">
            {t('crowdfunding.studio.paidTo')} {payout(payoutTo)}
          </p>
        )}
      </Section>
      {askable && <Request project={project} milestone={askable} answer={answers.find(({ milestoneId }) => milestoneId === askable.id)?.text} result={result} />}
    </>
  )
}

/** Asks for the money of one step: a word, and papers that prove it. */
function Request({ project, milestone, answer, result }: { project: StudioProject; milestone: Milestone; answer: string | undefined; result: Submitted | null }) {
  const { t, money } = useText()
  const { documents, funding } = project
  const papers = documents.filter(({ visibility }) => visibility === 'reviewers' || visibility === 'public')
  return (
    <Section
      id="request"
      title={t('crowdfunding.studio.requestTitle', { title: milestone.title })}
      lead={t('crowdfunding.studio.requestLead', { amount: money(milestone.amount ?? 0, funding.currency) })}
    >
      {milestone.state === 'sent-back' && (
        <Notice kind="warn" title={t('crowdfunding.studio.sentBack')}>
          {answer && <p className="studio-words">{answer}</p>}
        </Notice>
      )}
      <NewDocument tab="payouts" only="reviewers" />
      <Form result={result} submit={t('crowdfunding.studio.ask')}>
        <Hidden values={{ intent: 'request', milestoneId: milestone.id }} />
        <Fieldset legend={t('crowdfunding.studio.proofs')} hint={t('crowdfunding.studio.proofsHint')}>
          {papers.length === 0 && <DocumentList documents={papers} />}
          <div id="f-documentIds">
            {/* Two empty answers make a list even when every box is left empty. */}
            <input type="hidden" name="documentIds" value="" />
            <input type="hidden" name="documentIds" value="" />
            {papers.map(({ id, name }) => (
              <CheckField key={id} id={`proof-${id}`} name="documentIds" value={id} label={name} />
            ))}
          </div>
        </Fieldset>
        <Field type="textarea" rows={4} name="note" label={t('crowdfunding.studio.requestNote')} hint={t('crowdfunding.studio.requestNoteHint')} required maxLength={4_000} />
      </Form>
    </Section>
  )
}
