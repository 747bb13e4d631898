import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, ButtonRow, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { Progress } from '#ui/progress'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { MyPlan, PlanLineShown } from '../../schema/prescription.ts'
import { Papers } from './acts.tsx'
import { Changes } from './changes.tsx'
import { ReadLines } from './read-lines.tsx'
import { Talk } from './talk.tsx'
import { planTones } from './tones.ts'
import './plan.css'

export const handle = { page: 'reading', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const plan = (await callerOf<typeof operations>(context, 'checkup').getMyPlan({ id: params.id ?? '' })) as MyPlan
  return { plan, said: new URL(request.url).searchParams.get('said') }
}

export async function action({ context, params, request }: ActionFunctionArgs): Promise<{ line: string; result: Submitted } | Response> {
  const form = await request.formData()
  const accepts = form.get('intent') === 'accept'
  const line = form.get('line')
  const result = await pageOf(context).submit(accepts ? 'checkup.acceptPlan' : 'checkup.discussPlan', form, { id: params.id })
  const at = typeof line === 'string' && line !== '' ? line : ''
  if (!result.ok) return { line: accepts ? 'accept' : at, result }
  return redirect(`/mona/me/plans/${params.id}?said=${accepts ? 'accepted' : 'heard'}${at && !accepts ? `#l-${at}` : ''}`, 303)
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Exclude<Awaited<ReturnType<typeof action>>, Response>
}

/** A plan as its artist reads it: every line can be discussed, the whole accepted. Plain forms: it works on any telephone. */
export default function MyPlanPage({ loaderData: { plan, said }, actionData }: Props) {
  const { t } = useText()
  const resultOf = (of: string): Submitted | null => (actionData?.line === of ? actionData.result : null)
  const waits = plan.state === 'sent'
  return (
    <Page width="text">
      <Head plan={plan} />
      {said && !actionData && <Notice kind="good">{t(said === 'accepted' ? 'checkup.plan.said.accepted' : 'checkup.plan.said.heard')}</Notice>}
      {actionData && !actionData.result.ok && actionData.result.refusal.code === 'checkup.newerVersion' && <Notice kind="warn">{t('checkup.plan.readAgain')}</Notice>}
      {plan.changes.length > 0 && waits && (
        <Notice title={t('checkup.plan.changedSince', { n: plan.version })}>
          <Changes changes={plan.changes} />
        </Notice>
      )}
      {plan.note && <p className="plan-words lead">{plan.note}</p>}
      {plan.progress.all > 0 && (
        <Progress
          label={t('checkup.plan.progress')}
          value={plan.progress.done + plan.progress.dropped}
          max={plan.progress.all}
          detail={t('checkup.plan.progressOf', { done: plan.progress.done, all: plan.progress.all, dropped: plan.progress.dropped })}
        />
      )}
      <Section title={t('checkup.plan.whatToDo', { n: plan.lines.length })} lead={waits ? t('checkup.plan.whatToDoLead') : undefined}>
        <ReadLines lines={plan.lines} remarks={plan.remarks} acts={waits ? (line) => <LineTalk plan={plan} line={line} result={resultOf(line.key)} /> : undefined} />
      </Section>
      {waits && <Accept plan={plan} result={resultOf('accept')} />}
      <WholeTalk plan={plan} result={resultOf('')} />
    </Page>
  )
}

function Head({ plan }: { plan: MyPlan }) {
  const { t, date, lang } = useText()
  const { agency, coach, state, startsOn, endsOn, expiresAt } = plan
  return (
    <PageHead
      title={t('checkup.plan.mineTitle', { agency })}
      eyebrow={<a href="/mona/me">{t('checkup.plan.mySpace')}</a>}
      lead={
        <>
          <Badge tone={planTones[state]}>{t(`checkup.plan.mineState.${state}`)}</Badge> {date(startsOn, 'medium')}
          {endsOn && ` → ${date(endsOn, 'medium')}`}
          {coach && ` · ${t('checkup.plan.withCoach', { coach })}`}
          {state === 'sent' && expiresAt && ` · ${t('checkup.plan.answerUntil', { date: date(expiresAt) })}`} {plan.invented && <Badge>{t('checkup.plan.invented')}</Badge>}
        </>
      }
      actions={
        <>
          {state === 'sent' && (
            <LinkButton kind="primary" href="#accept">
              {t('checkup.plan.toAccept')}
            </LinkButton>
          )}
          <Papers id={plan.id} lang={lang} />
        </>
      }
    />
  )
}

/** What the artist can say of one line. */
function LineTalk({ plan, line, result }: { plan: MyPlan; line: PlanLineShown; result: Submitted | null }) {
  const { t } = useText()
  const hidden = { version: plan.version, line: line.key }
  if (line.declined)
    return (
      <Form result={result}>
        <Hidden values={{ ...hidden, kind: 'keep' }} />
        <ButtonRow>
          <Button type="submit" size="small">
            {t('checkup.plan.takeBack')}
          </Button>
        </ButtonRow>
      </Form>
    )
  const typed = result && !result.ok ? result : null
  return (
    <Disclosure title={t('checkup.plan.discuss')} open={typed !== null}>
      <Form result={result}>
        <Hidden values={hidden} />
        <Field name="body" id={`body-${line.key}`} label={t('checkup.plan.yourWord')} type="textarea" rows={2} maxLength={4000} />
        <Field name="day" id={`day-${line.key}`} label={t('checkup.plan.otherDay')} type="date" min={plan.startsOn} />
        <div className="btn-row">
          <Button type="submit" size="small" name="kind" value="comment">
            {t('checkup.plan.comment')}
          </Button>
          <Button type="submit" size="small" name="kind" value="date">
            {t('checkup.plan.proposeDay')}
          </Button>
          <Button type="submit" size="small" kind="quiet" name="kind" value="decline">
            {t('checkup.plan.setAside')}
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}

function Accept({ plan, result }: { plan: MyPlan; result: Submitted | null }) {
  const { t, number } = useText()
  const taken = plan.lines.filter(({ declined }) => !declined)
  const hours = taken.filter(({ owner }) => owner === 'artist').reduce((sum, one) => sum + one.hours, 0)
  return (
    <Section title={t('checkup.plan.acceptTitle')} id="accept">
      <p>{t('checkup.plan.acceptLead', { n: taken.length, aside: plan.lines.length - taken.length, hours: number(hours) })}</p>
      <Form result={result} submit={t('checkup.plan.accept')}>
        <Hidden values={{ intent: 'accept', version: plan.version }} />
      </Form>
    </Section>
  )
}

function WholeTalk({ plan, result }: { plan: MyPlan; result: Submitted | null }) {
  const { t } = useText()
  const whole = plan.remarks.filter(({ line }) => line === null)
  return (
    <Section title={t('checkup.plan.talk')}>
      <Talk remarks={whole} />
      <Form result={result} submit={t('checkup.plan.write')} kind="secondary">
        <Hidden values={{ version: plan.version, kind: 'comment' }} />
        <Field name="body" id="body-whole" label={t('checkup.plan.writeTo', { agency: plan.agency })} type="textarea" rows={3} maxLength={4000} required />
      </Form>
    </Section>
  )
}
