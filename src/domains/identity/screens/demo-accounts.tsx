import type { Submitted } from '#platform/page'
import { Avatar } from '#ui/badge'
import { Card } from '#ui/card'
import { Form, Hidden } from '#ui/form'
import { RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'

/** One click into each role, on a demo start. */
export function DemoAccounts({ accounts, password, result }: { accounts: readonly { account: string; name: string }[]; password: string; result: Submitted | null }) {
  const { t } = useText()
  return (
    <Card title={t('identity.demoTitle')}>
      <p className="text-soft">{t('identity.demoLead', { password })}</p>
      {result && !result.ok && <RefusalNote refusal={result.refusal} />}
      <ul className="mt-4 grid gap-2">
        {accounts.map(({ account, name }) => (
          <li key={account}>
            <Form className="contents">
              <Hidden values={{ intent: 'demo', account }} />
              <button type="submit" className="flex min-h-12 w-full cursor-pointer items-center gap-3 rounded-lg border border-line bg-ground px-3 py-2 text-start hover:bg-sunken">
                <Avatar name={name} size="small" />
                <span className="min-w-0">
                  <strong>{t(`identity.demo.${account}`)}</strong>
                  <br />
                  <span className="text-soft text-sm">{name}</span>
                </span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  )
}
