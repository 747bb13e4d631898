import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type RouterContextProvider } from 'react-router'
import type { Actor } from '#platform/actor'
import { toMajor } from '#platform/money'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Page } from '#ui/layout'
import { Notice } from '#ui/notice'
import { formats } from '#ui/words/formats.ts'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { sources } from '../../types.ts'
import { beside, fields, methodKey, orderOf, typedIn, type Typed, wrongIn } from './contribute-form.ts'
import { Confirm } from './confirm.tsx'
import { Amount, type ReadNumber, Way } from './contribute-steps.tsx'
import { Details } from './details.tsx'
import { projectHref } from '../public/project-tile.tsx'
import '../public/funding.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

type Context = Readonly<RouterContextProvider>

async function ground(context: Context, slug: string, typed: Typed = {}) {
  const room = callerOf<typeof operations>(context, 'crowdfunding')
  // The number is read as one of the chosen operator's country only where it is asked to pay.
  const [, channel] = (typed.method ?? '').split('/')
  const [project, { items, phone }] = await Promise.all([room.getProject({ slug }), room.contributionMethods({ slug, phone: typed.phone?.slice(0, 30), channel })])
  // Several providers may serve one channel: the first is the one the house prefers.
  const methods = [...new Map(items.toReversed().map((one) => [one.channel, one])).values()].toReversed()
  return { project, methods, phone }
}

/** Where the receipt of an account goes, once the address is proven. */
const provenOf = (actor: Actor): string | null => (actor.kind === 'person' && actor.emailVerified ? actor.email : null)

/** The first step is an address (`?reward=…`, `?amount=…`); what is personal travels in the form only, never in an address. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams
  const { project, methods } = await ground(context, params.slug ?? '')
  const reward = project.rewards.find((one) => one.id === search.get('reward') && one.left !== 0)
  const { currency } = project.funding
  const amount = search.get('amount')?.slice(0, 20) ?? (reward && toMajor({ amount: reward.amount, currency }))
  const { actor } = pageOf(context)
  const typed: Typed = {
    amount,
    rewardId: reward?.id,
    name: actor.kind === 'person' ? actor.name : undefined,
    source: sources.find((one) => one === search.get('from')) ?? 'project',
  }
  const card = { id: project.id, slug: project.slug, title: project.title, cover: project.cover, makers: project.makers, country: project.country, model: project.model }
  return {
    project: { ...card, funding: project.funding, rewards: project.rewards, language: project.language },
    methods,
    typed,
    email: provenOf(actor),
  }
}

interface Shown {
  step: 1 | 2 | 3
  typed: Typed
  result: Submitted | null
  /** Of the form of step 3: sent twice, it makes one contribution. */
  key: string | null
  /** What the house reads in the number. */
  phone: ReadNumber | null
}

export async function action({ context, params, request }: ActionFunctionArgs): Promise<Shown | Response> {
  const form = await request.formData()
  const page = pageOf(context)
  const slug = params.slug ?? ''
  const typed = typedIn(form)
  const intent = form.get('intent')
  if (intent === 'change') return { step: 2, typed, result: null, key: null, phone: null }
  const { project, methods, phone } = await ground(context, slug, typed)
  // Only who pays by phone is asked for a number: one that is left over and unreadable stops nobody.
  if (!phone && methods.some((one) => methodKey(one) === typed.method && one.flow !== 'push')) delete typed.phone
  const { money } = formats(page.lang)
  const wrong = wrongIn(typed, { project, methods, known: provenOf(page.actor) !== null, money, phoneRead: phone !== null })
  if (wrong.length > 0) return refused(typed, { kind: 'invalid', code: 'platform.invalid', params: {}, fields: wrong })
  const given = form.get('idempotencyKey')
  if (intent !== 'give') return { step: 3, typed, result: null, key: crypto.randomUUID(), phone }
  const order = orderOf(typed, project.funding.currency, methods, typeof given === 'string' ? given : null)
  const done = await page.submit('crowdfunding.contribute', order, { slug })
  if (!done.ok) return refused(typed, done.refusal)
  return redirect((done.output as { href: string }).href, 303)
}

/** Back to the questions, everything kept, each refusal beside the answer it is about. */
function refused(typed: Typed, refusal: Extract<Submitted, { ok: false }>['refusal']): Shown {
  const about = refusal.fields.map((one) => ({ ...one, field: beside(one.field) })).filter(({ field }) => fields.some((name) => name === field))
  return { step: 2, typed, result: { ok: false, refusal: { ...refusal, fields: about }, values: Object.fromEntries(Object.entries(typed)) }, key: null, phone: null }
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Shown
}

export default function Contribute({ loaderData, actionData }: Props) {
  const { t } = useText()
  const { project, methods, email } = loaderData
  const typed = actionData?.typed ?? loaderData.typed
  const step = actionData?.step ?? (typed.amount ? 2 : 1)
  const asked = { project, methods, typed, email, result: actionData?.result ?? null }
  return (
    <Page width="text">
      {project.funding.state === 'live' ? (
        <>
          <Way project={project} step={step} />
          {step === 1 && <Amount {...asked} />}
          {step === 2 && <Details {...asked} />}
          {step === 3 && <Confirm {...asked} idempotencyKey={actionData?.key ?? null} phone={actionData?.phone ?? null} />}
        </>
      ) : (
        <>
          <Way project={project} step={1} title={t('crowdfunding.public.closedTitle')} />
          <Notice kind="info" title={t(`crowdfunding.public.state.${project.funding.state}`)}>
            <a href={projectHref(project.slug)}>{t('crowdfunding.public.backToProject')}</a>
          </Notice>
        </>
      )}
    </Page>
  )
}
