import type { z } from 'zod'
import type { Submitted } from '#platform/page'
import { Avatar } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Section } from '#ui/layout'
import { EmptyState, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { Wall as WallShape } from '../../schema.ts'
import { Moderate } from './moderate.tsx'
import { contributeHref } from './project-head.tsx'
import { More } from './talk.tsx'

interface Props {
  wall: z.output<typeof WallShape>
  currency: string
  slug: string
  open: boolean
  result: Submitted | undefined
}

/** Everyone who helped, by the name they chose, with their words. */
export function Wall({ wall, currency, slug, open, result }: Props) {
  const { t, money, date } = useText()
  if (wall.items.length === 0)
    return (
      <EmptyState title={t('crowdfunding.public.wallEmpty')} action={open && <LinkButton href={contributeHref(slug)}>{t('crowdfunding.public.beFirst')}</LinkButton>}>
        {t('crowdfunding.public.wallEmptyText')}
      </EmptyState>
    )
  return (
    <Section title={t('crowdfunding.public.wallTitle')} lead={t('crowdfunding.public.wallLead')}>
      {result && !result.ok && <RefusalNote refusal={result.refusal} />}
      <ul className="fund-wall">
        {wall.items.map(({ id, name, message, hidden, amount, at }, place) => (
          <li key={place} data-said={message ? '' : undefined}>
            <Avatar name={name ?? '·'} size="small" />
            <div>
              <strong>{name ?? t('crowdfunding.public.someone')}</strong>
              <span className="fund-soft tabular">{[amount !== null && money(amount, currency), date(at, 'medium')].filter(Boolean).join(' · ')}</span>
              {message && <p className="fund-words">{hidden ? <s>{message}</s> : message}</p>}
              {message && id && <Moderate id={id} name={name ?? t('crowdfunding.public.someone')} hidden={hidden} />}
            </div>
          </li>
        ))}
      </ul>
      <More slug={slug} view="wall" next={wall.next} />
    </Section>
  )
}
