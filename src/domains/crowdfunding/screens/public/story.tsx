import { FileText } from 'lucide-react'
import { Avatar, Badge } from '#ui/badge'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { type Step, Steps } from '#ui/progress'
import { useText } from '#ui/text'
import type { Project } from '../../schema.ts'
import { Prose } from './prose.tsx'

/** The project's own view: story, budget, path of the money, people, papers. */
export function ProjectStory({ project }: { project: Project }) {
  const { t } = useText()
  return (
    <>
      <Section title={t('crowdfunding.public.story')}>
        <Prose text={project.story} language={project.language} pictures={project.pictures} />
        {project.versions > 1 && (
          <p className="fund-soft">
            {t('crowdfunding.public.edited', { n: project.versions - 1 })}{' '}
            <a className="link" href={`/karangou/projects/${project.slug}?view=versions#views`}>
              {t('crowdfunding.public.seeChanges')}
            </a>
          </p>
        )}
      </Section>
      <Budget project={project} />
      <Milestones project={project} />
      <Team team={project.team} language={project.language} />
      {project.risks && (
        <Section title={t('crowdfunding.public.risks')}>
          <Prose text={project.risks} language={project.language} />
        </Section>
      )}
      <Documents documents={project.documents} />
    </>
  )
}

/** What the money is for: each line as long as its share. */
function Budget({ project: { budget, funding, feeBasisPoints, language } }: { project: Project }) {
  const { t, money, percent } = useText()
  if (budget.length === 0) return null
  const total = budget.reduce((sum, line) => sum + line.amount, 0)
  const largest = Math.max(...budget.map((line) => line.amount), 1)
  return (
    <Section title={t('crowdfunding.public.budget')} lead={t('crowdfunding.public.budgetLead', { fee: percent(feeBasisPoints / 10_000) })}>
      <table className="fund-budget">
        <caption className="visually-hidden">{t('crowdfunding.public.budget')}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('crowdfunding.public.budgetLine')}</th>
            <th scope="col">{t('crowdfunding.public.budgetAmount')}</th>
          </tr>
        </thead>
        <tbody>
          {budget.map(({ label, amount }, place) => (
            <tr key={place}>
              <th scope="row" lang={language}>
                {label}
              </th>
              <td className="tabular">
                {money(amount, funding.currency)}
                <span className="fund-soft"> {percent(Math.round((1000 * amount) / (total || 1)) / 1000)}</span>
                <svg aria-hidden="true" width="100%" height="8" preserveAspectRatio="none">
                  <rect width={`${(100 * amount) / largest}%`} height="8" rx="2" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('crowdfunding.public.total')}</th>
            <td className="tabular">{money(total, funding.currency)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  )
}

const looks: Readonly<Record<Project['milestones'][number]['state'], Step['state']>> = {
  waiting: 'next',
  asked: 'current',
  'sent-back': 'current',
  approved: 'current',
  paying: 'current',
  paid: 'done',
  stuck: 'stopped',
}

/** The path of the money to the makers: each step is paid when its proof was accepted. */
function Milestones({ project: { milestones, funding, language } }: { project: Project }) {
  const { t, money, date, percent } = useText()
  if (milestones.length === 0) return null
  return (
    <Section title={t('crowdfunding.public.path')} lead={t('crowdfunding.public.pathLead')}>
      <Steps
        items={milestones.map((one) => ({
          label: <span lang={language}>{one.title}</span>,
          state: looks[one.state],
          at: one.amount === null ? percent(one.basisPoints / 10_000) : money(one.amount, funding.currency),
          detail: (
            <>
              {one.text && <p lang={language}>{one.text}</p>}
              <p>
                {[
                  one.amount !== null && percent(one.basisPoints / 10_000),
                  one.paidAt ? t('crowdfunding.public.paidOn', { date: date(one.paidAt) }) : one.dueOn && t('crowdfunding.public.dueOn', { date: date(one.dueOn) }),
                  one.withheld > 0 && t('crowdfunding.public.withheld', { amount: money(one.withheld, funding.currency) }),
                  one.state !== 'waiting' && one.state !== 'paid' && t(`crowdfunding.public.milestone.${one.state}`),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {one.proof && (
                <blockquote lang={language}>
                  <Badge>{t('crowdfunding.public.proof')}</Badge> {one.proof}
                </blockquote>
              )}
            </>
          ),
        }))}
      />
    </Section>
  )
}

function Team({ team, language }: { team: Project['team']; language: string }) {
  const { t } = useText()
  if (team.length === 0) return null
  return (
    <Section title={t('crowdfunding.public.team')}>
      <ul className="fund-team">
        {team.map(({ name, role, bio }) => (
          <li key={name}>
            <Avatar name={name} />
            <div lang={language}>
              <strong>{name}</strong>
              {role && <span className="fund-soft"> {role}</span>}
              {bio && <p>{bio}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Documents({ documents }: { documents: Project['documents'] }) {
  const { t, bytes } = useText()
  if (documents.length === 0) return null
  return (
    <Section title={t('crowdfunding.public.documents')}>
      <ul className="fund-documents">
        {documents.map(({ id, name, size, href }) => (
          <li key={id}>
            <Icon of={FileText} size="small" />
            <a className="link" href={href} download>
              {name}
            </a>
            <span className="fund-soft">{bytes(size)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
