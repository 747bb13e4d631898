import { Outlet } from 'react-router'
import type { PageHandle } from '#platform/page'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

/** Karangou's screens: the face and the rooms of the space come from `handle`. */
export default function KarangouLayout() {
  return <Outlet />
}
