import { RotateCw } from 'lucide-react'
import { useLoaderData, type LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Card } from '#ui/card'
import { Field, Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../house/operations.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const to = new URL(request.url).searchParams.get('to')?.trim() ?? ''
  const { items } = await callerOf<typeof operations>(context, 'house').listMailbox({ recipient: to || undefined })
  return { to, items }
}

/** Where the mails and SMS of a demo arrive, so that every way to sign in can be tried. */
export default function MailboxPage() {
  const { t, dateTime } = useText()
  const { to, items } = useLoaderData<typeof loader>()
  return (
    <Page width="text">
      <PageHead
        title={t('house.mailbox')}
        lead={t('house.mailboxLead')}
        actions={
          <LinkButton href={to ? `/mailbox?to=${encodeURIComponent(to)}` : '/mailbox'} icon={<Icon of={RotateCw} />}>
            {t('house.mailboxRefresh')}
          </LinkButton>
        }
      />
      <Form method="get" action="/mailbox">
        <Field name="to" label={t('house.mailboxOf')} defaultValue={to} autoComplete="off" required={false} />
        <div className="btn-row">
          <Button type="submit">{t('house.mailboxShow')}</Button>
        </div>
      </Form>
      {items.length === 0 && <EmptyState title={t('house.mailboxNone')}>{t('house.mailboxNoneText')}</EmptyState>}
      <div className="mt-6 grid gap-4">
        {items.map(({ id, channel, recipient, subject, text, hasHtml, at }) => (
          <article key={id} className="min-w-0 wrap-anywhere">
            <Card title={subject || <Badge>{t('house.mailboxSms')}</Badge>}>
              <p className="text-soft text-sm">
                {t('house.mailboxTo', { recipient, when: dateTime(at) })} {channel === 'sms' && <Badge>{t('house.mailboxSms')}</Badge>}
              </p>
              <div className="mt-3 whitespace-pre-line">
                <WithLinks text={text} />
              </div>
              {hasHtml && (
                <p className="mt-3">
                  <a className="link" href={`/mailbox/${id}`} target="_blank" rel="noopener">
                    {t('house.mailboxHtml')}
                  </a>
                </p>
              )}
            </Card>
          </article>
        ))}
      </div>
    </Page>
  )
}

/** The message as it was written, its addresses made into links. */
function WithLinks({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part, place) =>
    place % 2 === 1 ? (
      <a key={place} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )
}
