import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Page, PageHead } from '#ui/layout'
import { EmptyState, Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { type Purpose, purposes } from '../types.ts'
import { Accounts } from './accounts.tsx'
import { Months } from './months.tsx'
import { useMonth } from './parts.tsx'
import { TrialBalance } from './trial-balance.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

const isMonth = (text: string | null): text is string => /^20\d\d-(0[1-9]|1[0-2])$/.test(text ?? '')

export async function loader({ context, request }: LoaderFunctionArgs) {
  const ledger = callerOf<typeof operations>(context, 'ledger')
  const asked = new URL(request.url).searchParams
  const month = asked.get('month')
  const purpose = asked.get('purpose') as Purpose | null
  const filter = {
    search: asked.get('search')?.slice(0, 200) || undefined,
    purpose: purpose && Object.hasOwn(purposes, purpose) ? purpose : undefined,
    currency: asked.get('currency') || undefined,
  }
  const after = asked.get('after') ?? undefined
  const [trial, accounts, periods] = await Promise.all([
    ledger.trialBalance(isMonth(month) ? { month } : {}),
    ledger.listAccounts({ ...(filter as { search?: string }), after, limit: 20 }),
    ledger.listPeriods(),
  ])
  const done = asked.get('done')
  return { month: isMonth(month) ? month : null, trial, accounts, further: after !== undefined, filter, periods: periods.items, done: isMonth(done) ? done : null }
}

export type LedgerData = Awaited<ReturnType<typeof loader>>

export async function action({ context, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const result = await pageOf(context).submit('ledger.closePeriod', form)
  return result.ok ? redirect(`/office/ledger?done=${(result.output as { month: string }).month}#months`, 303) : result
}

/** The books at a glance: do they balance, what stands in each account, which months are closed. */
export default function LedgerPage({ loaderData, actionData }: { loaderData: LedgerData; actionData?: Submitted }) {
  const { t } = useText()
  const monthName = useMonth()
  const { trial, done, periods } = loaderData
  return (
    <Page width="wide">
      <PageHead title={t('ledger.title')} lead={t('ledger.lead')} />
      {done && <Notice kind="good">{t('ledger.closeDone', { month: monthName(done) })}</Notice>}
      {actionData && !actionData.ok && <RefusalNote refusal={actionData.refusal} />}
      {trial.sheets.length === 0 && !loaderData.month ? (
        <EmptyState title={t('ledger.empty')}>{t('ledger.emptyText')}</EmptyState>
      ) : (
        <>
          <TrialBalance data={loaderData} />
          {!loaderData.month && <Accounts data={loaderData} />}
        </>
      )}
      <Months periods={periods} />
    </Page>
  )
}
