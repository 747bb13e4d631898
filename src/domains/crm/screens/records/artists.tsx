import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { PageHandle, Submitted } from '#platform/page'
import { RecordList } from './list.tsx'
import { actOnList, type ListData, loadList } from './load.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export const loader = (args: LoaderFunctionArgs) => loadList(args, 'artist')
export const action = (args: ActionFunctionArgs) => actOnList(args, 'artist')

/** The agency's artists. */
export default function Artists({ loaderData, actionData }: { loaderData: ListData; actionData?: { intent: string; result: Submitted } }) {
  return <RecordList data={loaderData} said={actionData} />
}
