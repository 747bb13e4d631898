import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { fromMajor, isCurrency } from '#platform/money'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { printed } from './parts.tsx'
import { Till } from './till.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const code = asked.get('code')?.trim() ?? ''
  const room = callerOf<typeof operations>(context, 'payments')
  const till = await room.myTill()
  const done = asked.get('done')
  // An unknown or mistyped code is no error page: the agent tries again.
  const found = code ? await pageOf(context).submit('payments.findVoucher', new FormData(), { code }) : null
  return { code, till, found: found as Submitted<Voucher> | null, done: done === 'cashed' || done === 'closed' ? done : null }
}

type Voucher = Awaited<ReturnType<(typeof operations)['findVoucher']['run']>>

export async function action({ context, request }: ActionFunctionArgs): Promise<{ intent: string; result: Submitted } | Response> {
  const form = await request.formData()
  const { submit } = pageOf(context)
  if (form.get('intent') === 'close') {
    const result = await submit('payments.closeTill', form, { counts: countsIn(form) })
    return result.ok ? redirect('/counter?done=closed', 303) : { intent: 'close', result }
  }
  const result = await submit('payments.cashVoucher', form)
  if (!result.ok) return { intent: 'cash', result }
  return redirect(`/counter?done=cashed&code=${(result.output as { code: string }).code}`, 303)
}

/** What was counted, written in major units as people do: one field a currency. */
function countsIn(form: FormData): { currency: string; counted: number }[] {
  return [...form.entries()].flatMap(([name, typed]) => {
    const currency = /^counted-([A-Z]{3})$/.exec(name)?.[1]
    if (!currency || !isCurrency(currency) || typeof typed !== 'string') return []
    return [{ currency, counted: fromMajor(typed, currency)?.amount ?? -1 }]
  })
}

export type CounterData = Awaited<ReturnType<typeof loader>>

/** The counter of an agency: a code, the cash, one press; and the drawer with its daily count. */
export default function CounterPage({ loaderData: data, actionData }: { loaderData: CounterData; actionData?: { intent: string; result: Submitted } }) {
  const { t, money } = useText()
  const { code, found, till, done } = data
  const voucher = found?.ok ? found.output : null
  const cashed = actionData?.intent === 'cash' ? actionData.result : null
  return (
    <Page width="narrow">
      <PageHead title={t('payments.counterTitle')} lead={t('payments.counterLead')} />
      <div className="money-counter">
        {done === 'cashed' && voucher && <Notice kind="good">{t('payments.counterDone', { amount: money(voucher.amount, voucher.currency) })}</Notice>}
        {done === 'closed' && <Notice kind="good">{t('payments.tillDone')}</Notice>}
        {cashed && !cashed.ok && <RefusalNote refusal={cashed.refusal} />}
        {found && !found.ok && <RefusalNote refusal={found.refusal} />}
        {voucher && done !== 'cashed' && <VoucherCard voucher={voucher} />}
        <Card title={t('payments.counterFind')}>
          <Form method="get" action="/counter" submit={t('payments.counterFind')} kind={voucher?.state === 'open' ? 'secondary' : 'primary'}>
            <Field
              name="code"
              label={t('payments.counterCode')}
              hint={t('payments.counterCodeHint')}
              defaultValue={found && !found.ok ? code : ''}
              required
              maxLength={300}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
          </Form>
        </Card>
      </div>
      <Till till={till} result={actionData?.intent === 'close' ? actionData.result : null} />
    </Page>
  )
}

function VoucherCard({ voucher }: { voucher: Voucher }) {
  const { t, money, dateTime } = useText()
  const amount = money(voucher.amount, voucher.currency)
  return (
    <Card
      title={<span className="money-code">{printed(voucher.code)}</span>}
      action={<Badge tone={voucher.state === 'open' ? 'accent' : 'bad'}>{t(`payments.voucher.${voucher.state}`)}</Badge>}
    >
      <p>{t('payments.counterFor', { what: voucher.description, name: voucher.payerName })}</p>
      {voucher.state === 'open' ? (
        <>
          <p className="money-large">{t('payments.counterTake', { amount })}</p>
          <p className="text-soft">{t('payments.counterUntil', { when: dateTime(voucher.expiresAt) })}</p>
          <Form submit={t('payments.counterTaken', { amount })}>
            <Hidden values={{ intent: 'cash', code: voucher.code }} />
          </Form>
        </>
      ) : (
        <p>
          <strong>{t('payments.doNotTake')}</strong> {voucher.cashedAt && <span className="text-soft">{dateTime(voucher.cashedAt)}</span>}
        </p>
      )}
    </Card>
  )
}
