import { ExternalLink } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link, type LoaderFunctionArgs, type ShouldRevalidateFunctionArgs, useLocation } from 'react-router'
import { callerOf } from '#platform/page'
import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { CampaignTab } from '../campaign/campaign.tsx'
import { loadCampaign } from '../campaign/load.ts'
import { FundingBar } from '../public/funding-bar.tsx'
import { BudgetTab } from './budget.tsx'
import { DocumentsTab } from './documents.tsx'
import type { Sent } from './intents.ts'
import { Conflict, ProjectDesk, SaveLine, useDesk } from './keeping.tsx'
import { MilestonesTab } from './milestones.tsx'
import { tones } from './names.ts'
import { RewardsTab, TeamTab } from './people.tsx'
import { type Offer, StoryTab } from './story.tsx'
import { ReviewTab } from './submission.tsx'
import { isLaunched, isRunning, projectPlace, runningTabs, type Tab, tabOf, writingTabs } from './tabs.ts'
import './studio.css'

/** The project's own part of its page; the app adds what belongs to other rooms (videos, films, wallets). */
export async function loadStudioProject({ context, params, request }: LoaderFunctionArgs) {
  const crowdfunding = callerOf<typeof operations>(context, 'crowdfunding')
  const project = await crowdfunding.getStudioProject({ id: params.id ?? '' })
  const asked = new URL(request.url).searchParams
  const tab = tabOf(asked.get('tab'), project.funding.state)
  return { project, tab, said: asked.get('said'), refused: asked.get('refused'), campaign: isRunning(tab) ? await loadCampaign(context, project, tab, asked) : null }
}

export type Loaded = Awaited<ReturnType<typeof loadStudioProject>>

/** Going from one part of a draft to another needs no network, save to the checklist, which the server draws up. */
export function stayWithin({ currentUrl, nextUrl, formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  const tab = nextUrl.searchParams.get('tab')
  const writing = writingTabs.some((one) => one === tab && one !== 'review')
  const within = currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search
  return within && writing && !formAction ? false : within && !navigator.onLine ? false : defaultShouldRevalidate
}

interface Props {
  loaded: Loaded
  sent?: Sent
  titles: readonly Offer[]
  films: readonly Offer[]
  channels: readonly Offer[]
}

/** Everything about one project, for those who make it: writing it first, running its campaign then. */
export function StudioProjectView(props: Props) {
  const { project, refused } = props.loaded
  const { t } = useText()
  const launched = isLaunched(project.funding.state)
  return (
    <ProjectDesk project={project} launched={launched}>
      <Page width="wide">
        <Head figures={useTab(props) !== 'dashboard'} />
        <Tabs shown={useTab(props)} launched={launched} />
        {refused && <Notice kind="bad">{t(/^[a-z]+\.\w+$/i.test(refused) ? refused : 'platform.unavailable')}</Notice>}
        <Conflict />
        <Body {...props} />
        <SaveLine />
      </Page>
    </ProjectDesk>
  )
}

/** What is shown: the tab of a form that was refused, else the address's. */
function useTab({ loaded, sent }: Props): Tab {
  const { search } = useLocation()
  const asked = new URLSearchParams(search).get('tab')
  const back: Readonly<Record<string, Tab>> = {
    facts: 'story',
    payout: 'milestones',
    submit: 'review',
    launch: 'review',
    cancel: 'review',
    remove: 'review',
    update: 'updates',
    answer: 'talk',
    message: 'contributors',
    request: 'payouts',
  }
  return asked || !sent ? tabOf(asked, loaded.project.funding.state) : (back[sent.intent] ?? tabOf(sent.intent, loaded.project.funding.state))
}

function Head({ figures }: { figures: boolean }) {
  const { t, money } = useText()
  const { project, view, launched } = useDesk()
  const { funding, slug } = project
  const title = view.written.facts.title || project.title
  return (
    <PageHead
      title={title}
      tab={`${title} · ${t('crowdfunding.studio.nav')}`}
      eyebrow={<Link to="/karangou/studio/projects">{t('crowdfunding.studio.title')}</Link>}
      lead={
        <>
          <Badge tone={tones[funding.state]}>{t(`crowdfunding.studio.state.${funding.state}`)}</Badge>{' '}
          {launched && figures && (
            <span className="studio-head-figures">
              <FundingBar funding={funding} />
              {t('crowdfunding.studio.headFigures', { raised: money(funding.raised, funding.currency), goal: money(funding.goal, funding.currency), percent: funding.percent })}
            </span>
          )}
          {!(launched && figures) && t(`crowdfunding.studio.next.${funding.state}`, { missing: project.missing.length })}
        </>
      }
      actions={
        launched && (
          <LinkButton href={`/karangou/projects/${slug}`} icon={<Icon of={ExternalLink} size="small" />}>
            {t('crowdfunding.studio.seePublic')}
          </LinkButton>
        )
      }
    />
  )
}

/** On a phone the strip of tabs is longer than the screen: the one that is open is brought to its middle. Only the strip moves: the page may be under a finger. */
function toMiddle(link: HTMLElement | null): void {
  const strip = link?.closest('ul')
  if (!link || !strip) return
  const from = link.getBoundingClientRect().left - strip.getBoundingClientRect().left
  strip.scrollLeft += from - (strip.clientWidth - link.offsetWidth) / 2
}

/** Links that need no network between the parts of a draft. */
function Tabs({ shown, launched }: { shown: Tab; launched: boolean }) {
  const { t } = useText()
  const { project } = useDesk()
  const writing = !isRunning(shown)
  const link = (tab: Tab, current: boolean, label: string, count?: number) => (
    <li key={tab}>
      <Link to={projectPlace(project.id, tab)} aria-current={current ? 'page' : undefined} ref={current ? toMiddle : undefined} preventScrollReset>
        {label}
        {count !== undefined && count > 0 && <span className="count">{count}</span>}
      </Link>
    </li>
  )
  const missing = project.editable && !launched ? project.missing.length : undefined
  const writingLinks = writingTabs.map((tab) => link(tab, tab === shown, t(`crowdfunding.studio.tab.${tab}`), tab === 'review' ? missing : undefined))
  return (
    <div className="studio-tabs">
      {launched && (
        <nav className="tabs" aria-label={project.title}>
          <ul>
            {runningTabs.map((tab) => link(tab, tab === shown, t(`crowdfunding.studio.tab.${tab}`)))}
            {link('story', writing, t('crowdfunding.studio.tab.project'))}
          </ul>
        </nav>
      )}
      {writing && (
        <nav className={launched ? 'tabs studio-subtabs' : 'tabs'} aria-label={t('crowdfunding.studio.writing')}>
          <ul>{writingLinks}</ul>
        </nav>
      )}
    </div>
  )
}

function Body(props: Props) {
  const { t } = useText()
  const { loaded, sent, titles, films, channels } = props
  const { project, said, campaign } = loaded
  const { launched } = useDesk()
  const tab = useTab(props)
  const resultOf = (intent: string): Submitted | null => (sent?.intent === intent ? sent.result : null)
  const writing = !isRunning(tab) && tab !== 'review'
  return (
    <>
      {said && !sent && <Notice kind="good">{t(/^\w+$/.test(said) ? `crowdfunding.studio.said.${said}` : 'crowdfunding.studio.said.saved')}</Notice>}
      {writing && !project.editable && <Notice>{t('crowdfunding.studio.closed', { state: project.funding.state })}</Notice>}
      {writing && launched && project.editable && <Notice kind="warn">{t('crowdfunding.studio.versioned')}</Notice>}
      {tab === 'story' && <StoryTab result={resultOf('facts')} titles={titles} films={films} />}
      {tab === 'budget' && <BudgetTab factsResult={resultOf('facts')} listResult={resultOf('budget')} />}
      {tab === 'rewards' && <RewardsTab result={resultOf('rewards')} />}
      {tab === 'team' && <TeamTab result={resultOf('team')} />}
      {tab === 'documents' && <DocumentsTab />}
      {tab === 'milestones' && <MilestonesTab listResult={resultOf('milestones')} payoutResult={resultOf('payout')} channels={channels} />}
      {tab === 'review' && <ReviewTab resultOf={resultOf} />}
      {campaign && isRunning(tab) && <CampaignTab project={project} campaign={campaign} resultOf={resultOf} />}
      <HashFocus />
    </>
  )
}

/** A link of the checklist leads to a field: it is scrolled to and takes the keyboard, though its tab was drawn only now. */
function HashFocus() {
  const { hash, key } = useLocation()
  const done = useRef('')
  useEffect(() => {
    if (!hash || done.current === key) return
    done.current = key
    const place = document.getElementById(hash.slice(1))
    const asked = place?.matches('input, textarea, select') ? place : place?.querySelector<HTMLElement>('input, textarea, select, button')
    place?.scrollIntoView({ block: 'center' })
    asked?.focus({ preventScroll: true })
  }, [hash, key])
  return null
}
