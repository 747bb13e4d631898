import { Bell, BellOff, HandCoins, PenLine, Share2, ShieldCheck } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Notice } from '#ui/notice'
import { Menu } from '#ui/overlay'
import { useText } from '#ui/text'
import type { Project } from '../../schema.ts'
import type { Source } from '../../types.ts'
import { FundingBar, LiveFunding, tones } from './funding-bar.tsx'
import { ProjectCover } from './project-cover.tsx'
import { useMakers } from './project-tile.tsx'

export const contributeHref = (slug: string, from: Source = 'project', more: Readonly<Record<string, string>> = {}): string =>
  `/karangou/projects/${slug}/contribute?${new URLSearchParams({ ...more, from })}`

/** Its picture, its name, who makes it, in one breath. */
export function ProjectStage({ project }: { project: Project }) {
  const { t } = useText()
  const makers = useMakers()
  const { state } = project.funding
  return (
    <header className="fund-stage">
      <div className="fund-cover">
        <ProjectCover project={project} sizes="(min-width: 64rem) 50rem, 100vw" decorative />
      </div>
      <div className="fund-title">
        <p className="eyebrow">
          {makers(project)}
          {state !== 'live' && (
            <>
              {' '}
              <Badge tone={tones[state] ?? 'neutral'}>{t(`crowdfunding.public.state.${state}`)}</Badge>
            </>
          )}
        </p>
        <h1 lang={project.language} data-long={project.title.length > 60 ? '' : undefined}>
          {project.title}
        </h1>
        <p className="lead" lang={project.language}>
          {project.summary}
        </p>
        {project.films.length > 0 && <TiedFilms films={project.films} />}
      </div>
    </header>
  )
}

/** The film it follows from, and the film it became. */
function TiedFilms({ films }: { films: Project['films'] }) {
  const { t } = useText()
  return (
    <ul className="fund-films">
      {films.map(({ slug, title, year, relation, watchable }) => (
        <li key={slug}>
          {t(`crowdfunding.public.film.${relation}`)}{' '}
          <a className="link" href={`/karangou/films/${slug}`}>
            {title}
          </a>
          {year !== null && ` (${year})`}
          {watchable && ` · ${t('crowdfunding.public.filmWatch')}`}
        </li>
      ))}
    </ul>
  )
}

interface PanelProps {
  project: Project
  from: Source
  now: Date
  origin: string
  signedIn: boolean
  signIn: string
}

/** How far it is, what happens if, and the one thing to do. */
export function ProjectPanel({ project, from, now, origin, signedIn, signIn }: PanelProps) {
  const { t } = useText()
  const { funding, slug, mine } = project
  const open = funding.state === 'live'
  return (
    <section className="fund-panel" aria-label={t('crowdfunding.public.panel')}>
      <LiveFunding projectId={project.id} funding={funding} now={now} />
      {open ? (
        <LinkButton kind="primary" size="large" className="fund-main" href={contributeHref(slug, from)} icon={<Icon of={HandCoins} />}>
          {t('crowdfunding.public.support')}
        </LinkButton>
      ) : (
        <Ended project={project} />
      )}
      {mine.contributed && <p className="fund-thanks">{t('crowdfunding.public.youHelped')}</p>}
      <Terms project={project} />
      <div className="fund-acts">
        <Follow follows={mine.follows} signedIn={signedIn} signIn={signIn} />
        <Share title={project.title} url={`${origin}/karangou/projects/${slug}?from=shared`} />
        {mine.edits && (
          <LinkButton size="small" href={`/karangou/studio/projects/${project.id}`} icon={<Icon of={PenLine} size="small" />}>
            {t('crowdfunding.public.edit')}
          </LinkButton>
        )}
      </div>
    </section>
  )
}

/** The model in one sentence, and where the money is meanwhile. */
export function Terms({ project: { model, funding } }: { project: Pick<Project, 'model' | 'funding'> }) {
  const { t, date, money } = useText()
  const { goal, minimum, currency, endsAt, state, percent } = funding
  const facts = { goal: money(goal, currency), minimum: money(minimum ?? 0, currency), date: endsAt ? date(endsAt) : '', dated: endsAt ? 'yes' : 'no' }
  if (state !== 'live' && state !== 'closing') return null
  return (
    <ul className="fund-terms">
      <li>
        <Icon of={ShieldCheck} size="small" />
        <span>{t(percent >= 100 ? 'crowdfunding.public.modelReached' : model === 'keep' ? 'crowdfunding.public.modelKeep' : 'crowdfunding.public.modelAll', facts)}</span>
      </li>
      <li>
        <Icon of={HandCoins} size="small" />
        <span>{t('crowdfunding.public.holder')}</span>
      </li>
    </ul>
  )
}

const kinds = { succeeded: 'good', completed: 'good', failed: 'warn', cancelled: 'warn' } as const

/** What became of it, said to those who come late. */
function Ended({ project: { funding, slug } }: { project: Project }) {
  const { t, money, date } = useText()
  const { state, raised, currency, endsAt, contributors } = funding
  const kind = kinds[state as keyof typeof kinds] ?? 'info'
  return (
    <Notice kind={kind} title={t(`crowdfunding.public.ended.${state}`)}>
      <p>{t(`crowdfunding.public.endedText.${state}`, { raised: money(raised, currency), n: contributors, date: endsAt ? date(endsAt) : '' })}</p>
      <p>
        <a href={`/karangou/projects/${slug}?view=money#views`}>{t('crowdfunding.public.seeMoney')}</a>
      </p>
    </Notice>
  )
}

function Follow({ follows, signedIn, signIn }: { follows: boolean; signedIn: boolean; signIn: string }) {
  const { t } = useText()
  const icon = <Icon of={follows ? BellOff : Bell} size="small" />
  if (!signedIn)
    return (
      <LinkButton size="small" href={signIn} icon={icon}>
        {t('crowdfunding.public.follow')}
      </LinkButton>
    )
  return (
    <Form>
      <Hidden values={{ intent: follows ? 'unfollow' : 'follow' }} />
      <Button type="submit" size="small" icon={icon}>
        {t(follows ? 'crowdfunding.public.unfollow' : 'crowdfunding.public.follow')}
      </Button>
    </Form>
  )
}

/** Plain links: no script of a network ever runs here. */
export function Share({ title, url }: { title: string; url: string }) {
  const { t } = useText()
  const words = t('crowdfunding.public.shareWords', { title })
  const to = [
    { name: 'whatsapp', href: `https://wa.me/?text=${encodeURIComponent(`${words} ${url}`)}` },
    { name: 'facebook', href: `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(url)}` },
    { name: 'x', href: `https://x.com/intent/post?text=${encodeURIComponent(words)}&url=${encodeURIComponent(url)}` },
    { name: 'mail', href: `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${words}\n\n${url}`)}` },
  ]
  return (
    <Menu label={t('crowdfunding.public.share')} icon={<Icon of={Share2} size="small" />} side="start">
      {to.map(({ name, href }) => (
        <a key={name} href={href} rel="noopener nofollow" target="_blank">
          {t(`crowdfunding.public.share.${name}`)}
        </a>
      ))}
      <label className="fund-link">
        {t('crowdfunding.public.shareLink')}
        <input readOnly value={url} />
      </label>
    </Menu>
  )
}

/** On a phone the one thing to do stays at hand below the page. */
export function OpenFoot({ project: { funding, slug }, from }: { project: Project; from: Source }) {
  const { t } = useText()
  if (funding.state !== 'live') return null
  return (
    <div className="fund-foot">
      <span className="tabular">{t('crowdfunding.public.percent', { percent: funding.percent })}</span>
      <FundingBar funding={funding} />
      <LinkButton kind="primary" href={contributeHref(slug, from)}>
        {t('crowdfunding.public.support')}
      </LinkButton>
    </div>
  )
}
