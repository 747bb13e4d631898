import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, ButtonRow } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { Pager, TabLinks } from '#ui/navigation'
import { EmptyState, Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { ReasonLine } from './parts.tsx'
import { Rules } from './rules-list.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const decided = asked.has('decided')
  const after = asked.get('after') ?? undefined
  const room = callerOf<typeof operations>(context, 'payments')
  const [page, rules] = await Promise.all([room.listHolds({ decided, after, limit: 30 }), room.listFraudRules()])
  return { ...page, rules: rules.items, decided, further: after !== undefined, done: asked.get('done') }
}

/** Which hold or rule was answered, and what came of it. */
export interface Answered {
  about: string
  result: Submitted
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Answered | Response> {
  const form = await request.formData()
  const isRule = form.has('ruleId')
  if (isRule && !form.has('active')) form.set('active', 'false')
  const result = await pageOf(context).submit(isRule ? 'payments.editFraudRule' : 'payments.decideHold', form)
  const about = form.get(isRule ? 'ruleId' : 'holdId')
  if (!result.ok) return { about: typeof about === 'string' ? about : '', result }
  return redirect(`/office/holds?done=${isRule ? 'ruleChanged#rules' : 'decided'}`, 303)
}

type Data = Awaited<ReturnType<typeof loader>>
type Hold = Data['items'][number]

/** What was held back and why; a human says whether it goes on. */
export default function HoldsPage({ loaderData: { items, next, rules, decided, further, done }, actionData }: { loaderData: Data; actionData?: Answered }) {
  const { t } = useText()
  const page = (after?: string): string => `/office/holds?${new URLSearchParams({ ...(decided ? { decided: '' } : {}), ...(after ? { after } : {}) })}`
  return (
    <Page>
      <PageHead title={t('payments.holdsTitle')} lead={t('payments.holdsLead')} />
      {(done === 'decided' || done === 'ruleChanged') && <Notice kind="good">{t(`payments.${done}`)}</Notice>}
      <TabLinks
        label={t('payments.holdsTitle')}
        items={[
          { href: '/office/holds', label: t('payments.holdsWaiting'), current: !decided },
          { href: '/office/holds?decided', label: t('payments.holdsDecided'), current: decided },
        ]}
      />
      {items.length === 0 && <EmptyState title={t('payments.noHolds')}>{t('payments.noHoldsText')}</EmptyState>}
      <ul className="money-lines">
        {items.map((one) => (
          <Line key={one.id} one={one} answered={actionData?.about === one.id ? actionData.result : null} />
        ))}
      </ul>
      <Pager previous={further ? page() : null} next={next ? page(next) : null} />
      <Section id="rules">
        <Disclosure title={t('payments.rulesTitle')} open={done === 'ruleChanged' || rules.some(({ id }) => id === actionData?.about)}>
          <Rules rules={rules} answered={actionData} />
        </Disclosure>
      </Section>
    </Page>
  )
}

const tones = { fraud: 'warn', different: 'bad', 'by-hand': 'accent' } as const

function Line({ one, answered }: { one: Hold; answered: Submitted | null }) {
  const { t, money, dateTime } = useText()
  const where = one.about === 'payment' ? `/office/payments/${one.aboutId}` : `/office/payouts?kind=${one.about}`
  return (
    <li>
      <div className="money-head">
        <a className="money-amount" href={where}>
          {money(one.amount, one.currency)}
        </a>
        <span>{one.name}</span>
        <Badge tone={tones[one.kind]}>{t(`payments.hold.${one.kind}`)}</Badge>
        <Badge>{t(`payments.kind.${one.about}`)}</Badge>
      </div>
      <ul>
        {one.reasons.map((reason, place) => (
          <li key={place}>
            <ReasonLine reason={reason} />
          </li>
        ))}
      </ul>
      <p className="text-soft text-sm">
        {one.detail} · {dateTime(one.createdAt)}
      </p>
      {one.state === 'waiting' ? <Decision one={one} answered={answered} /> : <Decided one={one} />}
    </li>
  )
}

const yes = { fraud: 'payments.approve', different: 'payments.approveTaken', 'by-hand': 'payments.approveDone' } as const

function Decision({ one, answered }: { one: Hold; answered: Submitted | null }) {
  const { t, money } = useText()
  const named = (label: string): string => `${label} : ${money(one.amount, one.currency)}, ${one.name}`
  return (
    <Form result={answered}>
      <Hidden values={{ holdId: one.id }} />
      <Field id={`word-${one.id}`} name="word" label={t('payments.word')} hint={t('payments.wordHint')} maxLength={1000} autoComplete="off" />
      <ButtonRow>
        <Button type="submit" kind="primary" name="verdict" value="approved" aria-label={named(t(yes[one.kind]))}>
          {t(yes[one.kind])}
        </Button>
        <Button type="submit" name="verdict" value="refused" aria-label={named(t('payments.refuse'))}>
          {t('payments.refuse')}
        </Button>
      </ButtonRow>
    </Form>
  )
}

function Decided({ one }: { one: Hold }) {
  const { t, dateTime } = useText()
  return (
    <p>
      <Badge tone={one.state === 'approved' ? 'good' : 'neutral'}>{t(one.state === 'approved' ? 'payments.approved' : 'payments.refusedState')}</Badge>{' '}
      {one.word && `« ${one.word} » `}
      <span className="text-soft text-sm">{one.decidedAt && t('payments.decidedBy', { name: one.decidedBy ?? '—', when: dateTime(one.decidedAt) })}</span>
    </p>
  )
}
