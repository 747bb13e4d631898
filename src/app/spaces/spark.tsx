import { LinkButton } from '#ui/button'
import { Page, Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { FrontHero, FrontPeople, FrontToday } from './front.tsx'

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
        actions={<LinkButton kind="primary" size="large" href="/account/workspaces">{t('app.sparkTeam')}</LinkButton>}
        picture={<Desk />}
      />
      <Page>
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

/** The screens of a control room: one on air, the others waiting. */
function Desk() {
  const levels = [9, 13, 17, 15, 19, 12, 16, 10, 14, 18, 11, 7]
  return (
    <svg viewBox="0 0 320 280" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.5" opacity=".75">
        <path d="M8 8h196v118H8zM216 8h96v54h-96zM216 72h96v54h-96z" />
        <path d="M8 140h70v42H8zM86 140h70v42H86zM164 140h70v42h-70zM242 140h70v42h-70z" />
      </g>
      <path className="tally" d="M4 4h204v126H4zM9 9v116h194V9z" fillRule="evenodd" />
      <path d="M106 46a18 18 0 1 1-.1 0zM72 126c2-26 16-38 34-38s32 12 34 38z" fill="currentColor" opacity=".9" />
      <path className="glow" d="M232 50l14-20 12 12 10-14 20 22zM238 118a12 12 0 0 1 24 0zM270 118a9 9 0 0 1 18 0z" />
      {levels.map((level, place) => (
        <path key={place} className={level > 16 ? 'peak' : 'glow'} d={Array.from({ length: level }, (_, row) => `M${10 + place * 26} ${270 - row * 4}h16v2.4h-16z`).join('')} />
      ))}
    </svg>
  )
}
