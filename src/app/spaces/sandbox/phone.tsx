import { RotateCw } from 'lucide-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, ButtonRow, LinkButton } from '#ui/button'
import { Card } from '#ui/card'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { sandboxOperations } from '../../house/sandbox.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const state = await callerOf<typeof sandboxOperations>(context, 'house').sandboxPhones()
  return { ...state, late: new URL(request.url).searchParams.has('late') }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Response> {
  const form = await request.formData()
  if (form.get('intent') === 'behave') {
    await pageOf(context).submit('house.setSandbox', form)
    return redirect('/sandbox/phone', 303)
  }
  const result = await pageOf(context).submit('house.answerSandboxPhone', form)
  const answered = result.ok && (result.output as { answered: boolean }).answered
  return redirect(answered ? '/sandbox/phone' : '/sandbox/phone?late', 303)
}

type Data = Awaited<ReturnType<typeof loader>>

/** The phones of a demo's payers: in real life each is in somebody's hand. */
export default function SandboxPhonePage({ loaderData: { byHand, items, late } }: { loaderData: Data }) {
  const { t } = useText()
  return (
    <Page width="text">
      <PageHead
        eyebrow={t('payments.sandbox')}
        title={t('house.phones')}
        lead={t('house.phonesLead')}
        actions={
          <LinkButton href="/sandbox/phone" icon={<Icon of={RotateCw} />}>
            {t('house.phonesRefresh')}
          </LinkButton>
        }
      />
      {late && <Notice kind="info">{t('house.phonesLate')}</Notice>}
      <Section title={t('house.phonesWho')}>
        <p className="text-soft">{t(byHand ? 'house.phonesByHand' : 'house.phonesAlone')}</p>
        <Form>
          <Hidden values={{ intent: 'behave', byHand: String(!byHand) }} />
          <ButtonRow>
            <Button type="submit">{t(byHand ? 'house.phonesLetAlone' : 'house.phonesTakeHand')}</Button>
          </ButtonRow>
        </Form>
      </Section>
      {items.length === 0 && <EmptyState title={t('house.phonesNone')}>{t('house.phonesNoneText')}</EmptyState>}
      <div className="mt-6 grid gap-4">
        {items.map((one) => (
          <Phone key={one.paymentId} one={one} />
        ))}
      </div>
    </Page>
  )
}

function Phone({ one }: { one: Data['items'][number] }) {
  const { t, money, time } = useText()
  const amount = money(one.amount, one.currency)
  const button = (yes: boolean) => (
    <Form className="contents">
      <Hidden values={{ intent: 'answer', provider: one.provider, order: one.order, yes: String(yes) }} />
      <Button type="submit" kind={yes ? 'primary' : 'secondary'}>
        {t(yes ? 'house.phonesYes' : 'house.phonesNo')}
      </Button>
    </Form>
  )
  return (
    <Card title={<span className="tabular">{one.phone}</span>}>
      <p>
        <Badge>{t(`payments.channel.${one.channel}`)}</Badge> <span className="text-soft text-sm">{time(one.at)}</span>
      </p>
      <p className="mt-3">{t('house.phonesAsk', { name: one.name, amount, what: one.description })}</p>
      <ButtonRow>
        {button(true)}
        {button(false)}
      </ButtonRow>
    </Card>
  )
}
