import { Outlet, useLocation } from 'react-router'
import { SideNav } from '#ui/navigation'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { currentOf, officeRooms, openTo } from '../frame/rooms.ts'
import { useShell } from '../frame/shell.ts'

export const handle = { page: 'work', space: 'griot' } satisfies PageHandle

export default function OfficeLayout() {
  const { t } = useText()
  const { pathname } = useLocation()
  const { person } = useShell()
  const open = openTo(person, officeRooms)
  const here = currentOf(open, pathname)
  return (
    <div className="office">
      <SideNav label={t('app.office')} items={open.map(({ href, label }) => ({ href, label: t(label), current: href === here }))} />
      <Outlet />
    </div>
  )
}
