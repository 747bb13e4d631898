import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { searchable } from '../../schema/figures.ts'
import { FiguresTable } from '../parts/figures.tsx'
import { Live } from '../parts/live.tsx'
import { typed } from '../typed.ts'
import { AllFigures } from './all.tsx'
import { Finding } from './find.tsx'
import { PasteForm, PlacesForm, TypedGrid } from './forms.tsx'
import { noteTyped, notePlaces } from './read.ts'
import { Sources } from './sources.tsx'
import '../checkup.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const recordId = params.id ?? ''
  const asked = new URL(request.url).searchParams
  const checkup = callerOf<typeof operations>(context, 'checkup')
  const after = asked.get('after') ?? undefined
  const [figures, all] = await Promise.all([checkup.artistFigures({ recordId }), checkup.listFigures({ recordId, limit: 30, ...(after ? { after } : {}) })])
  const network = searchable.find((one) => one === asked.get('find'))
  const identifier = asked.get('identifier')
  const sought = network && figures.mayEdit ? await seek(context, recordId, network, asked.get('name') ?? figures.name, identifier) : null
  return { figures, all, sought, today: new Date().toISOString().slice(0, 10), said: asked.get('said'), count: Number(asked.get('n') ?? 0) }
}

/** Asks a network. A network that does not answer is no reason for the page not to. */
async function seek(context: LoaderFunctionArgs['context'], recordId: string, network: (typeof searchable)[number], name: string, identifier: string | null) {
  const asked = new FormData()
  const of = { network, name, identifier, candidates: null, links: null, sandbox: false, refused: null }
  if (identifier) {
    const found = await pageOf(context).submit('checkup.candidateLinks', asked, { recordId, network, identifier })
    return found.ok ? { ...of, ...as<{ sandbox: boolean; items: { network: string; url: string }[] }, 'links'>('links', found.output) } : { ...of, refused: found.refusal }
  }
  const found = await pageOf(context).submit('checkup.findCandidates', asked, { recordId, network, name })
  return found.ok ? { ...of, ...as<Candidates, 'candidates'>('candidates', found.output) } : { ...of, refused: found.refusal }
}

interface Candidates {
  sandbox: boolean
  items: { identifier: string; name: string; url: string; detail: string; followers: number | null }[]
}
const as = <Output extends { sandbox: boolean; items: unknown[] }, Name extends string>(name: Name, output: unknown) =>
  ({ [name]: (output as Output).items, sandbox: (output as Output).sandbox }) as { [Key in Name]: Output['items'] } & { sandbox: boolean }

interface Sent {
  intent: string
  result: Submitted
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Sent> {
  const recordId = params.id ?? ''
  const form = await request.formData()
  const intent = typed(form, 'intent')
  const result = await act(context, intent, recordId, form)
  if (!result.ok) return { intent, result }
  const output = (result.output ?? {}) as { changed?: number; added?: number }
  const back = form.get('back')
  if (back === 'sheet') throw redirect(`/mona/artists/${recordId}#figures`, 303)
  throw redirect(`/mona/artists/${recordId}/figures?said=${intent}&n=${output.changed ?? output.added ?? 0}`, 303)
}

function act(context: ActionFunctionArgs['context'], intent: string, recordId: string, form: FormData): Promise<Submitted> {
  const { submit } = pageOf(context)
  switch (intent) {
    case 'note':
      return noteTyped(context, recordId, form)
    case 'places':
      return notePlaces(context, recordId, form)
    case 'paste':
      return submit('checkup.pasteFigures', form, { recordId, ...(form.get('day') ? {} : { day: undefined }) })
    case 'links':
      return submit('checkup.confirmArtistLinks', form, { recordId, urls: form.getAll('urls') })
    case 'remove':
      return submit('checkup.removeFigure', form, { recordId })
    default:
      return submit('checkup.fetchFigures', form, { recordId })
  }
}

export type FiguresPageData = Awaited<ReturnType<typeof loader>>

const told: Readonly<Record<string, string>> = { note: 'checkup.noted', paste: 'checkup.noted', links: 'checkup.linked' }

/** Everything about one artist's figures: what they say, and every way to add to them. */
export default function FiguresPage({ loaderData, actionData }: { loaderData: FiguresPageData; actionData?: Sent }) {
  const { figures, all, sought, said, count, today } = loaderData
  const { t } = useText()
  const refused = (intent: string): Submitted | null => (actionData?.intent === intent ? actionData.result : null)
  return (
    <Page width="wide">
      <Live topics={`figures:${figures.recordId}`} />
      <PageHead
        title={t('checkup.figures')}
        tab={`${t('checkup.figures')} · ${figures.name}`}
        eyebrow={<a href={`/mona/artists/${figures.recordId}`}>{figures.name}</a>}
        lead={t('checkup.figuresLead')}
      />
      {said && told[said] && <Notice kind="good">{t(told[said], { n: count })}</Notice>}
      {said === 'fetch' && <Notice kind="info">{t('checkup.fetching')}</Notice>}
      <FiguresTable figures={figures} />
      {figures.mayEdit && (
        <>
          <Section title={t('checkup.note')} lead={t('checkup.noteHint')}>
            <TypedGrid figures={figures} today={today} result={refused('note')} />
          </Section>
          <Section title={t('checkup.paste')}>
            <PasteForm result={refused('paste')} />
          </Section>
        </>
      )}
      <Section title={t('checkup.links')}>
        <Sources figures={figures} result={refused('fetch')} />
        {figures.mayEdit && <Finding figures={figures} sought={sought} result={refused('links')} />}
      </Section>
      {figures.mayEdit && (
        <Section title={t('checkup.places')}>
          <PlacesForm figures={figures} result={refused('places')} />
        </Section>
      )}
      <AllFigures page={all} recordId={figures.recordId} mayEdit={figures.mayEdit} />
    </Page>
  )
}
