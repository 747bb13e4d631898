import { Download, HandCoins } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Badge, type Tone } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState, Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { Contribution } from '../../schema.ts'
import { projectHref } from '../public/project-tile.tsx'
import '../public/funding.css'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get('after') ?? undefined
  return { page: await callerOf<typeof operations>(context, 'crowdfunding').myContributions({ after, limit: 30 }), further: after !== undefined }
}

const looks: Readonly<Record<Contribution['state'], Tone>> = {
  pending: 'accent',
  pledged: 'accent',
  confirmed: 'good',
  failed: 'neutral',
  expired: 'neutral',
  'refund-due': 'warn',
  refunding: 'warn',
  'refund-stuck': 'bad',
  refunded: 'neutral',
  disputed: 'bad',
}

/** Everything I gave: what became of it, its receipt, what may still be done. */
export default function MyContributions({ loaderData: { page, further } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const stuck = page.items.filter((one) => one.state === 'refund-stuck')
  return (
    <Page width="text">
      <PageHead title={t('crowdfunding.public.mineTitle')} lead={t('crowdfunding.public.mineLead')} />
      {stuck.map((one) => (
        <Notice
          key={one.id}
          kind="warn"
          title={t('crowdfunding.public.mineStuck', { title: one.project.title })}
          actions={<LinkButton href={one.href}>{t('crowdfunding.public.giveWallet')}</LinkButton>}
        />
      ))}
      {page.items.length === 0 && (
        <EmptyState
          title={t('crowdfunding.public.mineEmpty')}
          picture={<Icon of={HandCoins} size="large" />}
          action={
            <LinkButton kind="primary" href="/karangou/projects">
              {t('crowdfunding.public.seeProjects')}
            </LinkButton>
          }
        >
          {t('crowdfunding.public.mineEmptyText')}
        </EmptyState>
      )}
      <ul className="fund-mine">
        {page.items.map((one) => (
          <Given key={one.id} contribution={one} />
        ))}
      </ul>
      <Pager previous={further ? '/account/contributions' : null} next={page.next ? `/account/contributions?after=${encodeURIComponent(page.next)}` : null} />
    </Page>
  )
}

function Given({ contribution: { project, amount, currency, state, createdAt, reward, href, receiptHref, sandbox } }: { contribution: Contribution }) {
  const { t, money, date } = useText()
  return (
    <li>
      <div>
        <a href={projectHref(project.slug)}>
          <strong>{project.title}</strong>
        </a>
        <span className="fund-soft">{[date(createdAt, 'medium'), reward?.title].filter(Boolean).join(' · ')}</span>
        <span className="cluster">
          <Badge tone={looks[state]}>{t(`crowdfunding.public.mine.${state}`)}</Badge>
          {sandbox && <Badge tone="warn">{t('crowdfunding.public.sandbox')}</Badge>}
        </span>
      </div>
      <p className="fund-mine-amount tabular">{money(amount, currency)}</p>
      <div className="cluster">
        {receiptHref && (
          <LinkButton
            size="small"
            href={receiptHref}
            icon={<Icon of={Download} size="small" />}
            download
            aria-label={t('crowdfunding.public.receiptFor', { title: project.title })}
          >
            {t('crowdfunding.public.receiptShort')}
          </LinkButton>
        )}
        <LinkButton size="small" kind="quiet" href={href} aria-label={t('crowdfunding.public.openFor', { title: project.title })}>
          {t('crowdfunding.public.open')}
        </LinkButton>
      </div>
    </li>
  )
}
