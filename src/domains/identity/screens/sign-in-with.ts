import { redirect, type LoaderFunctionArgs } from 'react-router'
import { callerOf } from '#platform/page'
import type { operations } from '../operations.ts'
import { nextOf } from './acting.ts'

/** On to the provider. A link and not a form, because a strict `form-action` also forbids a form to end elsewhere. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { url } = await callerOf<typeof operations>(context, 'identity').startProviderSignIn({ provider: params.provider ?? '', returnTo: nextOf(request) })
  return redirect(url)
}
