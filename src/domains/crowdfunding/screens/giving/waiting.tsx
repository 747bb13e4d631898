import { ExternalLink, Printer, RefreshCw, Smartphone } from 'lucide-react'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Facts } from '#ui/card'
import { Icon } from '#ui/icon'
import { StatusLine } from '#ui/progress'
import { useText } from '#ui/text'
import type { PartProps } from './contribution-states.tsx'
import { useMethodName } from './method-choice.tsx'

/** While the money is on its way: what the payer must do now, and until when. */
export function Waiting({ shown: { contribution } }: PartProps) {
  const { t } = useText()
  const { next } = contribution
  return (
    <>
      {contribution.sandbox && <SandboxNote />}
      {!next && <StatusLine live>{t('crowdfunding.public.preparing')}</StatusLine>}
      {next?.flow === 'push' && <OnThePhone contribution={contribution} />}
      {next?.flow === 'redirect' && <OnAPage url={next.url} />}
      {next?.flow === 'counter' && <AtACounter contribution={contribution} />}
      <Until contribution={contribution} />
      <p className="fund-acts">
        <LinkButton size="small" kind="quiet" href={contribution.href} icon={<Icon of={RefreshCw} size="small" />}>
          {t('crowdfunding.public.refresh')}
        </LinkButton>
      </p>
      <p className="fund-soft">{t('crowdfunding.public.mayLeave')}</p>
    </>
  )
}

type Given = PartProps['shown']['contribution']

/** Said wherever no real money moves. */
export function SandboxNote() {
  const { t } = useText()
  return (
    <p className="fund-sandbox">
      <Badge tone="warn">{t('crowdfunding.public.sandbox')}</Badge> {t('crowdfunding.public.sandboxText')}
    </p>
  )
}

function OnThePhone({ contribution: { phone, channel } }: { contribution: Given }) {
  const { t } = useText()
  const name = useMethodName()
  return (
    <div className="fund-call">
      <Icon of={Smartphone} size="large" />
      <ol>
        <li>{t('crowdfunding.public.push1', { phone: phone ?? '', operator: name({ channel }) })}</li>
        <li>{t('crowdfunding.public.push2')}</li>
        <li>{t('crowdfunding.public.push3')}</li>
      </ol>
      <StatusLine live>{t('crowdfunding.public.waiting')}</StatusLine>
    </div>
  )
}

function OnAPage({ url }: { url: string | null }) {
  const { t } = useText()
  if (!url) return <StatusLine live>{t('crowdfunding.public.preparing')}</StatusLine>
  return (
    <LinkButton kind="primary" size="large" className="fund-main" href={url} rel="noopener nofollow" icon={<Icon of={ExternalLink} />}>
      {t('crowdfunding.public.openPage')}
    </LinkButton>
  )
}

/** The voucher: a code to say, a picture to scan, a sheet to print. */
function AtACounter({ contribution: { next, amount, currency } }: { contribution: Given }) {
  const { t, lang, money } = useText()
  if (!next?.code) return <StatusLine live>{t('crowdfunding.public.preparing')}</StatusLine>
  const { code } = next
  return (
    <div className="fund-voucher">
      <img src={`/api/v1/vouchers/${code}.svg`} alt={t('crowdfunding.public.qr')} width={200} height={200} />
      <div>
        <p className="fund-soft">{t('crowdfunding.public.code')}</p>
        <p className="fund-code tabular">{`${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`}</p>
        <p>{t('crowdfunding.public.counterText', { amount: money(amount, currency) })}</p>
        <LinkButton kind="primary" href={`/api/v1/vouchers/${code}.pdf?lang=${lang}`} icon={<Icon of={Printer} />} download>
          {t('crowdfunding.public.printVoucher')}
        </LinkButton>
      </div>
    </div>
  )
}

function Until({ contribution: { expiresAt, amount, currency, reward } }: { contribution: Given }) {
  const { t, money, dateTime } = useText()
  return (
    <Facts
      items={[
        { label: t('crowdfunding.public.amount'), value: money(amount, currency) },
        { label: t('crowdfunding.public.reward'), value: reward?.title },
        {
          label: t('crowdfunding.public.heldUntil'),
          value: expiresAt && <time dateTime={expiresAt.toISOString()}>{t('crowdfunding.public.utc', { date: dateTime(expiresAt) })}</time>,
        },
      ]}
    />
  )
}
