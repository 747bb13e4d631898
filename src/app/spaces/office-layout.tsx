import { Outlet, useLocation } from 'react-router'
import { SideNav } from '#ui/navigation'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { officeRooms } from '../frame/rooms.ts'
import { useShell } from '../frame/shell.ts'

export const handle = { page: 'work', space: 'griot' } satisfies PageHandle

export default function OfficeLayout() {
  const { t } = useText()
  const { pathname } = useLocation()
  const { person } = useShell()
  const open = officeRooms.filter(({ needs }) => !needs || person?.staff.some((role) => role === needs || role === 'administrator'))
  return (
    <div className="office">
      <SideNav label={t('app.office')} items={open.map(({ href, label }) => ({ href, label: t(label), current: pathname.startsWith(href) }))} />
      <Outlet />
    </div>
  )
}
