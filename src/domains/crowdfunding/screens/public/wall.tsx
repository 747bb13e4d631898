import type { z } from 'zod'
import { Avatar } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { Wall as WallShape } from '../../schema.ts'
import { contributeHref } from './project-head.tsx'
import { More } from './talk.tsx'

/** Everyone who helped, by the name they chose, with their words. */
export function Wall({ wall, currency, slug, open }: { wall: z.output<typeof WallShape>; currency: string; slug: string; open: boolean }) {
  const { t, money, date } = useText()
  if (wall.items.length === 0)
    return (
      <EmptyState title={t('crowdfunding.public.wallEmpty')} action={open && <LinkButton href={contributeHref(slug)}>{t('crowdfunding.public.beFirst')}</LinkButton>}>
        {t('crowdfunding.public.wallEmptyText')}
      </EmptyState>
    )
  return (
    <Section title={t('crowdfunding.public.wallTitle')} lead={t('crowdfunding.public.wallLead')}>
      <ul className="fund-wall">
        {wall.items.map(({ name, message, amount, at }, place) => (
          <li key={place} data-said={message ? '' : undefined}>
            <Avatar name={name ?? '·'} size="small" />
            <div>
              <strong>{name ?? t('crowdfunding.public.someone')}</strong>
              <span className="fund-soft tabular">{[amount !== null && money(amount, currency), date(at, 'medium')].filter(Boolean).join(' · ')}</span>
              {message && <p className="fund-words">{message}</p>}
            </div>
          </li>
        ))}
      </ul>
      <More slug={slug} view="wall" next={wall.next} />
    </Section>
  )
}
