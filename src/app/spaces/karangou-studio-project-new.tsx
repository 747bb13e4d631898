import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { operations as cinemaOperations } from '#domains/cinema/operations.ts'
import { NewProjectView, openProject } from '#domains/crowdfunding/screens/studio/new.tsx'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

/** Opens a project: in which house, after which of its films. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const films = await callerOf<typeof cinemaOperations>(context, 'cinema').studioFilms()
  return {
    houses:
      actor.kind === 'person' ? actor.memberships.filter((m) => m.permissions.includes('projects.edit')).map(({ workspaceId, name }) => ({ value: workspaceId, label: name })) : [],
    films: films.items.filter(({ state }) => state === 'published').map(({ slug, title }) => ({ value: slug, label: title })),
    film: new URL(request.url).searchParams.get('film') ?? '',
  }
}

export function action(args: ActionFunctionArgs): Promise<Submitted | Response> {
  return openProject(args)
}

export default function KarangouStudioProjectNew({ loaderData, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  return <NewProjectView {...loaderData} result={actionData} />
}
