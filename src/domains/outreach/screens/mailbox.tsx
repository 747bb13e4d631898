import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { suppressionReasons } from '../types.ts'
import { Head } from './parts/head.tsx'
import { boxForm, MailboxCard } from './parts/mailbox-form.tsx'
import { said } from './parts/said.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const room = callerOf<typeof operations>(context, 'outreach')
  const [boxes, suppressions] = await Promise.all([room.listMailboxes(), room.listSuppressions({ limit: 100 })])
  return { ...boxes, suppressions: suppressions.items }
}

export type MailboxData = Awaited<ReturnType<typeof loader>>
export interface Acted {
  intent: string
  result: Submitted
}

const names: Readonly<Record<string, string>> = { test: 'testMailbox', read: 'readMailbox', forget: 'removeMailbox', add: 'addSuppression', lift: 'liftSuppression' }

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted> {
  const form = await request.formData()
  const intent = said(form, 'intent')
  const name = names[intent]
  const result = await (name ? pageOf(context).submit(`outreach.${name}`, form) : pageOf(context).submit('outreach.saveMailbox', boxForm(form)))
  return { intent, result }
}

/** Where mails leave from, where answers are read, and to whom nobody writes. */
export default function Mailbox({ actionData }: { actionData?: Acted }) {
  const { t } = useText()
  const { items, mayManage, suppressions } = useLoaderData<typeof loader>()
  const resultOf = (intent: string): Submitted | null => (actionData?.intent === intent ? actionData.result : null)
  return (
    <Page width="text">
      <Head title={t('outreach.mailbox')} lead={t('outreach.mailboxLead')} current="mailbox" />
      <MailboxCard box={items.find(({ mine }) => !mine) ?? null} mine={false} may={mayManage} acted={actionData} />
      <MailboxCard box={items.find(({ mine }) => mine) ?? null} mine may acted={actionData} />
      <Section title={t('outreach.suppressions')} lead={t('outreach.suppressionsLead')}>
        <Suppressions items={suppressions} may={mayManage} />
        <Disclosure title={t('outreach.addSuppression')} open={resultOf('add')?.ok === false}>
          <Form result={resultOf('add')} submit={t('outreach.addSuppression')}>
            <Hidden values={{ intent: 'add' }} />
            <Field name="email" type="email" id="silent-email" label={t('outreach.email')} required maxLength={254} />
            <Field
              name="reason"
              type="select"
              label={t('outreach.reasonLabel')}
              required
              defaultValue="objected"
              options={suppressionReasons.map((one) => ({ value: one, label: t(`outreach.suppression.${one}`) }))}
            />
          </Form>
        </Disclosure>
      </Section>
    </Page>
  )
}

function Suppressions({ items, may }: { items: MailboxData['suppressions']; may: boolean }) {
  const { t, date } = useText()
  return (
    <Table
      caption={t('outreach.suppressions')}
      hideCaption
      stack
      rows={items}
      rowKey={({ email }) => email}
      empty={<p className="text-soft">{t('outreach.suppressionsEmpty')}</p>}
      columns={[
        { key: 'email', label: t('outreach.email') },
        { key: 'reason', label: t('outreach.reasonLabel'), cell: ({ reason }) => t(`outreach.suppression.${reason}`) },
        { key: 'at', label: t('outreach.when'), cell: ({ at }) => date(at) },
        {
          key: 'lift',
          label: '',
          align: 'end',
          cell: ({ email }) =>
            may && (
              <Form>
                <Hidden values={{ intent: 'lift', email }} />
                <Button type="submit" size="small" kind="quiet" aria-label={`${t('outreach.lift')} · ${email}`}>
                  {t('outreach.lift')}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}
