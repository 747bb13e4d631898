import { CircleCheck, CircleDashed } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { split, shareOf } from '#platform/money'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Card, Facts } from '#ui/card'
import { ChoiceField, Field, Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section, Split } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import type { operations } from '../../operations.ts'
import type { StudioProject } from '../../schema.ts'
import { projectVerdicts } from '../../types.ts'
import { ProjectCover } from '../public/project-cover.tsx'
import { Prose } from '../public/prose.tsx'
import { DocumentList } from '../studio/documents.tsx'
import { tones, usePayout } from '../studio/names.ts'
import { Decisions } from '../studio/submission.tsx'
import '../studio/studio.css'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const project = await callerOf<typeof operations>(context, 'crowdfunding').getStudioProject({ id: params.id ?? '' })
  const own = actor.kind === 'person' && actor.memberships.some(({ workspaceId }) => workspaceId === project.workspaceId)
  return { project, own }
}

export async function action({ context, params, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const done = await pageOf(context).submit('crowdfunding.decideProject', await request.formData(), { id: params.id })
  return done.ok ? redirect('/karangou/review/projects', 303) : done
}

/** Everything a reviewer needs to answer: what anyone will read, what only reviewers read, what is written and what is not. */
export default function ReviewProject({ loaderData: { project, own }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  const { t } = useText()
  const { state } = project.funding
  return (
    <Page width="wide">
      <PageHead
        title={project.title}
        tab={`${project.title} · ${t('crowdfunding.studio.reviewNav')}`}
        eyebrow={<a href="/karangou/review/projects">{t('crowdfunding.studio.reviewTitle')}</a>}
        lead={
          <>
            <Badge tone={tones[state]}>{t(`crowdfunding.studio.state.${state}`)}</Badge> {project.workspaceName}
          </>
        }
        actions={
          state === 'submitted' &&
          !own && (
            <LinkButton kind="primary" href="#decide">
              {t('crowdfunding.studio.answer')}
            </LinkButton>
          )
        }
      />
      {own && <Notice kind="warn">{t('crowdfunding.ownWorkspace')}</Notice>}
      <Split aside={<Aside project={project} />}>
        <Read project={project} />
        {state === 'submitted' && !own ? (
          <Decide result={actionData} />
        ) : (
          <Section>
            <Notice>{t('crowdfunding.notUnderReview')}</Notice>
          </Section>
        )}
        <Section title={t('crowdfunding.studio.history')}>
          <Decisions decisions={project.decisions} />
        </Section>
      </Split>
    </Page>
  )
}

/** What is there and what is not, at a glance; then the terms. */
function Aside({ project }: { project: StudioProject }) {
  const { t, lang, money, date } = useText()
  const payout = usePayout()
  const { funding, model, endsOn, country, payoutTo, minimum, films } = project
  return (
    <div className="studio-aside">
      <Card title={t('crowdfunding.studio.terms')}>
        <Facts
          items={[
            { label: t('crowdfunding.studio.field.goal'), value: money(funding.goal, funding.currency) },
            { label: t('crowdfunding.studio.field.model'), value: t(`crowdfunding.studio.model.${model}`) },
            { label: t('crowdfunding.studio.field.minimum'), value: minimum !== null && money(minimum, funding.currency) },
            { label: t('crowdfunding.studio.field.endsOn'), value: endsOn && date(endsOn) },
            { label: t('crowdfunding.studio.field.country'), value: country && countryName(lang, country) },
            { label: t('crowdfunding.studio.house'), value: project.workspaceName },
            { label: t('crowdfunding.studio.payoutTitle'), value: payoutTo && payout(payoutTo) },
            { label: t('crowdfunding.studio.film'), value: films[0] && <a href={`/karangou/films/${films[0].slug}`}>{films[0].title}</a> },
          ].filter(({ value }) => value !== false && value !== undefined)}
        />
      </Card>
      <Card title={t('crowdfunding.studio.checklist')}>
        <Checklist project={project} />
      </Card>
    </div>
  )
}

function Checklist({ project }: { project: StudioProject }) {
  const { t } = useText()
  const rows: readonly (readonly [string, boolean, number?])[] = [
    ['story', project.story.length > 0],
    ['risks', project.risks.length > 0],
    ['video', project.videoTitleId !== null],
    ['cover', project.cover !== null],
    ['budget', project.budget.length > 0 && project.budget.reduce((sum, { amount }) => sum + amount, 0) >= project.funding.goal, project.budget.length],
    ['rewards', project.rewards.length > 0, project.rewards.length],
    ['team', project.team.length > 0, project.team.length],
    ['documents', project.documents.length > 0, project.documents.length],
    ['milestones', project.milestones.length > 0, project.milestones.length],
    ['payoutTo', project.payoutTo !== null],
  ]
  return (
    <ul className="studio-checklist">
      {rows.map(([name, there, count]) => (
        <li key={name} data-there={there ? '' : undefined}>
          <Icon of={there ? CircleCheck : CircleDashed} size="small" label={t(there ? 'crowdfunding.studio.there' : 'crowdfunding.studio.notThere')} />
          <a href={`#r-${name}`}>{t(`crowdfunding.studio.piece.${name}`)}</a>
          {count !== undefined && count > 0 && <span className="count">{count}</span>}
        </li>
      ))}
    </ul>
  )
}

function Read({ project }: { project: StudioProject }) {
  const { t } = useText()
  const { summary, story, risks, language, pictures, team, documents } = project
  return (
    <>
      <div id="r-cover">
        <ProjectCover project={project} sizes="(min-width: 64rem) 52rem, 92vw" />
      </div>
      <Section title={t('crowdfunding.studio.piece.story')} lead={summary} id="r-story">
        <Prose text={story} language={language} pictures={pictures} />
      </Section>
      <Section title={t('crowdfunding.studio.piece.risks')} id="r-risks">
        <Prose text={risks} language={language} />
      </Section>
      <Money project={project} />
      <Section title={t('crowdfunding.studio.piece.team')} id="r-team">
        <ul className="studio-people">
          {team.map(({ name, role, bio }) => (
            <li key={name}>
              <strong>{name}</strong> <span className="studio-soft">{role}</span>
              {bio && <p>{bio}</p>}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('crowdfunding.studio.piece.documents')} lead={t('crowdfunding.studio.documentsForReview')} id="r-documents">
        <DocumentList documents={documents} />
      </Section>
    </>
  )
}

type Part = { project: StudioProject }
const right = 'end' as const

/** Budget, rewards, steps: as tables, to be checked line by line. */
function Money({ project }: Part) {
  return (
    <>
      <Budget project={project} />
      <Rewards project={project} />
      <Milestones project={project} />
    </>
  )
}

function Budget({ project: { budget, funding } }: Part) {
  const { t, money, percent } = useText()
  const sum = budget.reduce((all, { amount }) => all + amount, 0)
  return (
    <Section
      title={t('crowdfunding.studio.piece.budget')}
      lead={t('crowdfunding.studio.sumOf', { sum: money(sum, funding.currency), goal: money(funding.goal, funding.currency) })}
      id="r-budget"
    >
      <Table
        caption={t('crowdfunding.studio.piece.budget')}
        hideCaption
        stack
        rows={budget.map((line, place) => ({ ...line, place }))}
        rowKey={({ place }) => String(place)}
        columns={[
          { key: 'label', label: t('crowdfunding.studio.lineLabel') },
          { key: 'amount', label: t('crowdfunding.studio.lineAmount'), align: right, cell: ({ amount }) => money(amount, funding.currency) },
          { key: 'share', label: t('crowdfunding.studio.share'), align: right, cell: ({ amount }) => percent(amount / (sum || 1)) },
        ]}
      />
    </Section>
  )
}

function Rewards({ project: { rewards, funding } }: Part) {
  const { t, money, date, number } = useText()
  return (
    <Section title={t('crowdfunding.studio.piece.rewards')} id="r-rewards">
      <Table
        caption={t('crowdfunding.studio.piece.rewards')}
        hideCaption
        stack
        rows={rewards}
        rowKey={({ id }) => id}
        columns={[
          { key: 'title', label: t('crowdfunding.studio.reward'), cell: (one) => <Named one={one} /> },
          { key: 'amount', label: t('crowdfunding.studio.amount'), align: right, cell: ({ amount }) => money(amount, funding.currency) },
          { key: 'quantity', label: t('crowdfunding.studio.rewardQuantity'), align: right, cell: ({ quantity }) => (quantity === null ? '—' : number(quantity)) },
          { key: 'deliveredBy', label: t('crowdfunding.studio.rewardBy'), cell: ({ deliveredBy }) => (deliveredBy ? date(deliveredBy, 'medium') : '—') },
        ]}
      />
    </Section>
  )
}

function Milestones({ project: { milestones, funding, feeBasisPoints } }: Part) {
  const { t, money, percent, date } = useText()
  const shares = milestones.map(({ basisPoints }) => basisPoints)
  const amounts = funding.goal > 0 && shares.length > 0 ? split(funding.goal - shareOf(funding.goal, feeBasisPoints), shares) : []
  return (
    <Section title={t('crowdfunding.studio.piece.milestones')} lead={t('crowdfunding.studio.atGoal')} id="r-milestones">
      <Table
        caption={t('crowdfunding.studio.piece.milestones')}
        hideCaption
        stack
        rows={milestones.map((one, place) => ({ ...one, expected: amounts[place] ?? 0 }))}
        rowKey={({ id }) => id}
        columns={[
          { key: 'title', label: t('crowdfunding.studio.milestoneTitle'), cell: (one) => <Named one={one} /> },
          { key: 'share', label: t('crowdfunding.studio.share'), align: right, cell: ({ basisPoints }) => percent(basisPoints / 10_000) },
          { key: 'amount', label: t('crowdfunding.studio.amount'), align: right, cell: ({ expected }) => money(expected, funding.currency) },
          { key: 'dueOn', label: t('crowdfunding.studio.milestoneDue'), cell: ({ dueOn }) => (dueOn ? date(dueOn, 'medium') : '—') },
        ]}
      />
    </Section>
  )
}

function Named({ one: { title, text } }: { one: { title: string; text: string } }) {
  return (
    <span className="studio-who">
      <strong>{title}</strong>
      <span className="studio-soft">{text}</span>
    </span>
  )
}

function Decide({ result }: { result?: Submitted }) {
  const { t } = useText()
  return (
    <Section title={t('crowdfunding.studio.decide')} lead={t('crowdfunding.studio.decideLead')} id="decide">
      <Form result={result} submit={t('crowdfunding.studio.sendDecision')}>
        <ChoiceField
          name="verdict"
          label={t('crowdfunding.studio.verdict')}
          required
          options={projectVerdicts.map((value) => ({ value, label: t(`crowdfunding.studio.verdict.${value}`), hint: t(`crowdfunding.studio.verdict.${value}.hint`) }))}
        />
        <Field type="textarea" rows={6} name="note" label={t('crowdfunding.studio.decisionNote')} hint={t('crowdfunding.studio.decisionNoteHint')} maxLength={4_000} />
      </Form>
    </Section>
  )
}
