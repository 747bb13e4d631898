import { X } from 'lucide-react'
import { IconButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { useText } from '#ui/text'
import type { ProjectCard } from '../../schema.ts'
import { FundingBar } from './funding-bar.tsx'
import { projectHref } from './project-tile.tsx'

/** Over the last seconds of a film and after its end: the project it can fund. Its island puts it on the player; without script the page itself shows the project. */
export function EndCard({ project: { slug, title, funding } }: { project: ProjectCard }) {
  const { t, money } = useText()
  return (
    <Island name="end-card" when="idle">
      <aside className="fund-end" hidden aria-label={t('crowdfunding.public.endLabel')}>
        <p className="fund-end-lead">{t('crowdfunding.public.endLead')}</p>
        <strong>{title}</strong>
        <FundingBar funding={funding} />
        <p className="tabular">{t('crowdfunding.public.endFigures', { percent: funding.percent, raised: money(funding.raised, funding.currency) })}</p>
        <a className="btn" data-kind="primary" data-size="medium" href={projectHref(slug, 'player')}>
          {t('crowdfunding.public.support')}
        </a>
        <IconButton label={t('crowdfunding.public.endClose')} size="small" data-close="" icon={<Icon of={X} />} />
      </aside>
    </Island>
  )
}
