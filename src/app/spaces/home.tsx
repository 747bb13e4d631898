import { ArrowRight, Braces, KeyRound, Play, Smartphone } from 'lucide-react'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { HeadTitle } from '#ui/layout'
import { Pattern } from '#ui/pattern'
import type { PatternName } from '#ui/art/motifs.tsx'
import { useText } from '#ui/text'
import type { PageHandle } from '#platform/page'
import { Beams, Desk, GrowthRings, Screen } from './pictures.tsx'
import { useShell } from '../frame/shell.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

const doors = [
  { space: 'mona', href: '/mona', name: 'app.mona', verb: 'app.doorMona', text: 'app.doorMonaText', pattern: 'strings', Picture: GrowthRings },
  { space: 'spark', href: '/spark', name: 'app.spark', verb: 'app.doorSpark', text: 'app.doorSparkText', pattern: 'signal', Picture: Desk },
  { space: 'stage', href: '/stage', name: 'app.stage', verb: 'app.doorStage', text: 'app.doorStageText', pattern: 'lamps', Picture: Beams },
  { space: 'karangou', href: '/karangou', name: 'app.karangou', verb: 'app.doorKarangou', text: 'app.doorKarangouText', pattern: 'weave', Picture: Screen },
] as const satisfies readonly { pattern: PatternName; [key: string]: unknown }[]

const promises = [
  { icon: Smartphone, title: 'app.homePromise1', text: 'app.homePromise1Text' },
  { icon: KeyRound, title: 'app.homePromise2', text: 'app.homePromise2Text' },
  { icon: Braces, title: 'app.homePromise3', text: 'app.homePromise3Text' },
]

/** The front page of the house: what it is, and its four doors. */
export default function Home() {
  const { t } = useText()
  const { person } = useShell()
  return (
    <>
      <HeadTitle title="Griot" description={t('app.homeLead')} />
      <div className="page home-hero" data-width="wide">
        <h1>{t('app.homeTitle')}</h1>
        <div>
          <p className="lead">{t('app.homeLead')}</p>
          <div className="btn-row">
            <LinkButton kind="primary" size="large" icon={<Icon of={Play} />} href="/karangou">
              {t('app.homeWatch')}
            </LinkButton>
            {!person && (
              <LinkButton size="large" href="/sign-up">
                {t('app.homeJoin')}
              </LinkButton>
            )}
          </div>
        </div>
      </div>
      <nav className="doors" aria-label={t('app.homeDoors')}>
        {doors.map((door) => (
          <Door key={door.space} {...door} />
        ))}
      </nav>
      <div className="page" data-width="wide">
        <div className="promises">
          {promises.map(({ icon, title, text }) => (
            <section key={title}>
              <Icon of={icon} size="large" />
              <h2>{t(title)}</h2>
              <p>{t(text)}</p>
            </section>
          ))}
        </div>
        <section className="griot-name">
          <h2>{t('app.homeName')}</h2>
          <p>{t('app.homeNameText')}</p>
        </section>
      </div>
    </>
  )
}

function Door({ space, href, name, verb, text, pattern, Picture }: (typeof doors)[number]) {
  const { t } = useText()
  return (
    <a className="door" data-space={space} href={href}>
      <span className="door-name">
        {t(name)}
        <Icon of={ArrowRight} />
      </span>
      <span className="door-picture">
        <Picture />
      </span>
      <span className="door-verb display">{t(verb)}</span>
      <span className="door-text">{t(text)}</span>
      <Pattern name={pattern} />
    </a>
  )
}
