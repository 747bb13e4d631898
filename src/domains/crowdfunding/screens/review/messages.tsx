import { MessagesSquare } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { Pager, TabLinks } from '#ui/navigation'
import { EmptyState, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { Moderate } from '../public/moderate.tsx'
import '../public/funding.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

const here = '/karangou/moderation/messages'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const hidden = query.get('show') === 'hidden'
  const after = query.get('after') ?? undefined
  return {
    ...(await callerOf<typeof operations>(context, 'crowdfunding').contributionMessages({ hidden, after, limit: 30 })),
    hidden,
    further: after !== undefined,
    now: clock.now(),
  }
}

export async function action({ context, request, url }: ActionFunctionArgs): Promise<Submitted | Response> {
  const done = await pageOf(context).submit('crowdfunding.moderateMessage', await request.formData())
  return done.ok ? redirect(url.pathname + url.search, 303) : done
}

type Data = Awaited<ReturnType<typeof loader>>

/** What is said on the walls of projects: a moderator takes away what should not stand there, and puts back what may. */
export default function Messages({ loaderData: { items, next, hidden, further, now }, actionData }: { loaderData: Data; actionData?: Submitted }) {
  const { t } = useText()
  const shelf = hidden ? `${here}?show=hidden` : here
  return (
    <Page width="normal">
      <PageHead title={t('crowdfunding.public.messagesTitle')} lead={t('crowdfunding.public.messagesLead')} />
      <TabLinks
        label={t('crowdfunding.public.messagesTitle')}
        items={[
          { href: '/karangou/moderation', label: t('audience.moderationTitle'), current: false },
          { href: here, label: t('crowdfunding.public.messagesShown'), current: !hidden },
          { href: `${here}?show=hidden`, label: t('crowdfunding.public.messagesHidden'), current: hidden },
        ]}
      />
      {actionData && !actionData.ok && <RefusalNote refusal={actionData.refusal} />}
      {items.length === 0 && (
        <EmptyState title={t('crowdfunding.public.messagesEmpty')} picture={<Icon of={MessagesSquare} size="large" />}>
          {!hidden && t('crowdfunding.public.messagesEmptyText')}
        </EmptyState>
      )}
      <ul className="fund-messages">
        {items.map((one) => (
          <Said key={one.id} one={one} now={now} />
        ))}
      </ul>
      <Pager previous={further ? shelf : null} next={next ? `${here}?${new URLSearchParams({ ...(hidden ? { show: 'hidden' } : {}), after: next })}` : null} />
    </Page>
  )
}

function Said({ one: { id, project, name, message, hidden, at }, now }: { one: Data['items'][number]; now: Date }) {
  const { t, relative } = useText()
  const who = name ?? t('crowdfunding.public.someone')
  return (
    <li>
      <p className="fund-soft">
        <strong>{who}</strong> · <a href={`/karangou/projects/${project.slug}?view=wall#views`}>{project.title}</a> · {relative(at, now)}
      </p>
      <p className="fund-words">{message}</p>
      <Moderate id={id} name={who} hidden={hidden} />
    </li>
  )
}
