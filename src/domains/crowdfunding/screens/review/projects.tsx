import { CheckCheck } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import type { operations } from '../../operations.ts'
import '../studio/studio.css'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const crowdfunding = callerOf<typeof operations>(context, 'crowdfunding')
  const [{ items }, milestones] = await Promise.all([crowdfunding.projectQueue({}), crowdfunding.milestoneQueue({})])
  return { items, payouts: milestones.items.length, now: clock.now() }
}

/** The reviewers' desk for projects: who waits, since when. */
export default function ReviewProjects({ loaderData: { items, payouts, now } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t, lang, money, relative } = useText()
  return (
    <Page>
      <PageHead
        title={t('crowdfunding.studio.reviewTitle')}
        tab={`${t('crowdfunding.studio.reviewNav')} · Karangou`}
        lead={t('crowdfunding.studio.reviewLead', { n: items.length })}
      />
      <ReviewTabs current="projects" projects={items.length} payouts={payouts} />
      {items.length === 0 && (
        <EmptyState title={t('crowdfunding.studio.reviewEmpty')} picture={<Icon of={CheckCheck} size="large" />}>
          {t('crowdfunding.studio.reviewEmptyText')}
        </EmptyState>
      )}
      <ul className="studio-rows" data-first="">
        {items.map(({ id, title, summary, cover, country, workspaceName, submittedAt, funding, model }, place) => (
          <li key={id} className="studio-row">
            <Poster title={title} picture={cover} ratio="wide" sizes="8rem" decorative />
            <div className="studio-row-words">
              <p className="studio-row-name">
                <a href={`/karangou/review/projects/${id}`}>{title}</a>
                <Badge>{t(`crowdfunding.studio.model.${model}`)}</Badge>
              </p>
              <p className="studio-clamp">{summary}</p>
              <p className="studio-soft">
                {[
                  workspaceName,
                  country && countryName(lang, country),
                  money(funding.goal, funding.currency),
                  submittedAt && t('crowdfunding.studio.waits', { ago: relative(submittedAt, now) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <LinkButton kind={place === 0 ? 'primary' : 'secondary'} href={`/karangou/review/projects/${id}`}>
              {t('crowdfunding.studio.readIt')}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Page>
  )
}

/** Projects to read, payouts to decide. */
export function ReviewTabs({ current, projects, payouts }: { current: 'projects' | 'milestones'; projects: number; payouts: number }) {
  const { t } = useText()
  return (
    <TabLinks
      label={t('crowdfunding.studio.reviewNav')}
      items={[
        { href: '/karangou/review/projects', label: t('crowdfunding.studio.reviewNav'), current: current === 'projects', count: projects },
        { href: '/karangou/review/milestones', label: t('crowdfunding.studio.payoutsNav'), current: current === 'milestones', count: payouts },
      ]}
    />
  )
}
