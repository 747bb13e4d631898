import { ExternalLink } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Card } from '#ui/card'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section, Split } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import type { StudioFilm as Shape } from '../schema.ts'
import { History } from './history.tsx'
import { type Choice, tones } from './names.ts'
import { AwardsForm, CreditsForm, FactsForm } from './studio-facts.tsx'
import './cinema.css'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

const tabs = ['facts', 'credits', 'video', 'review'] as const
type Tab = (typeof tabs)[number]
type Film = z.output<typeof Shape>

/** Shared by the makers' page, whose video part is put together by the app with the media room's. */
export async function loadStudioFilm({ context, params, request }: LoaderFunctionArgs) {
  const cinema = callerOf<typeof operations>(context, 'cinema')
  const [film, words] = await Promise.all([cinema.getStudioFilm({ id: params.id ?? '' }), cinema.filmVocabulary()])
  const asked = new URL(request.url).searchParams
  const choice = ({ slug, label }: { slug: string; label: string }): Choice => ({ value: slug, label })
  const choices = { countries: words.countries.map(choice), languages: words.languages.map(choice) }
  return { film, choices, tab: tabs.find((one) => one === asked.get('tab')) ?? 'facts', saved: asked.has('saved') }
}

/** The forms of the page → the operation each calls, and where to go after. */
const intents: Readonly<Record<string, { operation: string; after: (id: string) => string }>> = {
  facts: { operation: 'editFilm', after: (id) => `/karangou/studio/films/${id}?saved` },
  credits: { operation: 'setCredits', after: (id) => `/karangou/studio/films/${id}?tab=credits&saved` },
  awards: { operation: 'setAwards', after: (id) => `/karangou/studio/films/${id}?tab=credits&saved` },
  submit: { operation: 'submitFilm', after: (id) => `/karangou/studio/films/${id}?tab=review` },
  withdraw: { operation: 'withdrawFilm', after: (id) => `/karangou/studio/films/${id}?tab=review` },
  remove: { operation: 'removeDraft', after: () => '/karangou/studio' },
}

export type StudioSubmitted = { intent: string; result: Submitted }

export async function submitStudioFilm({ context, params, request }: ActionFunctionArgs, form?: FormData): Promise<StudioSubmitted | Response> {
  const sent = form ?? (await request.formData())
  const asked = sent.get('intent')
  const intent = typeof asked === 'string' ? asked : ''
  const act = intents[intent]
  if (!act) throw new Response(null, { status: 400 })
  const result = await pageOf(context).submit(`cinema.${act.operation}`, sent, { id: params.id })
  return result.ok ? redirect(act.after(params.id!), 303) : { intent, result }
}

interface Props {
  /** What other rooms offer about the film, beside the way to its public page. */
  acts?: ReactNode
  loaderData: Awaited<ReturnType<typeof loadStudioFilm>>
  actionData?: StudioSubmitted
  /** Upload, subtitles and poster: the media room's part. */
  video: ReactNode
}

/** Everything about one film, for those who make it: facts, credits, video, review. */
export function StudioFilmView({ loaderData: { film, choices, tab, saved }, actionData, video, acts }: Props) {
  const { t } = useText()
  const shown: Tab = actionData ? tabOf(actionData.intent) : tab
  const resultOf = (intent: string) => (actionData?.intent === intent ? actionData.result : null)
  return (
    <Page width="wide">
      <StudioFilmHead film={film} acts={acts} />
      <Tabs film={film} shown={shown} />
      {saved && <Notice kind="good">{t('cinema.saved')}</Notice>}
      {!film.editable && shown !== 'review' && (
        <Notice>{t(film.state === 'submitted' ? 'cinema.underReview' : film.state === 'published' ? 'cinema.isPublished' : 'cinema.isRefused')}</Notice>
      )}
      {shown === 'facts' && (
        <Section title={t('cinema.editTitle')} lead={t('cinema.editLead')}>
          <Closed closed={!film.editable}>
            <FactsForm film={film} choices={choices} result={resultOf('facts')} />
          </Closed>
        </Section>
      )}
      {shown === 'credits' && <CreditsTab film={film} resultOf={resultOf} />}
      {shown === 'video' && <Section title={t('cinema.videoTitle')}>{video}</Section>}
      {shown === 'review' && <ReviewTab film={film} resultOf={resultOf} />}
    </Page>
  )
}

function StudioFilmHead({ film, acts }: { film: Film; acts: ReactNode }) {
  const { t } = useText()
  return (
    <PageHead
      title={film.originalTitle}
      tab={`${film.originalTitle} · ${t('cinema.studio')}`}
      eyebrow={<a href="/karangou/studio">{t('cinema.studio')}</a>}
      lead={
        <>
          <Badge tone={tones[film.state]}>{t(`cinema.state.${film.state}`)}</Badge> {t(`cinema.next.${film.state}`, { missing: film.missing.length, views: film.views })}
        </>
      }
      actions={
        film.listed && (
          <>
            {acts}
            <LinkButton href={`/karangou/films/${film.slug}`} icon={<Icon of={ExternalLink} size="small" />}>
              {t('cinema.seePublic')}
            </LinkButton>
          </>
        )
      }
    />
  )
}

function Tabs({ film, shown }: { film: Film; shown: Tab }) {
  const { t } = useText()
  const here = `/karangou/studio/films/${film.id}`
  return (
    <TabLinks
      label={film.originalTitle}
      items={tabs.map((one) => ({
        href: one === 'facts' ? here : `${here}?tab=${one}`,
        label: t(`cinema.tab.${one}`),
        current: one === shown,
        count: one === 'review' && film.missing.length > 0 && film.editable ? film.missing.length : undefined,
      }))}
    />
  )
}

const tabOf = (intent: string): Tab => (intent === 'facts' ? 'facts' : intent === 'credits' || intent === 'awards' ? 'credits' : 'review')

/** A form that is read, not written, while the film is in other hands. */
function Closed({ closed, children }: { closed: boolean; children: ReactNode }) {
  return closed ? (
    <fieldset disabled className="cine-closed">
      {children}
    </fieldset>
  ) : (
    children
  )
}

/** Who made the film, and what it won. */
function CreditsTab({ film, resultOf }: { film: Film; resultOf: (intent: string) => Submitted | null }) {
  const { t } = useText()
  return (
    <>
      <Section title={t('cinema.credits')}>
        <Closed closed={!film.editable}>
          <CreditsForm film={film} result={resultOf('credits')} />
        </Closed>
      </Section>
      <Section title={t('cinema.awardsTitle')}>
        <Closed closed={!film.editable}>
          <AwardsForm film={film} result={resultOf('awards')} />
        </Closed>
      </Section>
    </>
  )
}

/** Submit, withdraw, throw away; and all that was said so far. */
function ReviewTab({ film, resultOf }: { film: Film; resultOf: (intent: string) => Submitted | null }) {
  return (
    <Split aside={<Removal film={film} result={resultOf('remove')} />}>
      <Submission film={film} result={resultOf('submit')} />
      <Withdrawal film={film} result={resultOf('withdraw')} />
      <HistorySection film={film} />
    </Split>
  )
}

function HistorySection({ film }: { film: Film }) {
  const { t } = useText()
  return (
    <Section title={t('cinema.history')}>
      <History decisions={film.decisions} />
    </Section>
  )
}

const placeOf: Readonly<Record<string, string>> = { video: '?tab=video', credits: '?tab=credits' }

function Submission({ film, result }: { film: Film; result: Submitted | null }) {
  const { t } = useText()
  if (!film.editable) return null
  return (
    <Section title={t('cinema.submitTitle')} lead={t('cinema.submitText')}>
      {film.missing.length > 0 && (
        <Notice kind="warn" title={t('cinema.missingTitle')}>
          <ul>
            {film.missing.map(({ field, code }) => (
              <li key={code}>
                <a href={`/karangou/studio/films/${film.id}${placeOf[field] ?? `#f-${field}`}`}>{t(code)}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Form result={result} submit={film.missing.length === 0 ? t('cinema.submit') : undefined}>
        <Hidden values={{ intent: 'submit' }} />
        {film.missing.length === 0 && <Field type="textarea" name="note" label={t('cinema.submitNote')} rows={3} maxLength={4000} />}
      </Form>
    </Section>
  )
}

function Withdrawal({ film, result }: { film: Film; result: Submitted | null }) {
  const { t } = useText()
  if (film.state !== 'published') return null
  return (
    <Section title={t('cinema.withdraw')} lead={t('cinema.withdrawText')}>
      <Form result={result} submit={t('cinema.withdraw')} kind="danger">
        <Hidden values={{ intent: 'withdraw' }} />
        <Field type="textarea" name="note" label={t('cinema.withdrawNote')} rows={2} maxLength={4000} />
      </Form>
    </Section>
  )
}

function Removal({ film, result }: { film: Film; result: Submitted | null }) {
  const { t } = useText()
  if (!film.deletable) return null
  return (
    <Card>
      <Form result={result} submit={t('cinema.removeDraft')} kind="danger">
        <Hidden values={{ intent: 'remove' }} />
      </Form>
    </Card>
  )
}
