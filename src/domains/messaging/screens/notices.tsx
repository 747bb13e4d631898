import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

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

export default function NoticesPage({ loaderData: { items, next, now, unread, further } }: { loaderData: Data }) {
  const { t } = useText()
  const all = (
    <form method="post" action="/account/notices">
      <Button type="submit">{t('messaging.markAllRead')}</Button>
    </form>
  )
  return (
    <Page width="text">
      <PageHead title={t('messaging.title')} lead={t('messaging.lead')} actions={unread > 0 && all} />
      {items.length === 0 ? (
        <EmptyState title={t('messaging.none')}>{t('messaging.noneText')}</EmptyState>
      ) : (
        <ul className="grid gap-4">
          {items.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} now={now} />
          ))}
        </ul>
      )}
      <Pager previous={further ? '/account/notices' : null} next={next ? `/account/notices?${new URLSearchParams({ after: next })}` : null} />
    </Page>
  )
}

function NoticeLine({ notice: { id, title, body, action: word, href, createdAt, readAt }, now }: { notice: Data['items'][number]; now: Date }) {
  const { t, relative } = useText()
  return (
    <li className="grid gap-2 border-b border-line pb-4">
      <h2 className="text-base">
        {title} {!readAt && <Badge tone="accent">{t('messaging.unread')}</Badge>}
      </h2>
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
    </li>
  )
}
