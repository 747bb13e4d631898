import { LinkButton } from '#ui/button'
import { Page, Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { FrontHero, FrontPeople, FrontToday } from './front.tsx'
import { Beams } from './pictures.tsx'

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
        actions={
          <LinkButton kind="primary" size="large" href="/account/workspaces">
            {t('app.stageTeam')}
          </LinkButton>
        }
        picture={<Beams />}
      />
      <Page width="wide">
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
