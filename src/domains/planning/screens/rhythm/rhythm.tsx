import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { EmptyState, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { addMonths } from '../../rules/days.ts'
import { monthOf } from '../../rules/rhythm.ts'
import { textIn } from '../form-text.ts'
import { MonthStrip } from './month.tsx'
import { Template } from './template.tsx'
import '../planning.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const planning = callerOf<typeof operations>(context, 'planning')
  const [{ items }, { today, people, mayEdit, workspaceId }] = await Promise.all([planning.listRhythms({}), planning.myDay({})])
  return { rhythms: items, today, people, mayEdit, workspaceId }
}

export type RhythmData = Awaited<ReturnType<typeof loader>>
export type ShownRhythm = RhythmData['rhythms'][number]

const acts: Readonly<Record<string, string>> = {
  create: 'planning.createRhythm',
  edit: 'planning.editRhythm',
  remove: 'planning.removeRhythm',
  make: 'planning.makeRhythmMonth',
  unmake: 'planning.unmakeRhythmMonth',
}

export async function action({ context, request }: ActionFunctionArgs): Promise<{ intent: string; id: string; result: Submitted }> {
  const form = await request.formData()
  const intent = textIn(form, 'intent')
  const result = await pageOf(context).submit(acts[intent] ?? 'planning.editRhythm', filled(form))
  return { intent, id: textIn(form, 'id'), result }
}

/** A line that was left without words is no step; a box without its tick says no. */
function filled(form: FormData): FormData {
  if (form.get('intent') === 'edit') form.set('active', form.has('active') ? 'true' : 'false')
  const blank = [...form].flatMap(([name]) => (/^steps\.\d+\.title$/.test(name) && textIn(form, name).trim() === '' ? [name.replace('title', '')] : []))
  for (const name of [...form.keys()]) if (blank.some((line) => name.startsWith(line))) form.delete(name)
  return form
}

/** The month of an agency, as a template that makes dated tasks. */
export default function RhythmPage({ loaderData: data, actionData }: { loaderData: RhythmData; actionData?: { intent: string; id: string; result: Submitted } }) {
  const { t } = useText()
  const { rhythms } = data
  return (
    <Page>
      <Breadcrumbs items={[{ href: '/mona/tasks', label: t('planning.tasks') }, { label: t('planning.rhythm') }]} />
      <PageHead title={t('planning.rhythm')} lead={t('planning.rhythmLead')} />
      {rhythms.length === 0 && (
        <EmptyState title={t('planning.noRhythm')} action={data.mayEdit && <Preset workspaceId={data.workspaceId} />}>
          {t('planning.noRhythmText')}
        </EmptyState>
      )}
      {rhythms.map((rhythm) => (
        <OneRhythm key={rhythm.id} rhythm={rhythm} data={data} said={actionData?.id === rhythm.id ? actionData : null} />
      ))}
    </Page>
  )
}

function OneRhythm({ rhythm, data, said }: { rhythm: ShownRhythm; data: RhythmData; said: { intent: string; result: Submitted } | null }) {
  const { t } = useText()
  const now = monthOf(data.today)
  const refused = said && !said.result.ok && said.intent !== 'edit' ? said.result.refusal : null
  return (
    <Section title={rhythm.name} lead={t(rhythm.active ? 'planning.rhythmActive' : 'planning.rhythmByHand')}>
      {refused && <RefusalNote refusal={refused} />}
      {[now, addMonths(now, 1), addMonths(now, 2)].map((month, place) => (
        <MonthStrip key={month} rhythm={rhythm} month={month} open={place === 1} mayEdit={data.mayEdit} />
      ))}
      {data.mayEdit && <Template rhythm={rhythm} people={data.people} result={said?.intent === 'edit' ? said.result : null} key={rhythm.version} />}
    </Section>
  )
}

/** The rhythm that an agency begins with. */
function Preset({ workspaceId }: { workspaceId: string }) {
  const { t } = useText()
  const steps = [
    ['prospect', 'findArtists', 1, 1, 0],
    ['prospect', 'firstMessages', 1, 3, 0],
    ['prospect', 'followUp', 2, 2, 0],
    ['prospect', 'checkups', 2, 4, 0],
    ['execute', 'runPlans', 3, 1, 0],
    ['execute', 'callArtists', 3, 4, 0],
    ['spark', 'prepareSpark', 4, 1, 0],
    ['spark', 'sparkDay', 4, 5, 0],
    ['returns', 'sponsorReturns', 4, 5, 15],
  ] as const
  const values = Object.fromEntries(
    steps.flatMap(([phase, title, week, weekday, afterDays], n) =>
      Object.entries({ phase: t(`planning.phase.${phase}`), title: t(`planning.step.${title}`), week, weekday, afterDays }).map(([name, value]) => [`steps.${n}.${name}`, value]),
    ),
  )
  return (
    <form method="post">
      <Hidden values={{ intent: 'create', workspaceId, name: t('planning.presetName'), ...values }} />
      <Button type="submit" kind="primary">
        {t('planning.preset')}
      </Button>
    </form>
  )
}
