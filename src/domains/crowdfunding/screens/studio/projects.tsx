import { HandCoins, Plus } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import type { z } from 'zod'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { StudioProjectCard } from '../../schema.ts'
import type { ProjectState } from '../../types.ts'
import { FundingBar, useTimeLeft } from '../public/funding-bar.tsx'
import { tones } from './names.ts'
import { isLaunched } from './tabs.ts'
import './studio.css'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

export type Card = z.output<typeof StudioProjectCard>

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const { items } = await callerOf<typeof operations>(context, 'crowdfunding').studioProjects({})
  return { items, now: clock.now(), mayCreate: actor.kind === 'person' && actor.memberships.some((m) => m.permissions.includes('projects.edit')) }
}

const groups: readonly (readonly [string, readonly ProjectState[]])[] = [
  ['live', ['live', 'closing']],
  ['writing', ['changes-asked', 'approved', 'draft', 'submitted']],
  ['funded', ['succeeded', 'completed']],
  ['ended', ['failed', 'cancelled', 'refused']],
]

/** The makers' projects: what runs first, then what is being written, then what is over. */
export default function Projects({ loaderData: { items, now, mayCreate } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const shown = groups.map(
    ([name, states]) => [name, items.filter((one) => states.includes(one.state)).toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))] as const,
  )
  return (
    <Page>
      <PageHead
        title={t('crowdfunding.studio.title')}
        tab={`${t('crowdfunding.studio.nav')} · Karangou`}
        lead={t('crowdfunding.studio.lead')}
        actions={mayCreate && items.length > 0 && <NewProject />}
      />
      {items.length === 0 && <NoProjectYet mayCreate={mayCreate} />}
      {shown.map(
        ([name, cards]) =>
          cards.length > 0 && (
            <Section key={name} title={t(`crowdfunding.studio.group.${name}`)}>
              <ProjectRows projects={cards} now={now} />
            </Section>
          ),
      )}
    </Page>
  )
}

function NewProject() {
  const { t } = useText()
  return (
    <LinkButton kind="primary" href="/karangou/studio/projects/new" icon={<Icon of={Plus} />}>
      {t('crowdfunding.studio.new')}
    </LinkButton>
  )
}

function NoProjectYet({ mayCreate }: { mayCreate: boolean }) {
  const { t } = useText()
  return (
    <EmptyState
      title={t(mayCreate ? 'crowdfunding.studio.empty' : 'cinema.studioNoHouse')}
      picture={<Icon of={HandCoins} size="large" />}
      action={
        mayCreate ? (
          <NewProject />
        ) : (
          <LinkButton kind="primary" href="/account/workspaces">
            {t('cinema.createHouse')}
          </LinkButton>
        )
      }
    >
      {t(mayCreate ? 'crowdfunding.studio.emptyText' : 'crowdfunding.studio.noHouseText')}
    </EmptyState>
  )
}

/** Projects with their bars, and the one thing to do with each. */
export function ProjectRows({ projects, now }: { projects: readonly Card[]; now: Date }) {
  return (
    <ul className="studio-rows">
      {projects.map((project) => (
        <ProjectRow key={project.id} project={project} now={now} />
      ))}
    </ul>
  )
}

function ProjectRow({ project: { id, title, cover, state, funding, missing, workspaceName, updatedAt }, now }: { project: Card; now: Date }) {
  const { t, money, relative } = useText()
  const left = useTimeLeft()
  const launched = isLaunched(state)
  const matters = state === 'changes-asked' || state === 'approved' || (state === 'draft' && missing === 0)
  return (
    <li className="studio-row">
      <Poster title={title} picture={cover} ratio="wide" sizes="8rem" decorative />
      <div className="studio-row-words">
        <p className="studio-row-name">
          <a href={`/karangou/studio/projects/${id}`}>{title}</a>
          <Badge tone={tones[state]}>{t(`crowdfunding.studio.state.${state}`)}</Badge>
        </p>
        {launched ? (
          <>
            <FundingBar funding={funding} />
            <p className="studio-soft tabular">
              {t('crowdfunding.studio.headFigures', { raised: money(funding.raised, funding.currency), goal: money(funding.goal, funding.currency), percent: funding.percent })}
              {' · '}
              {t('crowdfunding.studio.people', { n: funding.contributors })}
              {state === 'live' && funding.endsAt && <> · {left(funding.endsAt, now)}</>}
            </p>
          </>
        ) : (
          <p className="studio-soft">{t(`crowdfunding.studio.next.${state}`, { missing })}</p>
        )}
        <p className="studio-soft">
          {workspaceName}
          {!launched && <> · {t('crowdfunding.studio.edited', { ago: relative(updatedAt, now) })}</>}
        </p>
      </div>
      <LinkButton kind={matters ? 'primary' : 'secondary'} href={`/karangou/studio/projects/${id}`}>
        {t(state === 'draft' && missing === 0 ? 'crowdfunding.studio.do.ready' : `crowdfunding.studio.do.${state}`)}
      </LinkButton>
    </li>
  )
}
