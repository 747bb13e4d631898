import type { LoaderFunctionArgs } from 'react-router'
import type { operations as checkupOperations } from '#domains/checkup/operations.ts'
import { MyPlans } from '#domains/checkup/screens/parts/my-plans.tsx'
import { MyResult } from '#domains/checkup/screens/parts/my-result.tsx'
import type { operations as planningOperations } from '#domains/planning/operations.ts'
import { OwnTasks } from '#domains/planning/screens/parts/own-tasks.tsx'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Page, PageHead, Section } from '#ui/layout'
import { useText } from '#ui/text'

export const handle = { page: 'reading', space: 'mona' } satisfies PageHandle

/** What an artist finds of theirs in MONA: plans and results (checkup), tasks (planning), of every agency they work with. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const checkup = callerOf<typeof checkupOperations>(context, 'checkup')
  const [plans, results, tasks] = await Promise.all([checkup.myPlans(), checkup.myCheckups(), callerOf<typeof planningOperations>(context, 'planning').myTasks({ limit: 50 })])
  return { plans: plans.items, results: results.items, tasks, name: actor.kind === 'person' ? actor.name : '' }
}

export default function MyMona({ loaderData: { plans, results, tasks, name } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const waiting = plans.filter(({ waits }) => waits).length
  return (
    <Page>
      <PageHead title={t('app.myMona')} lead={t(waiting > 0 ? 'app.myMonaWaiting' : 'app.myMonaLead', { name, n: waiting })} />
      <Section title={t('app.myMonaPlans')}>
        <MyPlans plans={plans} />
      </Section>
      {(plans.length > 0 || tasks.items.length > 0) && (
        <Section title={t('app.myMonaTasks')}>
          <OwnTasks tasks={tasks.items} today={tasks.today} />
        </Section>
      )}
      {results.map((result) => (
        <MyResult key={result.id} result={result} />
      ))}
    </Page>
  )
}
