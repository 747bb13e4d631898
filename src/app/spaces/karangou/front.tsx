import type { LoaderFunctionArgs } from 'react-router'
import CinemaFront, { loader as loadCinema } from '#domains/cinema/screens/front.tsx'
import type { operations as fundingOperations } from '#domains/crowdfunding/operations.ts'
import { ProjectShelf } from '#domains/crowdfunding/screens/public/project-tile.tsx'
import { clock } from '#platform/clock'
import { callerOf, type PageHandle } from '#platform/page'
import { unlessAway } from './unless-away.ts'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

/** Karangou's front page: the films of cinema, and the films that crowdfunding makes possible. */
export async function loader(args: LoaderFunctionArgs) {
  const [cinema, projects] = await Promise.all([loadCinema(args), unlessAway(callerOf<typeof fundingOperations>(args.context, 'crowdfunding').listProjects({ limit: 6 }))])
  return { ...cinema, projects, now: clock.now() }
}

export default function KarangouFront({ loaderData }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  return <CinemaFront loaderData={loaderData} beside={<ProjectShelf projects={loaderData.projects} now={loaderData.now} />} />
}
