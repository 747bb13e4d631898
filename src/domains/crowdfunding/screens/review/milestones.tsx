import { CheckCheck } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { DocumentList } from '../studio/documents.tsx'
import { ReviewTabs } from './projects.tsx'
import '../studio/studio.css'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

type Sent = { milestone: string; result: Submitted }

export async function loader({ context, request }: LoaderFunctionArgs) {
  const crowdfunding = callerOf<typeof operations>(context, 'crowdfunding')
  const [{ items }, queue] = await Promise.all([crowdfunding.milestoneQueue({}), crowdfunding.projectQueue({})])
  return { items, projects: queue.items.length, now: clock.now(), said: new URL(request.url).searchParams.has('said') }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Sent | Response> {
  const form = await request.formData()
  const asked = form.get('milestoneId')
  const milestone = typeof asked === 'string' ? asked : ''
  const result = await pageOf(context).submit('crowdfunding.decideMilestone', form, { id: milestone })
  return result.ok ? redirect('/karangou/review/milestones?said', 303) : { milestone, result }
}

type Asked = Awaited<ReturnType<typeof loader>>['items'][number]

/** Payouts that makers ask for: what they promised, what they say, what proves it. */
export default function ReviewMilestones({ loaderData: { items, projects, now, said }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Sent }) {
  const { t } = useText()
  return (
    <Page>
      <PageHead
        title={t('crowdfunding.studio.payoutsReview')}
        tab={`${t('crowdfunding.studio.payoutsNav')} · Karangou`}
        lead={t('crowdfunding.studio.payoutsReviewLead', { n: items.length })}
      />
      <ReviewTabs current="milestones" projects={projects} payouts={items.length} />
      {said && !actionData && <Notice kind="good">{t('crowdfunding.studio.said.decided')}</Notice>}
      {items.length === 0 && (
        <EmptyState title={t('crowdfunding.studio.payoutsEmpty')} picture={<Icon of={CheckCheck} size="large" />}>
          {t('crowdfunding.studio.payoutsEmptyText')}
        </EmptyState>
      )}
      <ul className="studio-requests">
        {items.map((one) => (
          <li key={one.milestone.id}>
            <Request asked={one} now={now} result={actionData?.milestone === one.milestone.id ? actionData.result : null} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function Request({ asked, now, result }: { asked: Asked; now: Date; result: Submitted | null }) {
  const { t, money, percent, relative } = useText()
  const { project, milestone, amount, withheld, currency, note, proofs, askedAt } = asked
  return (
    <article className="card studio-request">
      <header>
        <h2>{milestone.title}</h2>
        <strong className="tabular">{money(amount, currency)}</strong>
        <p className="studio-soft">
          <a href={`/karangou/review/projects/${project.id}`}>{project.title}</a> · {percent(milestone.basisPoints / 10_000)} ·{' '}
          {t('crowdfunding.studio.waits', { ago: relative(askedAt, now) })}
        </p>
        {withheld > 0 && (
          <p className="studio-soft">{t('crowdfunding.studio.withheldOf', { amount: money(milestone.amount ?? 0, currency), withheld: money(withheld, currency) })}</p>
        )}
      </header>
      {milestone.text && (
        <div>
          <h3>{t('crowdfunding.studio.promised')}</h3>
          <p className="studio-words">{milestone.text}</p>
        </div>
      )}
      {note && (
        <div>
          <h3>{t('crowdfunding.studio.theySay')}</h3>
          <p className="studio-words">{note}</p>
        </div>
      )}
      <div>
        <h3>{t('crowdfunding.studio.proofs')}</h3>
        <DocumentList documents={proofs} />
      </div>
      <Decision asked={asked} result={result} />
    </article>
  )
}

function Decision({ asked: { milestone, amount, currency }, result }: { asked: Asked; result: Submitted | null }) {
  const { t, money } = useText()
  return (
    <Form result={result}>
      <Hidden values={{ milestoneId: milestone.id }} />
      <Field
        type="textarea"
        rows={3}
        id={`note-${milestone.id}`}
        name="note"
        label={t('crowdfunding.studio.wordToMakers')}
        hint={t('crowdfunding.studio.wordToMakersHint')}
        maxLength={4_000}
      />
      <div className="btn-row">
        <Button type="submit" kind="primary" name="verdict" value="approved">
          {t('crowdfunding.studio.approvePayout', { amount: money(amount, currency) })}
        </Button>
        <Button type="submit" name="verdict" value="sent-back">
          {t('crowdfunding.studio.sendBack')}
        </Button>
      </div>
    </Form>
  )
}
