import { useShell } from '../../frame/shell.ts'
import { LinkButton } from '#ui/button'
import { Page, Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { FrontHero, FrontPeople, FrontToday } from '../front.tsx'
import { GrowthRings } from '../pictures.tsx'

export const handle = { page: 'reading', space: 'mona' } satisfies PageHandle

const steps = [1, 2, 3, 4, 5]

/** MONA's front page. */
export default function Mona() {
  const { t } = useText()
  return (
    <>
      <FrontHero eyebrow={t('app.monaEyebrow')} title={t('app.monaTitle')} lead={t('app.monaLead')} pattern="strings" actions={<FirstStep />} picture={<GrowthRings />} />
      <Page width="wide">
        <Section title={t('app.monaPath')} lead={t('app.monaPathLead')}>
          <ol className="growth">
            {steps.map((step) => (
              <li key={step}>
                <h3>{t(`app.monaStep${step}`)}</h3>
                <p>{t(`app.monaStep${step}Text`)}</p>
              </li>
            ))}
          </ol>
        </Section>
        <FrontPeople title={t('app.monaWho')} people={[1, 2, 3].map((who) => ({ name: t(`app.monaWho${who}`), text: t(`app.monaWho${who}Text`) }))} />
        <FrontToday />
      </Page>
    </>
  )
}

/** Those of an agency go to their day, an artist to their plan, the others learn how to begin. */
function FirstStep() {
  const { t } = useText()
  const { person } = useShell()
  const isOfAgency = person?.workspaces.some(({ kind }) => kind === 'agency') ?? false
  return (
    <>
      <LinkButton kind="primary" size="large" href={isOfAgency ? '/mona/today' : '/account/workspaces'}>
        {t(isOfAgency ? 'app.monaDesk' : 'app.monaTeam')}
      </LinkButton>
      {isOfAgency && (
        <LinkButton size="large" href="/mona/artists">
          {t('app.navArtists')}
        </LinkButton>
      )}
      {person && !isOfAgency && (
        <LinkButton size="large" href="/mona/me">
          {t('app.navMyPlan')}
        </LinkButton>
      )}
    </>
  )
}
