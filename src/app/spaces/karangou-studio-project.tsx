import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { operations as cinemaOperations } from '#domains/cinema/operations.ts'
import { type Sent, takeProjectForm } from '#domains/crowdfunding/screens/studio/intents.ts'
import { loadStudioProject, stayWithin, StudioProjectView } from '#domains/crowdfunding/screens/studio/project.tsx'
import type { operations as mediaOperations } from '#domains/media/operations.ts'
import type { operations as paymentsOperations } from '#domains/payments/operations.ts'
import { callerOf, type PageHandle } from '#platform/page'
import { useText } from '#ui/text'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

/** A maker's project (crowdfunding), with the videos of the house (media) and its films (cinema) to choose from. */
export async function loader(args: LoaderFunctionArgs) {
  const loaded = await loadStudioProject(args)
  const { workspaceId, funding } = loaded.project
  const [titles, films, methods] = await Promise.all([
    callerOf<typeof mediaOperations>(args.context, 'media').listTitles({ workspaceId, limit: 50 }),
    callerOf<typeof cinemaOperations>(args.context, 'cinema').studioFilms(),
    callerOf<typeof paymentsOperations>(args.context, 'payments').paymentMethods({ currency: funding.currency }),
  ])
  return {
    loaded,
    wallets: methods.items.filter(({ paysOut }) => paysOut).map(({ channel }) => channel),
    titles: titles.items.filter(({ playable }) => playable).map(({ id, name }) => ({ value: id, label: name })),
    films: films.items.filter(({ state }) => state === 'published').map(({ slug, title }) => ({ value: slug, label: title })),
  }
}

export function action(args: ActionFunctionArgs): Promise<Sent | Response> {
  return takeProjectForm(args)
}

export const shouldRevalidate = stayWithin

export default function KarangouStudioProject({
  loaderData: { loaded, titles, films, wallets },
  actionData,
}: {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Sent
}) {
  const { t } = useText()
  const channels = wallets.map((value) => ({ value, label: t(`payments.channel.${value}`) }))
  return <StudioProjectView loaded={loaded} sent={actionData} titles={titles} films={films} channels={channels} />
}
