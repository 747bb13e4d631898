import { Download, Search } from 'lucide-react'
import { Form, Link } from 'react-router'
import { Badge, type Tone } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { type Column, Table } from '#ui/table'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import type { StudioProject } from '../../schema.ts'
import type { ContributionState } from '../../types.ts'
import { projectPlace } from '../studio/tabs.ts'
import type { CampaignOf } from './load.ts'

const tones: Partial<Record<ContributionState, Tone>> = { pledged: 'accent', 'refund-stuck': 'bad', 'refund-due': 'warn', refunding: 'warn' }
type One = CampaignOf<'contributors'>['contributors']['items'][number]

/** Who gave, what they chose and what they are owed. */
export function Contributors({ project, campaign: { contributors, q, further } }: { project: StudioProject; campaign: CampaignOf<'contributors'> }) {
  const { t } = useText()
  const here = projectPlace(project.id, 'contributors')
  const { items, next } = contributors
  const none = items.length === 0
  return (
    <Section title={t('crowdfunding.studio.contributorsTitle')} lead={t('crowdfunding.studio.contributorsLead')}>
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
    <Form className="studio-finder" role="search">
      <input type="hidden" name="tab" value="contributors" />
      <input type="search" name="q" defaultValue={q} maxLength={120} aria-label={t('crowdfunding.studio.findContributor')} placeholder={t('crowdfunding.studio.findContributor')} />
      <Button type="submit" icon={<Icon of={Search} size="small" />}>
        {t('crowdfunding.studio.find')}
      </Button>
      <LinkButton kind="quiet" href={csv} download icon={<Icon of={Download} size="small" />}>
        {t('crowdfunding.studio.csv')}
      </LinkButton>
    </Form>
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
          {one.message && <q>{one.message}</q>}
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
