import { LinkButton } from '#ui/button'
import { Page, Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { FrontHero, FrontPeople, FrontToday } from './front.tsx'
import { Desk } from './pictures.tsx'

export const handle = { page: 'reading', space: 'spark' } satisfies PageHandle

const days = [1, 2, 3, 4, 5, 6, 7]
const onAir = new Set([3, 5, 7])

/** SPARK's front page. */
export default function Spark() {
  const { t } = useText()
  return (
    <>
      <FrontHero
        eyebrow={t('app.sparkEyebrow')}
        title={t('app.sparkTitle')}
        lead={t('app.sparkLead')}
        pattern="signal"
        actions={
          <LinkButton kind="primary" size="large" href="/account/workspaces">
            {t('app.sparkTeam')}
          </LinkButton>
        }
        picture={<Desk />}
      />
      <Page width="wide">
        <Section title={t('app.sparkWeek')} lead={t('app.sparkWeekLead')}>
          <ol className="rundown">
            {days.map((day) => (
              <li key={day} data-air={onAir.has(day) ? '' : undefined}>
                <h3>{t(`app.sparkDay${day}`)}</h3>
                <p>{t(`app.sparkDay${day}Text`)}</p>
                <span>{t(onAir.has(day) ? 'app.sparkLive' : 'app.sparkPrep')}</span>
              </li>
            ))}
          </ol>
        </Section>
        <FrontPeople title={t('app.sparkWho')} people={[1, 2, 3].map((who) => ({ name: t(`app.sparkWho${who}`), text: t(`app.sparkWho${who}Text`) }))} />
        <FrontToday />
      </Page>
    </>
  )
}
