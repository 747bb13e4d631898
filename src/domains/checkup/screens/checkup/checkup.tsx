import { Download } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, useFetcher } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { Live } from '../parts/live.tsx'
import { typed } from '../typed.ts'
import { Compared } from './compared.tsx'
import { type CheckupData, Criteria } from './criteria.tsx'
import { fill } from './fill.ts'
import { ResultView, Sides } from './result.tsx'
import '../checkup.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const checkup = await callerOf<typeof operations>(context, 'checkup').getCheckup({ id: params.id ?? '' })
  return { checkup, said: new URL(request.url).searchParams.get('said') }
}

interface Sent {
  intent: string
  result: Submitted
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Sent> {
  const form = await request.formData()
  const intent = typed(form, 'intent')
  const id = params.id ?? ''
  if (intent === 'fill') {
    // What stands in the questionnaire counts, pressed before the page was alive or without script too.
    const filled = await fill(context, id, form)
    if (!filled.ok || typed(form, 'then') !== 'finish') return { intent, result: filled }
    const ended = await pageOf(context).submit('checkup.finishCheckup', new FormData(), { id })
    if (ended.ok) throw redirect(`/mona/checkups/${id}?said=finished`, 303)
    return { intent: 'finish', result: ended }
  }
  const result = await pageOf(context).submit('checkup.dropCheckup', form, { id })
  if (result.ok) throw redirect(`/mona/artists/${typed(form, 'recordId')}`, 303)
  return { intent, result }
}

/** One check-up: what it says, why, and while it is open what people answer. */
export default function CheckupPage({ loaderData: { checkup, said }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Sent }) {
  const { t } = useText()
  const isOpen = checkup.state === 'open' && checkup.mayEdit
  const { result } = checkup
  return (
    <Page width="wide">
      <Live topics={`checkup:${checkup.id},figures:${checkup.recordId}`} />
      <Head checkup={checkup} isOpen={isOpen} />
      {said === 'finished' && checkup.state === 'finished' && <Notice kind="good">{t('checkup.finished')}</Notice>}
      {actionData && actionData.intent !== 'fill' && !actionData.result.ok && <RefusalNote refusal={actionData.result.refusal} />}
      {checkup.invented && <Notice kind="info">{t('checkup.inventedLead')}</Notice>}
      <ResultView result={result} {...(checkup.comparison ? { before: checkup.comparison.areas.map(({ area, before }) => ({ area, score: before })) } : {})} />
      <Compared checkup={checkup} />
      <Sides result={result} findings={result.findings} titles={[t('checkup.strengths'), t('checkup.weaknesses')]} />
      <Section title={t('checkup.details')} lead={isOpen ? t('checkup.asked', { left: result.findings.filter(({ origin }) => origin === 'missing').length }) : undefined}>
        {isOpen ? <Filling checkup={checkup} result={actionData?.intent === 'fill' ? actionData.result : null} /> : <Criteria checkup={checkup} isOpen={false} />}
      </Section>
      {isOpen && <End checkup={checkup} />}
    </Page>
  )
}

function Head({ checkup, isOpen }: { checkup: CheckupData; isOpen: boolean }) {
  const { t, date, dateTime } = useText()
  const { finishedAt, startedAt } = checkup
  const somebody = t('checkup.somebody')
  return (
    <PageHead
      title={t('checkup.title', { name: checkup.name })}
      eyebrow={<a href={`/mona/artists/${checkup.recordId}`}>{t('checkup.toSheet')}</a>}
      lead={
        <>
          <Badge tone={finishedAt ? 'good' : 'accent'}>{t(`checkup.state.${checkup.state}`)}</Badge>{' '}
          {finishedAt
            ? t('checkup.finishedBy', { name: checkup.finishedBy ?? somebody, day: date(finishedAt) })
            : t('checkup.startedBy', { name: checkup.startedBy ?? somebody, when: dateTime(startedAt) })}{' '}
          · <a href={`/mona/grid?version=${checkup.gridVersion}`}>{t('checkup.gridUsed', { version: checkup.gridVersion })}</a>
          {checkup.tier && <> · {t(`checkup.tier.${checkup.tier}`)}</>}
        </>
      }
      actions={
        <>
          <LinkButton href={`/api/v1/checkups/${checkup.id}/checkup.pdf`} icon={<Icon of={Download} size="small" />} data-plain="">
            {t('checkup.pdf')}
          </LinkButton>
          {isOpen && <Finish />}
          {!isOpen && checkup.mayEdit && (
            <form method="post" action="/mona/checkups/start">
              <input type="hidden" name="recordId" value={checkup.recordId} />
              <Button type="submit">{t('checkup.startAgain')}</Button>
            </form>
          )}
        </>
      }
    />
  )
}

/** Sends the questionnaire and ends the check-up: what was answered and not yet saved counts. */
function Finish() {
  const { t } = useText()
  return (
    <Button type="submit" form="answers" name="then" value="finish" kind="primary">
      {t('checkup.finish')}
    </Button>
  )
}

/** The answers that are not kept yet, all of them: what a slow network has not carried goes along with the next. */
function changed(): FormData | null {
  const form = document.getElementById('answers')
  if (!(form instanceof HTMLFormElement)) return null
  const [all, sent] = [new FormData(form), new FormData()]
  for (const [name, value] of all) {
    const was = name.replace(/^answer/, 'was')
    if (was === name || value === all.get(was)) continue
    sent.append(name, value)
    sent.append(was, all.get(was) ?? '')
  }
  if ([...sent].length === 0) return null
  sent.append('intent', 'fill')
  return sent
}

/** The questionnaire. With script each press of an answer is kept at once and the score moves; without, one button keeps them all. */
function Filling({ checkup, result }: { checkup: CheckupData; result: Submitted | null }) {
  const { t } = useText()
  const fetcher = useFetcher<Sent>()
  const { submit } = fetcher
  const keep = useCallback(() => {
    const sent = changed()
    if (sent) void submit(sent, { method: 'post' })
  }, [submit])
  // Pressed before this page was alive.
  useEffect(keep, [keep])
  const wrong = result && !result.ok ? result.refusal.fields.map(({ field }) => field.replace(/^\w+\./, '')) : []
  const failed = fetcher.data?.result.ok === false ? fetcher.data.result.refusal : null
  return (
    <>
      {failed && <RefusalNote refusal={failed} />}
      <Form
        id="answers"
        result={result}
        submit={t('checkup.save')}
        kind="secondary"
        onChange={({ target }) => {
          if (target instanceof HTMLInputElement && target.type === 'radio') keep()
        }}
      >
        <Hidden values={{ intent: 'fill' }} />
        <Criteria checkup={checkup} isOpen wrong={wrong} />
      </Form>
    </>
  )
}

function End({ checkup }: { checkup: CheckupData }) {
  const { t } = useText()
  return (
    <Section title={t('checkup.finish')} lead={t('checkup.finishLead')}>
      <div className="btn-row">
        <Finish />
        <form method="post">
          <input type="hidden" name="intent" value="drop" />
          <input type="hidden" name="recordId" value={checkup.recordId} />
          <Button type="submit" kind="quiet">
            {t('checkup.drop')}
          </Button>
        </form>
      </div>
      <p className="text-soft text-sm">{t('checkup.dropLead')}</p>
    </Section>
  )
}
