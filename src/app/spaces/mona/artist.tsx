import { PenLine } from 'lucide-react'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { RecordFacts } from '#domains/crm/screens/parts/facts.tsx'
import { Files } from '#domains/crm/screens/parts/files.tsx'
import { RecordHead } from '#domains/crm/screens/parts/head.tsx'
import { Links } from '#domains/crm/screens/parts/links.tsx'
import { Opportunities } from '#domains/crm/screens/parts/opportunities.tsx'
import { Relations } from '#domains/crm/screens/parts/relations.tsx'
import type { SheetSaid } from '#domains/crm/screens/parts/sheet.ts'
import { Timeline } from '#domains/crm/screens/parts/timeline.tsx'
import { ArtistCheckups } from '#domains/checkup/screens/parts/checkups.tsx'
import { Figures } from '#domains/checkup/screens/parts/figures.tsx'
import { ArtistPlans } from '#domains/checkup/screens/parts/plans.tsx'
import { FitPart } from '#domains/fit/screens/parts/fit.tsx'
import { TasksAbout } from '#domains/planning/screens/parts/tasks-about.tsx'
import type { PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section, Split } from '#ui/layout'
import { Breadcrumbs, TabLinks } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import { actOnArtist, type ArtistSheet, loadSheet, type Tab, tabs } from './sheet.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export const loader = (args: LoaderFunctionArgs): Promise<ArtistSheet> => loadSheet(args)
export const action = (args: ActionFunctionArgs): Promise<Response | SheetSaid> => actOnArtist(args)

interface Props {
  loaderData: ArtistSheet
  actionData?: SheetSaid
}

/** Where the form of an intent stands, so that a refused one is seen. */
const tabOf: Readonly<Record<string, Tab>> = { opportunity: 'deals', draftPlan: 'plan' }

/** One artist, with what every room knows of them. */
export default function Artist({ loaderData, actionData }: Props) {
  const { t } = useText()
  const { data, tab } = loaderData
  const { sheet, done } = data
  const said = actionData ?? null
  const shown = (said && tabOf[said.intent]) ?? tab
  const here = `/mona/artists/${sheet.id}`
  return (
    <Page width="wide">
      <Breadcrumbs items={[{ href: '/mona/artists', label: t('app.navArtists') }, { label: sheet.name }]} />
      <PageHead
        title={sheet.name}
        tab={`${sheet.name} · MONA`}
        actions={
          loaderData.may.edit && (
            <LinkButton href={`/mona/outreach/write/${sheet.id}`} icon={<Icon of={PenLine} size="small" />}>
              {t('app.sheetWrite')}
            </LinkButton>
          )
        }
      />
      {(done === 'edit' || done === 'created') && <Notice kind="good">{t('crm.saved')}</Notice>}
      <RecordHead data={data} said={said} />
      <TabLinks label={sheet.name} items={tabs.map((one) => ({ href: one === 'story' ? here : `${here}?tab=${one}`, label: t(`app.sheet_${one}`), current: one === shown }))} />
      {shown === 'story' && <Story {...{ data, said }} />}
      {shown === 'figures' && <FiguresAndFit {...loaderData} />}
      {shown === 'plan' && <PlanAndTasks {...loaderData} said={said} />}
      {shown === 'deals' && (
        <Opportunities recordId={sheet.id} items={loaderData.deals} mayEdit={loaderData.may.edit} result={said?.intent === 'opportunity' ? said.result : null} />
      )}
    </Page>
  )
}

function Story({ data, said }: { data: ArtistSheet['data']; said: SheetSaid | null }) {
  return (
    <Split
      aside={
        <>
          <Relations data={data} said={said} />
          <Links data={data} said={said} />
          <Files data={data} />
        </>
      }
    >
      <Timeline data={data} said={said} />
      <RecordFacts data={data} said={said} />
    </Split>
  )
}

function FiguresAndFit({ figures }: ArtistSheet) {
  const { t } = useText()
  if (!figures) return null
  return (
    <>
      <Figures figures={figures.figures} />
      <Section title={t('app.navFit')} id="fit">
        <FitPart fit={figures.fit} link />
      </Section>
    </>
  )
}

function PlanAndTasks({ data: { sheet }, plan, tasks, may, formKey, said }: ArtistSheet & { said: SheetSaid | null }) {
  const { t } = useText()
  if (!plan || !tasks) return null
  return (
    <>
      <ArtistCheckups recordId={sheet.id} items={plan.checkups} mayEdit={may.check} />
      <Section title={t('app.navPlans')} id="plans">
        <ArtistPlans recordId={sheet.id} plans={plan.plans} isReady={plan.isReady} mayEdit={may.check} result={said?.intent === 'draftPlan' ? said.result : null} />
      </Section>
      <Section title={t('app.navTasks')} id="tasks">
        <TasksAbout {...tasks} subjectId={sheet.id} workspaceId={sheet.workspaceId} mayEdit={may.plan} formKey={formKey} />
      </Section>
    </>
  )
}
