import type { Submitted } from '#platform/page'
import { Avatar } from '#ui/badge'
import { Card } from '#ui/card'
import { Form, Hidden } from '#ui/form'
import { RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import { demoPassword } from '../demo-accounts.ts'

/** One click into each role, on a demo start. */
export function DemoAccounts({ accounts, result }: { accounts: readonly { account: string; name: string; email: string }[]; result: Submitted | null }) {
  const { t } = useText()
  return (
    <Card title={t('identity.demoTitle')}>
      <p className="text-soft">{t('identity.demoLead', { password: demoPassword })}</p>
      {result && !result.ok && <RefusalNote refusal={result.refusal} />}
      <ul className="mt-4 grid gap-2">
        {accounts.map(({ account, name }) => (
          <li key={account}>
            <Form className="contents">
              <Hidden values={{ intent: 'demo', account }} />
              <button type="submit" className="link-card w-full text-start">
                <Avatar name={name} />
                <span className="link-card-title">{t(`identity.demo.${account}`)}</span>
                <span className="link-card-detail">{name}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  )
}
