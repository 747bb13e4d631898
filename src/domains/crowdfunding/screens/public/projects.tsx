import { Search } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Field } from '#ui/form'
import { Icon } from '#ui/icon'
import { Grid, Page, PageHead } from '#ui/layout'
import { Pager, TabLinks } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { PublicHead } from '#ui/public-head'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import type { operations } from '../../operations.ts'
import { projectSorts } from '../../types.ts'
import { ProjectTile } from './project-tile.tsx'
import './funding.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

const states = ['open', 'succeeded', 'ended'] as const
/** Where the films of the house come from, and where their friends live. */
const countries = ['BF', 'BJ', 'CD', 'CG', 'CI', 'CM', 'GA', 'GH', 'GN', 'ML', 'NE', 'NG', 'SN', 'TD', 'TG', 'BE', 'CA', 'CH', 'FR']

const names = ['q', 'state', 'country', 'sort'] as const
type Asked = Partial<Record<(typeof names)[number], string>>

export async function loader({ context, request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams
  const asked: Asked = Object.fromEntries(names.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])))
  const after = search.get('after') ?? undefined
  const state = states.find((one) => one === asked.state) ?? 'open'
  const page = await callerOf<typeof operations>(context, 'crowdfunding').listProjects({
    q: asked.q?.slice(0, 120),
    state,
    country: asked.country && /^[A-Z]{2}$/.test(asked.country) ? asked.country : undefined,
    sort: projectSorts.find((one) => one === asked.sort),
    after,
    limit: 24,
  })
  return { page, asked, state, further: after !== undefined, origin: pageOf(context).origin, now: clock.now() }
}

function address(asked: Asked, change: Asked & { after?: string }): string {
  const search = new URLSearchParams(Object.entries({ ...asked, ...change }).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return `/karangou/projects${search.size ? `?${search}` : ''}`
}

export default function Projects({ loaderData: { page, asked, state, further, origin, now } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const title = t('crowdfunding.public.listTitle')
  const lead = t('crowdfunding.public.listLead')
  return (
    <Page width="wide">
      <PublicHead origin={origin} path="/karangou/projects" title={title} description={lead} image={page.items[0]?.cover} />
      <PageHead title={title} tab={null} lead={lead} />
      <Finder asked={asked} />
      <TabLinks
        label={t('crowdfunding.public.listStates')}
        items={states.map((one) => ({ href: address(asked, { state: one === 'open' ? '' : one }), label: t(`crowdfunding.public.list.${one}`), current: one === state }))}
      />
      <div className="fund-list">
        {page.items.length === 0 ? (
          <NoProject asked={asked} state={state} />
        ) : (
          <Grid min="card">
            {page.items.map((project, place) => (
              <ProjectTile key={project.id} project={project} now={now} priority={place < 2} />
            ))}
          </Grid>
        )}
      </div>
      <Pager previous={further ? address(asked, {}) : null} next={page.next ? address(asked, { after: page.next }) : null} />
    </Page>
  )
}

/** A plain GET form: the address says what is shown. */
function Finder({ asked }: { asked: Asked }) {
  const { t, lang } = useText()
  const places = countries.map((value) => ({ value, label: countryName(lang, value) })).toSorted((a, b) => a.label.localeCompare(b.label, lang))
  return (
    <form className="fund-finder" action="/karangou/projects" role="search">
      {asked.state && <input type="hidden" name="state" value={asked.state} />}
      <Field type="search" name="q" label={t('crowdfunding.public.search')} defaultValue={asked.q} maxLength={120} enterKeyHint="search" required={false} />
      <Field
        type="select"
        name="country"
        label={t('crowdfunding.public.country')}
        defaultValue={asked.country}
        options={[{ value: '', label: t('crowdfunding.public.everywhere') }, ...places]}
        required
      />
      <Field
        type="select"
        name="sort"
        label={t('crowdfunding.public.sortBy')}
        defaultValue={asked.sort ?? 'ending'}
        options={projectSorts.map((value) => ({ value, label: t(`crowdfunding.public.sort.${value}`) }))}
        required
      />
      <Button type="submit" size="large" icon={<Icon of={Search} />}>
        {t('crowdfunding.public.find')}
      </Button>
    </form>
  )
}

function NoProject({ asked, state }: { asked: Asked; state: string }) {
  const { t } = useText()
  const filtered = Boolean(asked.q ?? asked.country)
  return (
    <EmptyState
      title={t(filtered ? 'crowdfunding.public.noneFound' : 'crowdfunding.public.noneYet')}
      action={
        <LinkButton kind="primary" href={filtered ? address({}, { state: state === 'open' ? '' : state }) : '/karangou/films'}>
          {t(filtered ? 'crowdfunding.public.showAll' : 'crowdfunding.public.seeFilms')}
        </LinkButton>
      }
    >
      {t(filtered ? 'crowdfunding.public.noneFoundText' : 'crowdfunding.public.noneYetText')}
    </EmptyState>
  )
}
