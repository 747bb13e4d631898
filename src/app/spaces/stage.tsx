import { LinkButton } from '#ui/button'
import { Page, Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { FrontHero, FrontPeople, FrontToday } from './front.tsx'

export const handle = { page: 'reading', space: 'stage' } satisfies PageHandle

const steps = [1, 2, 3, 4, 5, 6]

/** Flow Stage's front page. */
export default function Stage() {
  const { t } = useText()
  return (
    <>
      <FrontHero
        eyebrow={t('app.stageEyebrow')}
        title={t('app.stageTitle')}
        lead={t('app.stageLead')}
        pattern="lamps"
        actions={<LinkButton kind="primary" size="large" href="/account/workspaces">{t('app.stageTeam')}</LinkButton>}
        picture={<Beams />}
      />
      <Page>
        <Section title={t('app.stagePath')} lead={t('app.stagePathLead')}>
          <ol className="hours">
            {steps.map((step) => (
              <li key={step}>
                <span className="hours-at">{t(`app.stageStep${step}At`)}</span>
                <h3>{t(`app.stageStep${step}`)}</h3>
                <p>{t(`app.stageStep${step}Text`)}</p>
              </li>
            ))}
          </ol>
        </Section>
        <FrontPeople title={t('app.stageWho')} people={[1, 2, 3].map((who) => ({ name: t(`app.stageWho${who}`), text: t(`app.stageWho${who}Text`) }))} />
        <FrontToday />
      </Page>
    </>
  )
}

/** Two lamps, one place to stand. */
function Beams() {
  return (
    <svg viewBox="0 0 320 300" aria-hidden="true">
      <path className="beam" d="M70 24L118 270h138z" opacity=".28" />
      <path className="beam" d="M250 24L202 270H64z" opacity=".28" />
      <ellipse className="beam" cx="160" cy="268" rx="112" ry="17" />
      <path d="M160 116v138M146 254h28" stroke="currentColor" strokeWidth="4" strokeLinecap="round" fill="none" />
      <path d="M160 92a12 12 0 0 1 12 12v14a12 12 0 0 1-24 0v-14a12 12 0 0 1 12-12z" fill="currentColor" />
      <path className="lamp" d="M52 4h36l-6 26H58zM232 4h36l-6 26h-24z" />
    </svg>
  )
}
