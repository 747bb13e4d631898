import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Island } from '#ui/island'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { Contribution } from '../../schema.ts'
import { Failed, type PartProps, Pledged, Refund, RefundStuck, Returned, Thanks } from './contribution-states.tsx'
import { projectHref } from '../public/project-tile.tsx'
import { Waiting } from './waiting.tsx'
import '../public/funding.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const room = callerOf<typeof operations>(context, 'crowdfunding')
  const token = new URL(request.url).searchParams.get('token') ?? undefined
  const contribution = await room.getContribution({ id: params.id ?? '', token })
  const { slug } = contribution.project
  const stuck = contribution.state === 'refund-stuck'
  const [{ id, funding }, methods] = await Promise.all([room.getProject({ slug }), stuck ? room.contributionMethods({ slug }) : null])
  return { contribution, project: { id, funding }, methods: methods?.items ?? [], key: crypto.randomUUID(), origin: pageOf(context).origin }
}

const intents: Readonly<Record<string, string>> = { refund: 'takeBack', wallet: 'renewWallet', again: 'contributeAgain' }

export async function action({ context, params, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const intent = form.get('intent')
  const operation = typeof intent === 'string' ? intents[intent] : undefined
  if (!operation) throw new Response(null, { status: 400 })
  const url = new URL(request.url)
  const token = url.searchParams.get('token')
  const done = await pageOf(context).submit(`crowdfunding.${operation}`, form, { id: params.id, ...(token ? { token } : {}) })
  // The answer names its own secret address: a second try is another contribution.
  return done.ok ? redirect((done.output as Contribution).href, 303) : done
}

export type Shown = Awaited<ReturnType<typeof loader>>

/** Which of the sentences of the page fits: several states read the same to who gave. */
const moods: Readonly<Record<Contribution['state'], string>> = {
  pending: 'pending',
  pledged: 'pledged',
  confirmed: 'confirmed',
  failed: 'failed',
  expired: 'expired',
  'refund-due': 'refunding',
  refunding: 'refunding',
  'refund-stuck': 'stuck',
  refunded: 'refunded',
  disputed: 'disputed',
}
const moving: readonly Contribution['state'][] = ['pending', 'refund-due', 'refunding']

/** The secret in its own address: what the stream asks of those who listen. */
const secretOf = ({ href }: Contribution): string => new URLSearchParams(href.split('?')[1]).get('token') ?? ''

export default function ContributionPage({ loaderData, actionData }: { loaderData: Shown; actionData?: Submitted }) {
  const { t, money } = useText()
  const { contribution } = loaderData
  const { id, state, amount, currency, project, next } = contribution
  const mood = moods[state]
  const ready = next && (next.flow === 'push' || next.url || next.code)
  const title = t(`crowdfunding.public.title.${state === 'pending' && ready ? next.flow : mood}`)
  const parts = { shown: loaderData, result: actionData ?? null }
  const opens = state === 'pending' && next?.flow === 'redirect' ? (next.url ?? undefined) : undefined
  return (
    <Page width="text">
      {moving.includes(state) && (
        <noscript>
          <meta httpEquiv="refresh" content="6" />
        </noscript>
      )}
      <Island name="contribution" when="now" state={`${state} ${next?.url ?? next?.code ?? ''}`} data-open={opens}>
        <PageHead
          title={title}
          tab={`${title} · Karangou`}
          eyebrow={<a href={projectHref(project.slug)}>{project.title}</a>}
          lead={t(`crowdfunding.public.lead.${mood}`, { amount: money(amount, currency), title: project.title })}
        />
        <div className="fund-room" data-state={state}>
          <Room {...parts} />
        </div>
      </Island>
      {moving.includes(state) && <Island name="live" when="now" topics={`contribution:${id}:${secretOf(contribution)}`} />}
      <Refund {...parts} />
    </Page>
  )
}

/** What a contribution in this state has to say. */
function Room(parts: PartProps) {
  const { state } = parts.shown.contribution
  if (state === 'pending') return <Waiting {...parts} />
  if (state === 'pledged') return <Pledged {...parts} />
  if (state === 'confirmed') return <Thanks {...parts} />
  if (state === 'failed' || state === 'expired') return <Failed {...parts} />
  return state === 'refund-stuck' ? <RefundStuck {...parts} /> : <Returned {...parts} />
}
