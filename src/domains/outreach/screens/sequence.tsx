import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { ButtonRow } from '#ui/button'
import { Page, Section, Split } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { Breadcrumbs } from '#ui/navigation'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { EnrolForm, Enrolments } from './parts/enrolments.tsx'
import { Head } from './parts/head.tsx'
import { Live } from './parts/live.tsx'
import { SequenceMark } from './parts/marks.tsx'
import { StepsForm, stepsOf } from './parts/steps.tsx'
import { said } from './parts/said.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const room = callerOf<typeof operations>(context, 'outreach')
  const page = pageOf(context)
  const after = new URL(request.url).searchParams.get('after')
  const [sequence, templates, enrolments, views] = await Promise.all([
    room.getSequence({ id: params.id ?? '' }),
    room.listMessageTemplates(),
    room.listEnrolments({ sequenceId: params.id ?? '', limit: 50, ...(after ? { after } : {}) }),
    page.call('crm.listViews') as Promise<{ items: { id: string; name: string; kind: string }[] }>,
  ])
  const agencies = page.actor.kind === 'person' ? page.actor.memberships.filter(({ kind }) => kind === 'agency') : []
  return {
    sequence,
    templates: templates.items.map(({ id, name, channel }) => ({ id, name, channel })),
    enrolments,
    segments: views.items.filter(({ kind }) => kind !== 'pipeline').map(({ id, name }) => ({ id, name })),
    workspaceId: agencies.length === 1 ? agencies[0]!.workspaceId : null,
  }
}

export type SequenceData = Awaited<ReturnType<typeof loader>>
export interface Acted {
  intent: string
  result: Submitted
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Acted> {
  const form = await request.formData()
  const intent = said(form, 'intent')
  const page = pageOf(context)
  const id = params.id ?? ''
  if (intent === 'turn') return { intent, result: await page.submit('outreach.changeEnrolment', form, { id: said(form, 'id') }) }
  if (intent === 'state') return { intent, result: await page.submit('outreach.setSequenceState', form, { id }) }
  if (intent === 'enrol') return { intent: form.get('trial') === 'true' ? 'trial' : 'enrol', result: await page.submit('outreach.enrolRecords', form, { id }) }
  return { intent: 'steps', result: await page.submit('outreach.editSequence', stepsOf(form), { id }) }
}

/** One sequence: its steps, who is in it, and what came of it. */
export default function Sequence({ actionData }: { actionData?: Acted }) {
  const { t } = useText()
  const data = useLoaderData<typeof loader>()
  const { sequence, workspaceId } = data
  const resultOf = (intent: string): Submitted | null => (actionData?.intent === intent ? actionData.result : null)
  const refused = actionData && !actionData.result.ok && ['turn', 'state'].includes(actionData.intent) ? actionData.result.refusal : null
  return (
    <Page width="wide">
      <Live workspaceId={workspaceId} />
      <Breadcrumbs items={[{ href: '/mona/outreach', label: t('outreach.sequences') }, { label: sequence.name }]} />
      <Head title={sequence.name} current="sequences" actions={<SequenceMark state={sequence.state} />} />
      {refused && <RefusalNote refusal={refused} />}
      {sequence.maySend && <States state={sequence.state} />}
      <Split aside={<EnrolForm {...data} isTrial={actionData?.intent === 'trial'} result={resultOf('enrol') ?? resultOf('trial')} />}>
        <Section title={t('outreach.steps')} lead={t('outreach.threadHint')}>
          {resultOf('steps')?.ok && <Notice kind="good">{t('outreach.saved')}</Notice>}
          <StepsForm key={sequence.version} sequence={sequence} templates={data.templates} result={resultOf('steps')} />
        </Section>
        <Enrolments {...data.enrolments} sequenceId={sequence.id} />
      </Split>
    </Page>
  )
}

const moves = { draft: ['active'], active: ['paused', 'archived'], paused: ['active', 'archived'], archived: ['paused'] } as const
const names = { active: 'outreach.start', paused: 'outreach.hold', archived: 'outreach.archive' }

function States({ state }: { state: SequenceData['sequence']['state'] }) {
  const { t } = useText()
  return (
    <ButtonRow>
      {moves[state].map((to) => (
        <Form key={to}>
          <Hidden values={{ intent: 'state', state: to }} />
          <Button type="submit" kind={to === 'active' ? 'primary' : 'secondary'}>
            {t(names[to])}
          </Button>
        </Form>
      ))}
    </ButtonRow>
  )
}
