import type { LoaderFunctionArgs } from 'react-router'
import Studio, { loader as loadFilms } from '#domains/cinema/screens/studio.tsx'
import type { operations as fundingOperations } from '#domains/crowdfunding/operations.ts'
import { ProjectRows } from '#domains/crowdfunding/screens/studio/projects.tsx'
import { clock } from '#platform/clock'
import { callerOf, type PageHandle } from '#platform/page'
import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import { unlessAway } from './karangou/unless-away.ts'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

/** The makers' front: their films (cinema), and how the next ones are being funded (crowdfunding). */
export async function loader(args: LoaderFunctionArgs) {
  const [films, projects] = await Promise.all([loadFilms(args), unlessAway(callerOf<typeof fundingOperations>(args.context, 'crowdfunding').studioProjects({}))])
  return { ...films, projects, now: clock.now() }
}

export default function KarangouStudio({ loaderData }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const beside = loaderData.projects.length > 0
  return <Studio loaderData={loaderData} beside={beside && <Running loaderData={loaderData} />} listTitle={beside ? t('crowdfunding.studio.films') : undefined} />
}

/** What moves now: campaigns under way, then drafts that wait for their makers. */
function Running({ loaderData: { projects, now } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const states = ['live', 'closing', 'changes-asked', 'approved', 'draft', 'submitted', 'succeeded']
  const shown = projects.filter(({ state }) => states.includes(state)).toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))
  if (shown.length === 0) return null
  return (
    <Section title={t('crowdfunding.studio.title')} action={<a href="/karangou/studio/projects">{t('crowdfunding.studio.allProjects')}</a>}>
      <ProjectRows projects={shown.slice(0, 3)} now={now} />
    </Section>
  )
}
