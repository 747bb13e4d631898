import { Building2, FileUp, Plus, SlidersHorizontal, UserRound } from 'lucide-react'
import { useSearchParams } from 'react-router'
import type { Submitted } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { EmptyState, Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import { chipsOf } from './address.ts'
import { Bulk, ChangeDone } from './bulk.tsx'
import { Columns, Filters } from './filters.tsx'
import { OrganiseMenu } from './organise.tsx'
import { useListKeys } from './keys.ts'
import type { ListData } from './load.ts'
import { QuickAdd } from './quick-add.tsx'
import { Rows } from './rows.tsx'
import { Views } from './views.tsx'
import './records.css'

interface ListProps {
  data: ListData
  said?: { intent: string; result: Submitted } | undefined
}

/** A list of records: what is shown lives in the address, so that a view can be sent to a colleague. */
export function RecordList({ data, said }: ListProps) {
  const { t } = useText()
  const [params] = useSearchParams()
  const { kind, page, path } = data
  const filtered = chipsOf(path, params).length > 0
  const isEmpty = page.items.length === 0 && !filtered && !params.has('after')
  useListKeys()
  return (
    <Page width="wide">
      <ListHead data={data} isEmpty={isEmpty} />
      <ChangeDone params={params} data={data} />
      {said && !said.result.ok && said.intent !== 'view' && said.intent !== 'add' && <RefusalNote refusal={said.result.refusal} />}
      {data.refusal && <RefusalNote refusal={data.refusal} />}
      {isEmpty && !data.refusal ? <NothingYet data={data} said={said} /> : <Filled data={data} said={said} filtered={filtered} />}
      {!isEmpty && <p className="records-keys">{t('crm.keys')}</p>}
      <span hidden data-kind={kind} />
    </Page>
  )
}

function ListHead({ data: { kind, mayEdit }, isEmpty }: { data: ListData; isEmpty: boolean }) {
  const { t } = useText()
  const isArtist = kind === 'artist'
  const actions = mayEdit && !isEmpty && (
    <>
      <OrganiseMenu />
      {isArtist && (
        <LinkButton href="/mona/import" icon={<Icon of={FileUp} />}>
          {t('crm.import')}
        </LinkButton>
      )}
      <LinkButton kind="primary" href={isArtist ? '/mona/artists/new' : `/mona/contacts/new?kind=${kind}`} icon={<Icon of={Plus} />}>
        {t(isArtist ? 'crm.newArtist' : kind === 'person' ? 'crm.newPerson' : 'crm.newOrganisation')}
      </LinkButton>
    </>
  )
  return (
    <>
      <PageHead
        title={t(isArtist ? 'crm.artists' : 'crm.contacts')}
        tab={`${t(isArtist ? 'crm.artists' : 'crm.contacts')} · MONA`}
        lead={t(isArtist ? 'crm.artistsLead' : 'crm.contactsLead')}
        actions={actions}
      />
      {!isArtist && (
        <TabLinks
          label={t('crm.contacts')}
          items={[
            { href: '/mona/contacts', label: t('crm.people'), current: kind === 'person', icon: <Icon of={UserRound} size="small" /> },
            { href: '/mona/contacts?kind=organisation', label: t('crm.organisations'), current: kind === 'organisation', icon: <Icon of={Building2} size="small" /> },
          ]}
        />
      )}
    </>
  )
}

function Filled({ data, said, filtered }: ListProps & { filtered: boolean }) {
  const { t } = useText()
  const { page } = data
  return (
    <>
      <Views data={data} said={said} filtered={filtered} />
      <Filters data={data} />
      <div className="records-bar">
        <p className="records-count tabular" role="status">
          {page.total !== null && (page.more ? t('crm.countMore', { n: page.total }) : t('crm.count', { n: page.total }))}
        </p>
        <Columns data={data} />
      </div>
      {page.items.length === 0 ? <EmptyState title={t('crm.noneFit')}>{t('crm.noneFitText')}</EmptyState> : <Listed data={data} />}
      {data.mayEdit && <QuickAdd kind={data.kind} result={said?.intent === 'add' ? said.result : null} />}
    </>
  )
}

/** The rows and what can be done with those ticked: one form, with or without script. */
function Listed({ data }: { data: ListData }) {
  return (
    <form method="post" className="records-form">
      <Rows data={data} />
      {data.mayEdit && <Bulk data={data} />}
    </form>
  )
}

function NothingYet({ data, said }: ListProps) {
  const { t } = useText()
  const isArtist = data.kind === 'artist'
  return (
    <>
      <EmptyState
        title={t(isArtist ? 'crm.empty.artist' : 'crm.empty.contact')}
        picture={<Icon of={isArtist ? SlidersHorizontal : UserRound} size="large" />}
        action={
          data.mayEdit &&
          isArtist && (
            <LinkButton kind="primary" href="/mona/import" icon={<Icon of={FileUp} />}>
              {t('crm.import')}
            </LinkButton>
          )
        }
      >
        {t(isArtist ? 'crm.empty.artistText' : 'crm.empty.contactText')}
      </EmptyState>
      {data.mayEdit ? <QuickAdd kind={data.kind} result={said?.intent === 'add' ? said.result : null} /> : <Notice kind="info">{t('crm.artistsLead')}</Notice>}
    </>
  )
}
