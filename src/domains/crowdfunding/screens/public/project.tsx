import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Page } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { PublicHead } from '#ui/public-head'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { sources, type Source } from '../../types.ts'
import { MoneyTrail } from './money.tsx'
import { OpenFoot, ProjectPanel, ProjectStage } from './project-head.tsx'
import { Rewards } from './rewards.tsx'
import { ProjectStory } from './story.tsx'
import { projectAbout } from './structured.ts'
import { Comments, Questions, Updates } from './talk.tsx'
import { Versions } from './versions.tsx'
import { Wall } from './wall.tsx'
import './funding.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

const views = ['project', 'updates', 'comments', 'questions', 'wall', 'money', 'versions'] as const
type View = (typeof views)[number]

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const page = pageOf(context)
  const search = new URL(request.url).searchParams
  const view = views.find((one) => one === search.get('view')) ?? 'project'
  const from: Source = sources.find((one) => one === search.get('from')) ?? 'project'
  const slug = params.slug ?? ''
  const signedIn = page.actor.kind === 'person'
  const signIn = `/sign-in?next=${encodeURIComponent(`/karangou/projects/${slug}?view=${view}`)}`
  const [project, said] = await Promise.all([
    callerOf<typeof operations>(context, 'crowdfunding').getProject({ slug }),
    saidIn(context, view, slug, search.get('after') ?? undefined),
  ])
  return { project, said, view, from, signedIn, signIn, origin: page.origin, now: clock.now() }
}

/** What the chosen view shows beside the project itself: fetched only when it is asked for. */
async function saidIn(context: LoaderFunctionArgs['context'], view: View, slug: string, after: string | undefined) {
  const room = callerOf<typeof operations>(context, 'crowdfunding')
  const asked = { slug, after, limit: 30 }
  return {
    updates: view === 'updates' ? await room.projectUpdates(asked) : null,
    comments: view === 'comments' ? await room.projectComments(asked) : null,
    questions: view === 'questions' ? await room.projectQuestions(asked) : null,
    wall: view === 'wall' ? await room.projectWall({ ...asked, limit: 60 }) : null,
    money: view === 'money' ? await room.projectMoney(asked) : null,
    versions: view === 'versions' ? await room.projectVersions(asked) : null,
  }
}

/** Which form of the page was sent → the operation it calls, and the view it belongs to. */
const intents: Readonly<Record<string, readonly [operation: string, view: View]>> = {
  follow: ['followProject', 'project'],
  unfollow: ['unfollowProject', 'project'],
  comment: ['commentProject', 'comments'],
  uncomment: ['removeComment', 'comments'],
  ask: ['askQuestion', 'questions'],
  message: ['moderateMessage', 'wall'],
}

/** Operations about one thing said, named by its own id. */
const aboutOne: readonly string[] = ['removeComment', 'moderateMessage']

export async function action({ context, params, request, url }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const intent = form.get('intent')
  const [operation, view] = (typeof intent === 'string' ? intents[intent] : undefined) ?? []
  if (!operation || !view) throw new Response(null, { status: 400 })
  const slug = params.slug ?? ''
  const done = await pageOf(context).submit(`crowdfunding.${operation}`, form, aboutOne.includes(operation) ? {} : { slug })
  if (!done.ok) return done
  // Whoever moderates goes on where they were, on whatever page of the wall.
  return redirect(operation === 'moderateMessage' ? `${url.pathname}${url.search}#views` : viewHref(slug, view), 303)
}

const viewHref = (slug: string, view: View): string => (view === 'project' ? `/karangou/projects/${slug}` : `/karangou/projects/${slug}?view=${view}#views`)

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Submitted
}

export default function ProjectPage({ loaderData, actionData: result }: Props) {
  const { project, said, view, from, signedIn, signIn, origin, now } = loaderData
  const talk = { slug: project.slug, signedIn, signIn, now, result }
  return (
    <Page width="wide">
      <PublicHead
        origin={origin}
        path={`/karangou/projects/${project.slug}`}
        title={project.title}
        description={project.summary}
        image={project.cover}
        type="article"
        about={projectAbout(project, origin)}
      />
      <div className="fund-page">
        <ProjectStage project={project} />
        <ProjectPanel project={project} from={from} now={now} origin={origin} signedIn={signedIn} signIn={signIn} />
        <div className="fund-body" id="views">
          <Views slug={project.slug} view={view} counts={project.counts} />
          {view === 'project' && <ProjectStory project={project} />}
          {said.updates && <Updates updates={said.updates} {...talk} />}
          {said.comments && <Comments comments={said.comments} {...talk} />}
          {said.questions && <Questions questions={said.questions} {...talk} />}
          {said.wall && <Wall wall={said.wall} currency={project.funding.currency} slug={project.slug} open={project.funding.state === 'live'} result={result} />}
          {said.money && <MoneyTrail trail={said.money} slug={project.slug} feeBasisPoints={project.feeBasisPoints} state={project.funding.state} />}
          {said.versions && <Versions versions={said.versions} slug={project.slug} />}
        </div>
        <Rewards project={project} from={from} />
      </div>
      <OpenFoot project={project} from={from} />
    </Page>
  )
}

function Views({ slug, view, counts }: { slug: string; view: View; counts: { updates: number; comments: number; questions: number } }) {
  const { t } = useText()
  const count: Partial<Record<View, number>> = counts
  return (
    <TabLinks
      label={t('crowdfunding.public.views')}
      items={views
        .filter((one) => one !== 'versions' || view === 'versions')
        .map((one) => ({
          href: one === 'project' ? `/karangou/projects/${slug}#views` : viewHref(slug, one),
          label: t(`crowdfunding.public.view.${one}`),
          current: one === view,
          count: count[one] || undefined,
        }))}
    />
  )
}
