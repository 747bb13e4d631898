import { MonitorPlay } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import './stage.css'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  return { ...(await callerOf<typeof operations>(context, 'playback').listWatching()), now: clock.now() }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const result = await pageOf(context).submit('playback.endWatching', await request.formData())
  return result.ok ? redirect('/account/devices', 303) : result
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Exclude<Awaited<ReturnType<typeof action>>, Response>
}

/** Which devices watch with the account, and how to stop one. */
export default function Devices({ loaderData: { items, limit, now }, actionData }: Props) {
  const { t, time, relative } = useText()
  return (
    <Page width="text">
      <PageHead title={t('playback.devicesTitle')} lead={t('playback.devicesLead', { limit })} />
      {items.length === 0 && (
        <EmptyState title={t('playback.devicesEmpty')} picture={<Icon of={MonitorPlay} size="large" />}>
          {t('playback.devicesEmptyText')}
        </EmptyState>
      )}
      <ul className="watched">
        {items.map((session) => (
          <li key={session.id}>
            <Icon of={MonitorPlay} size="large" />
            <div>
              <strong>
                {session.device} {session.here && <Badge tone="accent">{t('playback.deviceHere')}</Badge>}
              </strong>
              {session.film && <a href={`/karangou/films/${session.film.slug}`}>{session.film.title}</a>}
              <small>{t('playback.deviceSince', { time: time(session.startedAt), seen: relative(session.seenAt, now) })}</small>
            </div>
            <Form result={actionData ?? null}>
              <Hidden values={{ id: session.id }} />
              <Button type="submit" size="small" aria-label={t('playback.endDeviceNamed', { device: session.device })}>
                {t('playback.endDevice')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Page>
  )
}
