import type { LoaderFunctionArgs } from 'react-router'
import type { operations as fundingOperations } from '#domains/crowdfunding/operations.ts'
import { EndCard } from '#domains/crowdfunding/screens/public/end-card.tsx'
import { loadPlainly, WatchPlainly, type Watching } from '#domains/playback/screens/watch.tsx'
import { callerOf } from '#platform/page'
import { unlessAway } from './unless-away.ts'

export { action, handle } from '#domains/playback/screens/watch.tsx'

/** Where a film plays by itself (playback), with what it can fund once it is over (crowdfunding). */
export async function loader(args: LoaderFunctionArgs) {
  const film = await loadPlainly(args)
  const [project] = await unlessAway(callerOf<typeof fundingOperations>(args.context, 'crowdfunding').fundableAfter({ slug: film.slug }))
  return { ...film, project: project ?? null }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Watching
}

export default function KarangouWatch({ loaderData: { project, ...film }, actionData }: Props) {
  return (
    <WatchPlainly film={film} actionData={actionData}>
      {project && <EndCard project={project} />}
    </WatchPlainly>
  )
}
