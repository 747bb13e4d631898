import { Building2, Clapperboard, FileText, Film, Handshake, ListChecks, Mic, Search, UserRound, type LucideIcon } from 'lucide-react'
import { useLoaderData, type LoaderFunctionArgs } from 'react-router'
import { Button, LinkButton } from '#ui/button'
import { LinkCard } from '#ui/card'
import { Field, Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import { pageOf, type PageHandle } from '#platform/page'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

interface Found {
  kind: string
  title: string
  detail?: string | null
  href: string
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 200) ?? ''
  if (!q) return { q, items: [] }
  const { items } = (await pageOf(context).call('house.searchAll', { q, limit: 20 })) as { items: Found[] }
  return { q, items }
}

const icons: Record<string, LucideIcon> = {
  film: Film,
  person: UserRound,
  collection: Clapperboard,
  artist: Mic,
  contact: UserRound,
  organisation: Building2,
  deal: Handshake,
  task: ListChecks,
}

/** What was found over all spaces, for those without script or who want a page of it. */
export default function SearchPage() {
  const { t } = useText()
  const { q, items } = useLoaderData<typeof loader>()
  return (
    <Page width="text">
      <PageHead title={t('app.searchTitle')} />
      <Form method="get" action="/search" role="search">
        <Field name="q" type="search" label={t('app.searchLabel')} defaultValue={q} required autoComplete="off" enterKeyHint="search" autoFocus={!q} />
        <div className="btn-row">
          <Button type="submit" kind="primary" icon={<Icon of={Search} />}>
            {t('app.search')}
          </Button>
        </div>
      </Form>
      {!q && (
        <EmptyState title={t('app.searchStart')} action={<LinkButton href="/karangou">{t('app.searchBrowse')}</LinkButton>}>
          {t('app.searchStartText')}
        </EmptyState>
      )}
      {q && items.length === 0 && (
        <EmptyState title={t('app.searchNone', { q })} action={<LinkButton href="/karangou">{t('app.searchBrowse')}</LinkButton>}>
          {t('app.searchNoneText')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="found" aria-labelledby="found">
          <h2 id="found">{t('app.searchCount', { count: items.length, q })}</h2>
          {items.map((item) => (
            <LinkCard key={item.href} href={item.href} icon={<Icon of={icons[item.kind] ?? FileText} />} title={item.title} detail={item.detail} />
          ))}
        </section>
      )}
    </Page>
  )
}
