import { type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Island } from '#ui/island'
import { Page, PageHead, Section, Split } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Progress } from '#ui/progress'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { Prescription } from '../../schema/prescription.ts'
import { Papers, PlanAside } from './acts.tsx'
import { Changes } from './changes.tsx'
import { PlanCourse } from './course.tsx'
import { PlanEditor } from './editor.tsx'
import { type Sent, takePlanForm } from './intents.ts'
import { ReadLines } from './read-lines.tsx'
import { planTones } from './tones.ts'
import { useFresh } from './fresh.ts'
import { Versions } from './versions.tsx'
import './plan.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const checkup = callerOf<typeof operations>(context, 'checkup')
  const id = params.id ?? ''
  const plan = await checkup.getPrescription({ id })
  const versions = plan.sentVersion === null ? [] : (await checkup.prescriptionVersions({ id })).items
  return { plan: plan as Prescription, versions, said: new URL(request.url).searchParams.get('said') }
}

export function action(args: ActionFunctionArgs): Promise<Sent | Response> {
  return takePlanForm(args)
}

/** One prescription at the coach's desk. */
export default function PlanPage({ loaderData: { plan, versions, said }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Sent }) {
  const { t } = useText()
  const isStale = useFresh(`plan:${plan.id}`, plan.isEditable)
  return (
    <Page width="wide">
      <Island name="live" when="now" topics={`plan:${plan.id}`} />
      <Head plan={plan} />
      {said && !actionData && <Notice kind="good">{t(/^[a-z]+$/i.test(said) ? `checkup.plan.said.${said}` : 'checkup.plan.said.saved')}</Notice>}
      {isStale && <Notice kind="info">{t('checkup.plan.stale')}</Notice>}
      <Standing plan={plan} />
      <Split aside={<PlanAside plan={plan} sent={actionData} />}>
        {plan.isEditable ? <PlanEditor key={plan.version} plan={plan} result={actionData?.intent === 'lines' ? actionData.result : null} /> : <Settled plan={plan} />}
        {versions.length > 0 && (
          <Section title={t('checkup.plan.versions')}>
            <Versions versions={versions} />
          </Section>
        )}
      </Split>
    </Page>
  )
}

function Head({ plan }: { plan: Prescription }) {
  const { t, date } = useText()
  const { artist, state, offer, startsOn, endsOn, coach } = plan
  return (
    <PageHead
      title={t('checkup.plan.titleOf', { name: artist.name })}
      eyebrow={<a href="/mona/plans">{t('checkup.plan.nav')}</a>}
      lead={
        <>
          <Badge tone={planTones[state]}>{t(`checkup.plan.state.${state}`)}</Badge> {t(`checkup.plan.offer.${offer}`)} · {date(startsOn, 'medium')}
          {endsOn && ` → ${date(endsOn, 'medium')}`}
          {coach && ` · ${coach}`} {plan.invented && <Badge>{t('checkup.plan.invented')}</Badge>}
        </>
      }
      actions={
        <>
          <a className="btn" data-kind="quiet" data-size="medium" href={`/mona/artists/${artist.id}`}>
            {t('checkup.plan.sheet')}
          </a>
          <Papers id={plan.id} lang={plan.lang} />
        </>
      }
    />
  )
}

/** Where the plan stands, in one sentence; what was changed since it was sent. */
function Standing({ plan }: { plan: Prescription }) {
  const { t, date } = useText()
  const { state, sentAt, expiresAt, acceptedAt, acceptedBy, acceptedHow, acceptedNote, closedNote, replacedBy, sentVersion, changes } = plan
  return (
    <>
      {state === 'sent' && sentAt && expiresAt && (
        <p className="text-soft">{t('checkup.plan.waitsUntil', { version: sentVersion ?? 1, sent: date(sentAt), until: date(expiresAt) })}</p>
      )}
      {acceptedAt && (
        <p className="text-soft">
          {t('checkup.plan.acceptedBy', { by: acceptedBy ?? t('checkup.plan.somebody'), date: date(acceptedAt), how: t(`checkup.plan.how.${acceptedHow ?? 'account'}`) })}
          {acceptedNote && ` « ${acceptedNote} »`}
        </p>
      )}
      {state === 'withdrawn' && closedNote && <Notice>{closedNote}</Notice>}
      {state === 'replaced' && replacedBy && (
        <Notice>
          <a href={`/mona/plans/${replacedBy}`}>{t('checkup.plan.seeNewer')}</a>
        </Notice>
      )}
      {plan.isEditable && sentVersion !== null && changes.length > 0 && (
        <Notice kind="warn" title={t('checkup.plan.unsent')}>
          <Changes changes={changes} />
        </Notice>
      )}
    </>
  )
}

/** A plan that no longer changes: how far it is. */
function Settled({ plan }: { plan: Prescription }) {
  const { t } = useText()
  const { done, dropped, all } = plan.progress
  return (
    <>
      {all > 0 && <Progress label={t('checkup.plan.progress')} value={done + dropped} max={all} detail={t('checkup.plan.progressOf', { done, all, dropped })} />}
      <PlanCourse lines={plan.lines} offer={plan.offer} startsOn={plan.startsOn} hoursWeek={plan.hoursWeek} />
      <Section title={t('checkup.plan.lines')}>
        <ReadLines lines={plan.lines} remarks={plan.remarks} rule />
      </Section>
    </>
  )
}
