import { Bell } from 'lucide-react'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { useText } from '#ui/text'

/** The bell of the header: how many notices wait. Without script the figure is that of the page; with it, it follows the stream. */
export function NoticeBell({ userId, unread }: { userId: string; unread: number }) {
  const { t, number } = useText()
  return (
    <>
      <Island name="live" when="idle" topics={`notices:${userId}`} />
      <Island name="notices" when="idle">
        <a className="btn" data-kind="quiet" data-size="medium" href="/account/notices" aria-label={t('messaging.bell', { count: unread })}>
          <Icon of={Bell} />
          <span className="count" data-count hidden={unread === 0}>
            {number(unread)}
          </span>
        </a>
      </Island>
    </>
  )
}
