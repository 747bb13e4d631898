import { CircleCheck } from 'lucide-react'
import { Link } from 'react-router'
import type { ReactNode } from 'react'
import type { Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section, Split } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { type Step, Steps } from '#ui/progress'
import { useText } from '#ui/text'
import type { StudioProject } from '../../schema.ts'
import { useDesk } from './keeping.tsx'
import { projectPlace, type WritingTab } from './tabs.ts'

type ResultOf = (intent: string) => Submitted | null

/** From a draft to a campaign: what is missing, what the reviewers said, the launch. */
export function ReviewTab({ resultOf }: { resultOf: ResultOf }) {
  const { t } = useText()
  const { project } = useDesk()
  return (
    <Split aside={<Way project={project} />}>
      <Act project={project} resultOf={resultOf} />
      <Section title={t('crowdfunding.studio.history')}>
        <Decisions decisions={project.decisions} />
      </Section>
      <Ends project={project} resultOf={resultOf} />
    </Split>
  )
}

/** Where the project stands on its way. */
function Way({ project }: { project: StudioProject }) {
  const { t } = useText()
  const { state } = project.funding
  const order = ['draft', 'submitted', 'approved', 'live', 'succeeded', 'completed']
  const at = order.indexOf(
    state === 'changes-asked' ? 'draft' : state === 'closing' ? 'live' : state === 'refused' ? 'submitted' : state === 'failed' || state === 'cancelled' ? 'succeeded' : state,
  )
  const stopped = ['refused', 'failed', 'cancelled'].includes(state)
  const items: Step[] = order.map((one, place) => ({
    label: t(`crowdfunding.studio.way.${place === at && stopped ? state : one}`),
    state: place < at || (place === at && state === 'completed') ? 'done' : place > at ? 'next' : stopped ? 'stopped' : 'current',
  }))
  return (
    <div className="studio-way">
      <Steps items={items} />
    </div>
  )
}

function Act({ project, resultOf }: { project: StudioProject; resultOf: ResultOf }) {
  const { state } = project.funding
  if (state === 'draft' || state === 'changes-asked') return <Submission project={project} result={resultOf('submit')} />
  if (state === 'approved') return <Launch project={project} result={resultOf('launch')} />
  return <Waiting project={project} />
}

function Waiting({ project }: { project: StudioProject }) {
  const { t } = useText()
  const { state } = project.funding
  return (
    <Section>
      <Notice kind={state === 'refused' ? 'bad' : state === 'submitted' ? 'info' : 'good'} title={t(`crowdfunding.studio.stands.${state}`)}>
        {t(`crowdfunding.studio.stands.${state}.text`)}
      </Notice>
    </Section>
  )
}

/** What a missing thing belongs to → where it is written. */
export const tabOfField: Readonly<Record<string, WritingTab>> = {
  goal: 'budget',
  minimum: 'budget',
  endsOn: 'budget',
  model: 'budget',
  currency: 'budget',
  budget: 'budget',
  rewards: 'rewards',
  team: 'team',
  documents: 'documents',
  milestones: 'milestones',
  payoutTo: 'milestones',
}

function Submission({ project, result }: { project: StudioProject; result: Submitted | null }) {
  const { t } = useText()
  const { missing } = project
  const asked = project.decisions.find(({ kind }) => kind === 'changes-asked')
  return (
    <Section title={t('crowdfunding.studio.submitTitle')} lead={t('crowdfunding.studio.submitLead')}>
      {project.funding.state === 'changes-asked' && asked?.note && (
        <Notice kind="warn" title={t('crowdfunding.studio.askedChanges')}>
          <p className="studio-words">{asked.note}</p>
        </Notice>
      )}
      {missing.length > 0 ? (
        <>
          <p>
            <strong>{t('crowdfunding.studio.missingTitle', { n: missing.length })}</strong>
          </p>
          <ul className="studio-missing">
            {missing.map(({ field, code, params }) => (
              <li key={`${field} ${code}`}>
                <Link to={`${projectPlace(project.id, tabOfField[field] ?? 'story')}#f-${field}`}>{t(code, params)}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="studio-ready">
          <Icon of={CircleCheck} /> {t('crowdfunding.studio.ready')}
        </p>
      )}
      <Form result={result} submit={missing.length === 0 ? t('crowdfunding.studio.submit') : undefined}>
        <Hidden values={{ intent: 'submit' }} />
        {missing.length === 0 && <Field type="textarea" rows={3} name="note" maxLength={4_000} label={t('crowdfunding.studio.submitNote')} />}
      </Form>
    </Section>
  )
}

function Launch({ project, result }: { project: StudioProject; result: Submitted | null }) {
  const { t, money, date } = useText()
  const { funding, model, endsOn } = project
  return (
    <Section title={t('crowdfunding.studio.launchTitle')} lead={t('crowdfunding.studio.launchLead')}>
      <ul className="studio-consequences">
        <li>{t('crowdfunding.studio.launch.terms', { goal: money(funding.goal, funding.currency), end: endsOn ? date(endsOn) : '—' })}</li>
        <li>{t(`crowdfunding.studio.model.${model}.hint`)}</li>
        <li>{t('crowdfunding.studio.launch.versions')}</li>
      </ul>
      <Form result={result} submit={t('crowdfunding.studio.launch')}>
        <Hidden values={{ intent: 'launch' }} />
      </Form>
    </Section>
  )
}

/** Everything that was submitted and answered, the latest first. */
export function Decisions({ decisions }: { decisions: StudioProject['decisions'] }) {
  const { t, dateTime } = useText()
  if (decisions.length === 0) return <p className="studio-soft">{t('crowdfunding.studio.noHistory')}</p>
  return (
    <ol className="studio-history">
      {decisions.map(({ kind, by, note, at }) => (
        <li key={`${kind} ${at.toISOString()}`} data-kind={kind}>
          <strong>{t(`crowdfunding.studio.did.${kind}`)}</strong> <span className="studio-soft">{[dateTime(at), by].filter(Boolean).join(' · ')}</span>
          {note && <p className="studio-words">{note}</p>}
        </li>
      ))}
    </ol>
  )
}

/** What cannot be taken back, folded. */
function Ends({ project, resultOf }: { project: StudioProject; resultOf: ResultOf }) {
  const { t } = useText()
  const { state } = project.funding
  const forms: ReactNode[] = []
  if (state === 'draft')
    forms.push(<End key="remove" intent="remove" title={t('crowdfunding.studio.remove')} text={t('crowdfunding.studio.removeText')} result={resultOf('remove')} />)
  if (state === 'live')
    forms.push(
      <End
        key="cancel"
        intent="cancel"
        title={t('crowdfunding.studio.cancel')}
        text={t('crowdfunding.studio.cancelText')}
        result={resultOf('cancel')}
        note={t('crowdfunding.studio.cancelNote')}
      />,
    )
  return forms.length > 0 && <Section>{forms}</Section>
}

function End({ intent, title, text, result, note }: { intent: string; title: string; text: string; result: Submitted | null; note?: string }) {
  return (
    <Disclosure title={title} open={result !== null}>
      <p>{text}</p>
      <Form result={result} submit={title} kind="danger">
        <Hidden values={{ intent }} />
        {note && <Field type="textarea" rows={3} name="note" label={note} required maxLength={4_000} />}
      </Form>
    </Disclosure>
  )
}
