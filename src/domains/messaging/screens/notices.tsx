import { Settings2 } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import './messaging.css'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get('after') ?? undefined
  const messaging = callerOf<typeof operations>(context, 'messaging')
  const [page, { count }] = await Promise.all([messaging.listNotices({ after, limit: 30 }), messaging.countUnread()])
  return { ...page, now: new Date(), unread: count, further: after !== undefined }
}

/** Marks as read, and follows the notice's link when there is one: it stays inside the house by a constraint of its table. */
export async function action({ context, request }: ActionFunctionArgs) {
  const form = await request.formData()
  const noticeId = form.get('noticeId')
  const messaging = callerOf<typeof operations>(context, 'messaging')
  if (typeof noticeId !== 'string') {
    await messaging.markAllRead()
    return redirect('/account/notices', 303)
  }
  const result = await pageOf(context).submit('messaging.markRead', form)
  const to = form.get('to')
  return redirect(result.ok && typeof to === 'string' && /^\/(?![/\\])[^\\]*$/.test(to) ? to : '/account/notices', 303)
}

type Data = Awaited<ReturnType<typeof loader>>
type Item = Data['items'][number]

export default function NoticesPage({ loaderData: { items, next, now, unread, further } }: { loaderData: Data }) {
  const { t } = useText()
  const days = [...Map.groupBy(items, ({ createdAt }) => dayOf(createdAt))]
  return (
    <Page width="text">
      <PageHead title={t('messaging.title')} lead={t('messaging.lead')} actions={<Actions unread={unread} />} />
      <Island name="fresh-notices" when="idle">
        <a href="/account/notices" className="btn" data-kind="secondary" data-size="medium" hidden>
          {t('messaging.fresh')}
        </a>
      </Island>
      {items.length === 0 && <EmptyState title={t('messaging.none')}>{t('messaging.noneText')}</EmptyState>}
      {days.map(([day, told]) => (
        <section key={day} className="day-of-notices" aria-labelledby={`day-${day}`}>
          <DayName day={day} now={now} />
          {told.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} now={now} />
          ))}
        </section>
      ))}
      <Pager previous={further ? '/account/notices' : null} next={next ? `/account/notices?${new URLSearchParams({ after: next })}` : null} />
    </Page>
  )
}

const dayOf = (when: Date | string): string => new Date(when).toISOString().slice(0, 10)

function DayName({ day, now }: { day: string; now: Date }) {
  const { t, date } = useText()
  const yesterday = dayOf(new Date(new Date(now).getTime() - 86_400_000))
  return <h2 id={`day-${day}`}>{day === dayOf(now) ? t('messaging.today') : day === yesterday ? t('messaging.yesterday') : date(day, 'full')}</h2>
}

function Actions({ unread }: { unread: number }) {
  const { t } = useText()
  return (
    <>
      {unread > 0 && (
        <form method="post" action="/account/notices">
          <Button type="submit">{t('messaging.markAllRead')}</Button>
        </form>
      )}
      <LinkButton kind="quiet" href="/account/notifications" icon={<Icon of={Settings2} />}>
        {t('messaging.choose')}
      </LinkButton>
    </>
  )
}

function NoticeLine({ notice: { id, title, body, action: word, href, createdAt, readAt }, now }: { notice: Item; now: Date }) {
  const { t, relative } = useText()
  return (
    <article className="notice-line" data-unread={readAt ? undefined : ''}>
      <h3 className="text-base">
        {title} {!readAt && <Badge tone="accent">{t('messaging.unread')}</Badge>}
      </h3>
      {body && <p className="text-soft whitespace-pre-line">{body}</p>}
      <div className="flex flex-wrap items-center gap-3">
        <time className="text-soft text-sm" dateTime={new Date(createdAt).toISOString()}>
          {relative(createdAt, now)}
        </time>
        <form method="post" action="/account/notices" className="contents">
          <input type="hidden" name="noticeId" value={id} />
          {href && <input type="hidden" name="to" value={href} />}
          {(href || !readAt) && (
            <Button type="submit" size="small" aria-label={`${href ? word : t('messaging.markRead')} : ${title}`}>
              {href ? word : t('messaging.markRead')}
            </Button>
          )}
        </form>
      </div>
    </article>
  )
}
