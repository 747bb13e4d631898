import { redirect, type ActionFunctionArgs } from 'react-router'
import type { operations } from '#domains/identity/operations.ts'
import { callerOf } from '#platform/page'
import { safePath } from '../../frame/safe-path.ts'

/** From now on the desk is about this agency. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const slug = form.get('slug')
  await callerOf<typeof operations>(context, 'identity').chooseWorkspace({ slug: typeof slug === 'string' ? slug : '' })
  return redirect(safePath(form.get('next')), 303)
}

export function loader() {
  return redirect('/mona')
}
