import { redirect, type ActionFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import type { operations } from '../../operations.ts'
import { typed } from '../typed.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

/** Opens a check-up of the artist and goes there. */
export async function action({ context, request }: ActionFunctionArgs): Promise<Response> {
  const form = await request.formData()
  const { id } = await callerOf<typeof operations>(context, 'checkup').startCheckup({ recordId: typed(form, 'recordId') })
  return redirect(`/mona/checkups/${id}`, 303)
}
