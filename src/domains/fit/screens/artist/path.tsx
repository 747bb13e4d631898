import { BarChart } from '#ui/chart'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { Data } from '../artist.tsx'

/** The stages ahead, with the chance to get there. */
export function Path({ path }: { path: Data['fit']['path'] }) {
  const { t, percent } = useText()
  return (
    <Section title={t('fit.path')} lead={path.length > 0 && t('fit.pathLead')}>
      {path.length === 0 ? (
        <Notice kind="info">{t('fit.notInPipeline')}</Notice>
      ) : (
        <BarChart
          caption={t('fit.path')}
          labels={{ name: t('fit.stage'), value: t('fit.said') }}
          rows={path.map(({ name, chance, here }) => ({ label: here ? `${name} · ${t('fit.here')}` : name, value: chance, text: percent(chance) }))}
        />
      )}
    </Section>
  )
}
