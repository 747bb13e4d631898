import type { z } from 'zod'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { MyResult as Shape } from '../../schema/checkup.ts'
import { useChange } from '../checkup/compared.tsx'
import { ResultView, Sides } from '../checkup/result.tsx'
import '../checkup.css'

/** An artist's own last check-up, in their words. `result`: one of `checkup.myCheckups`. */
export function MyResult({ result }: { result: z.output<typeof Shape> }) {
  const { t, date, percent } = useText()
  const { previous, score } = result
  const change = useChange(previous && score !== null && previous.score !== null ? score - previous.score : null)
  return (
    <Section title={t('checkup.myTitle')} lead={t('checkup.myLead', { agency: result.agency, day: date(result.finishedAt) })}>
      {previous && <p className="mb-4">{t('checkup.mySince', { change })}</p>}
      {result.invented && <Notice kind="info">{t('checkup.inventedLead')}</Notice>}
      <ResultView result={result} {...(previous ? { before: previous.areas } : {})} />
      <Sides result={result} titles={[t('checkup.myStrengths'), t('checkup.myWeaknesses')]} />
      {result.confidence < 0.75 && <p className="text-soft text-sm">{t('checkup.myUnsure', { share: percent(Math.round(result.confidence * 100) / 100) })}</p>}
    </Section>
  )
}
