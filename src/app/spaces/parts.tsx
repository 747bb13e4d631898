import { data, type LoaderFunctionArgs } from 'react-router'
import { pageOf } from '#platform/page'
export function loader({ context }: LoaderFunctionArgs) {
  if (!pageOf(context).demo) throw data(null, { status: 404 })
  return null
}
export default function Parts() {
  return null
}
