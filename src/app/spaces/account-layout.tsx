import { Outlet, useLocation } from 'react-router'
import { SideNav } from '#ui/navigation'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { accountRooms, currentOf } from '../frame/rooms.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export default function AccountLayout() {
  const { t } = useText()
  const { pathname } = useLocation()
  const here = currentOf(accountRooms, pathname)
  return (
    <div className="office">
      <SideNav
        label={t('app.account')}
        items={accountRooms.map(({ href, label }) => ({ href, label: t(label), current: href === here || (href !== '/account' && pathname.startsWith(href)) }))}
      />
      <Outlet />
    </div>
  )
}
