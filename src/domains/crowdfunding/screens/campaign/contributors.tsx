import { Download, Search } from 'lucide-react'
import { Form as Finding, Link } from 'react-router'
import type { Submitted } from '#platform/page'
import { Badge, type Tone } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { EmptyState, RefusalNote } from '#ui/notice'
import { type Column, Table } from '#ui/table'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import type { StudioProject } from '../../schema.ts'
import type { ContributionState } from '../../types.ts'
import { Moderate } from '../public/moderate.tsx'
import { projectPlace } from '../studio/tabs.ts'
import type { CampaignOf } from './load.ts'

const tones: Partial<Record<ContributionState, Tone>> = { pledged: 'accent', 'refund-stuck': 'bad', disputed: 'bad', 'refund-due': 'warn', refunding: 'warn' }
type One = CampaignOf<'contributors'>['contributors']['items'][number]

/** Who gave, what they chose and what they are owed. */
export function Contributors({
  project,
  campaign: { contributors, q, further },
  result,
}: {
  project: StudioProject
  campaign: CampaignOf<'contributors'>
  result: Submitted | null
}) {
  const { t } = useText()
  const here = projectPlace(project.id, 'contributors')
  const { items, next } = contributors
  const none = items.length === 0
  return (
    <Section title={t('crowdfunding.studio.contributorsTitle')} lead={t('crowdfunding.studio.contributorsLead')}>
      {result && !result.ok && <RefusalNote refusal={result.refusal} />}
      {!(none && !q) && <Finder q={q} csv={`/api/projects/${project.id}/contributors.csv`} />}
      {none ? (
        <EmptyState
          title={t(q ? 'crowdfunding.studio.nobodyFound' : 'crowdfunding.studio.nobodyYet')}
          action={q && <LinkButton href={here}>{t('crowdfunding.studio.everyone')}</LinkButton>}
        >
          {!q && t('crowdfunding.studio.nobodyYetText')}
        </EmptyState>
      ) : (
        <List project={project} items={items} />
      )}
      <div className="btn-row studio-more">
        {further && <Link to={q ? `${here}&q=${encodeURIComponent(q)}` : here}>{t('crowdfunding.studio.firstPage')}</Link>}
        {next && <LinkButton href={`${here}${q ? `&q=${encodeURIComponent(q)}` : ''}&after=${encodeURIComponent(next)}`}>{t('crowdfunding.studio.more')}</LinkButton>}
      </div>
    </Section>
  )
}

function Finder({ q, csv }: { q: string | undefined; csv: string }) {
  const { t } = useText()
  return (
    <Finding className="studio-finder" role="search">
      <input type="hidden" name="tab" value="contributors" />
      <input type="search" name="q" defaultValue={q} maxLength={120} aria-label={t('crowdfunding.studio.findContributor')} placeholder={t('crowdfunding.studio.findContributor')} />
      <Button type="submit" icon={<Icon of={Search} size="small" />}>
        {t('crowdfunding.studio.find')}
      </Button>
      <LinkButton kind="quiet" href={csv} download icon={<Icon of={Download} size="small" />}>
        {t('crowdfunding.studio.csv')}
      </LinkButton>
    </Finding>
  )
}

function List({ project, items }: { project: StudioProject; items: readonly One[] }) {
  const { t, lang, money, date } = useText()
  const { currency } = project.funding
  const columns: Column<One>[] = [
    {
      key: 'name',
      label: t('crowdfunding.studio.who'),
      cell: (one) => (
        <div className="studio-who">
          <strong>{one.name}</strong>
          <span className="studio-soft">{[one.email, one.country && countryName(lang, one.country)].filter(Boolean).join(' · ')}</span>
          {one.message && <Words id={one.id} name={one.name} message={one.message} hidden={one.messageHidden} />}
        </div>
      ),
    },
    { key: 'amount', label: t('crowdfunding.studio.amount'), align: 'end', cell: (one) => money(one.amount, currency) },
    {
      key: 'reward',
      label: t('crowdfunding.studio.reward'),
      cell: (one) => (
        <div className="studio-who">
          <span>
            {one.reward ?? t('crowdfunding.studio.freeAmount')}{' '}
            {one.state !== 'confirmed' && <Badge tone={tones[one.state] ?? 'neutral'}>{t(`crowdfunding.studio.contribution.${one.state}`)}</Badge>}
          </span>
          {one.shipping && <span className="studio-soft">{one.shipping}</span>}
        </div>
      ),
    },
    { key: 'at', label: t('crowdfunding.studio.when'), cell: (one) => date(one.at, 'medium') },
  ]
  return <Table caption={t('crowdfunding.studio.contributorsTitle')} hideCaption stack rows={items} rowKey={(one) => one.id} columns={columns} />
}

/** What somebody said with their contribution, as the wall shows it, and how to hide it there. */
function Words({ id, name, message, hidden }: { id: string; name: string; message: string; hidden: boolean }) {
  return (
    <>
      {hidden ? <s>{message}</s> : <q>{message}</q>}
      <Moderate id={id} named="contributionId" name={name} hidden={hidden} />
    </>
  )
}
