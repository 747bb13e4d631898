import { Braces, Play, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PatternName } from '#ui/art/motifs.tsx'
import { LinkCard } from '#ui/card'
import { Icon } from '#ui/icon'
import { HeadTitle, Section } from '#ui/layout'
import { Pattern } from '#ui/pattern'
import { useText } from '#ui/text'

interface FrontHeroProps {
  eyebrow: string
  title: string
  lead: string
  pattern: PatternName
  actions: ReactNode
  picture: ReactNode
}

/** The strong opening of a space's front page. */
export function FrontHero({ eyebrow, title, lead, pattern, actions, picture }: FrontHeroProps) {
  return (
    <section className="front-hero">
      <HeadTitle title={eyebrow} description={lead} />
      <div className="front-hero-in">
        <div>
          <p className="front-eyebrow">{eyebrow}</p>
          <h1>{title}</h1>
          <p className="front-lead">{lead}</p>
          <div className="btn-row">{actions}</div>
        </div>
        <div className="front-picture">{picture}</div>
      </div>
      <Pattern name={pattern} />
    </section>
  )
}

/** For whom the space is, in a few short portraits. */
export function FrontPeople({ title, people }: { title: string; people: readonly { name: string; text: string }[] }) {
  return (
    <Section title={title}>
      <div className="people">
        {people.map(({ name, text }) => (
          <div key={name}>
            <h3>{name}</h3>
            <p>{text}</p>
          </div>
        ))}
      </div>
    </Section>
  )
}

/** What works in the house today, whatever the space. */
export function FrontToday() {
  const { t } = useText()
  return (
    <Section title={t('app.todayTitle')} lead={t('app.todayLead')}>
      <div className="today">
        <LinkCard href="/account/workspaces" icon={<Icon of={Users} />} title={t('app.todayTeam')} detail={t('app.todayTeamText')} />
        <LinkCard href="/karangou" icon={<Icon of={Play} />} title={t('app.todayFilms')} detail={t('app.todayFilmsText')} />
        <LinkCard href="/api/docs" icon={<Icon of={Braces} />} title={t('app.todayApi')} detail={t('app.todayApiText')} />
      </div>
    </Section>
  )
}
