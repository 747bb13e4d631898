import type { ReactNode } from 'react'
import { countryName } from '#ui/words/names.ts'
import { LinkButton } from '#ui/button'
import { Section, Shelf } from '#ui/layout'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { ProjectCard } from '../../schema.ts'
import type { Source } from '../../types.ts'
import { FundingBar, useTimeLeft } from './funding-bar.tsx'

export const projectHref = (slug: string, from?: Source): string => `/karangou/projects/${slug}${from ? `?from=${from}` : ''}`

/** Makers and country in one line. */
export function useMakers(): (project: Pick<ProjectCard, 'makers' | 'country'>) => string {
  const { lang } = useText()
  return ({ makers, country }) => [makers, country && countryName(lang, country)].filter(Boolean).join(' · ')
}

interface TileProps {
  project: ProjectCard
  now: Date
  from?: Source
  priority?: boolean
  /** What stands in the last line instead of the time left. */
  end?: ReactNode
}

/** A project among others: its picture, its name, who makes it, how far it is. */
export function ProjectTile({ project, now, from = 'list', priority }: TileProps) {
  const makers = useMakers()
  return (
    <article className="fund-card">
      <a href={projectHref(project.slug, from)}>
        <Poster title={project.title} picture={project.cover} ratio="wide" sizes="(min-width: 64rem) 24rem, (min-width: 40rem) 46vw, 92vw" priority={priority} decorative />
        <strong>{project.title}</strong>
      </a>
      <p className="fund-card-makers">{makers(project)}</p>
      <p className="fund-card-summary">{project.summary}</p>
      <FundingBar funding={project.funding} />
      <TileFigures project={project} now={now} />
    </article>
  )
}

/** « 42 % · 12 jours » of a running one, what became of an ended one. */
export function TileFigures({ project: { funding }, now }: { project: Pick<ProjectCard, 'funding'>; now: Date }) {
  const { t, money } = useText()
  const left = useTimeLeft()
  const { state, endsAt, percent, raised, currency } = funding
  return (
    <p className="fund-card-figures">
      <strong className="tabular">{t('crowdfunding.public.percent', { percent })}</strong>
      <span className="tabular">{money(raised, currency)}</span>
      <span data-state={state}>{state === 'live' && endsAt ? left(endsAt, now) : t(`crowdfunding.public.state.${state}`)}</span>
    </p>
  )
}

interface ShelfProps {
  projects: readonly ProjectCard[]
  now: Date
}

/** For the front of the cinema: what can be funded now. Shows nothing when there is nothing. */
export function ProjectShelf({ projects, now }: ShelfProps) {
  const { t } = useText()
  if (projects.length === 0) return null
  return (
    <Section title={t('crowdfunding.public.frontTitle')} lead={t('crowdfunding.public.frontLead')} action={<a href="/karangou/projects">{t('crowdfunding.public.all')}</a>}>
      <Shelf label={t('crowdfunding.public.frontTitle')} min="card">
        {projects.map((project) => (
          <ProjectTile key={project.id} project={project} now={now} />
        ))}
      </Shelf>
    </Section>
  )
}

/** On a film's page: the project this film can fund, large; the others of the same makers beside it. */
export function FilmProjects({ projects, now }: ShelfProps) {
  const { t } = useText()
  const makers = useMakers()
  const [first, ...others] = projects
  if (!first) return null
  return (
    <Section id="fund" title={t('crowdfunding.public.filmTitle')} lead={t('crowdfunding.public.filmLead')}>
      <article className="fund-feature">
        <Poster title={first.title} picture={first.cover} ratio="wide" sizes="(min-width: 48rem) 30rem, 92vw" decorative />
        <div>
          <h3>
            <a href={projectHref(first.slug, 'film')}>{first.title}</a>
          </h3>
          <p className="fund-card-makers">{makers(first)}</p>
          <p>{first.summary}</p>
          <FundingBar funding={first.funding} size="large" />
          <TileFigures project={first} now={now} />
          <LinkButton kind="primary" href={projectHref(first.slug, 'film')}>
            {t('crowdfunding.public.support')}
          </LinkButton>
        </div>
      </article>
      {others.length > 0 && (
        <Shelf label={t('crowdfunding.public.filmOthers')} min="card">
          {others.map((project) => (
            <ProjectTile key={project.id} project={project} now={now} from="film" />
          ))}
        </Shelf>
      )}
    </Section>
  )
}
