import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { PageHandle, Submitted } from '#platform/page'
import { RecordList } from './list.tsx'
import { actOnList, type ListData, loadList } from './load.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

const kindIn = (request: Request) => (new URL(request.url).searchParams.get('kind') === 'organisation' ? 'organisation' : 'person')

export const loader = (args: LoaderFunctionArgs) => loadList(args, kindIn(args.request))
export const action = (args: ActionFunctionArgs) => actOnList(args, kindIn(args.request))

/** Those around the artists: people and organisations. */
export default function Contacts({ loaderData, actionData }: { loaderData: ListData; actionData?: { intent: string; result: Submitted } }) {
  return <RecordList data={loaderData} said={actionData} />
}
