import { Download } from 'lucide-react'
import { Button } from '#ui/button'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Pattern } from '#ui/pattern'
import type { PatternName } from '#ui/art/motifs.tsx'
import { useText } from '#ui/text'
import type { SpaceName } from '#platform/page'
import { spaces } from './rooms.ts'

const borders: Record<SpaceName, PatternName> = { griot: 'strings', mona: 'strings', spark: 'signal', stage: 'lamps', karangou: 'weave' }

/** The foot of reading pages, under a border of the space's craft. */
export function Footer({ space }: { space: SpaceName }) {
  const { t } = useText()
  return (
    <footer className="shell-foot">
      <Pattern name={borders[space]} />
      <div className="foot-grid">
        <div>
          <p>{t('app.footLine')}</p>
          <Island name="install" when="idle">
            <Button kind="secondary" size="small" hidden icon={<Icon of={Download} size="small" />}>
              {t('app.install')}
            </Button>
          </Island>
        </div>
        <nav aria-labelledby="foot-spaces">
          <h2 id="foot-spaces">{t('app.footSpaces')}</h2>
          <ul>
            {spaces.map(({ href, label }) => (
              <li key={href}>
                <a href={href}>{t(label)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-labelledby="foot-open">
          <h2 id="foot-open">{t('app.footOpen')}</h2>
          <ul>
            <li>
              <a href="/api/docs">{t('app.api')}</a>
            </li>
            <li>
              <a href="/status">{t('app.status')}</a>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  )
}
