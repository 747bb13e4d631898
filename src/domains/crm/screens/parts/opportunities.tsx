import '../pipeline/pipeline.css'
import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { Opportunity } from '../../schema/pipeline.ts'
import { Age, CardMoney } from '../pipeline/card.tsx'
import { MoneyFields } from '../pipeline/new-card.tsx'

const tones = { open: 'neutral', won: 'good', lost: 'bad' } as const

/** What was offered to an artist, and the form to offer more. The page's action hands `intent: opportunity` to `offer` (../pipeline/forms.ts). */
export function Opportunities({ recordId, items, mayEdit, result }: { recordId: string; items: readonly Opportunity[]; mayEdit: boolean; result?: Submitted | null | undefined }) {
  const { t, date } = useText()
  const mine = result && !result.ok && result.values.intent === 'opportunity' ? result : null
  return (
    <Section id="opportunities" title={t('crm.pipeline.opportunities')}>
      {items.length === 0 && <p>{t('crm.pipeline.noOpportunity')}</p>}
      <ul className="pipe-deals">
        {items.map((card) => (
          <li key={card.id}>
            <a href={`/mona/pipeline?pipeline=${card.pipelineId}&q=${encodeURIComponent(card.title ?? '')}`}>{card.title}</a>
            <Badge tone={tones[card.outcome]}>{card.stage}</Badge>
            <CardMoney card={card} />
            {card.expectedOn && <span>{t('crm.pipeline.expectedBy', { day: date(new Date(card.expectedOn)) })}</span>}
            {card.outcome === 'open' && <Age card={card} />}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Disclosure title={t('crm.pipeline.newDeal')} open={mine !== null}>
          <Form result={mine} submit={t('crm.pipeline.add')} key={items.length}>
            <Hidden values={{ intent: 'opportunity', id: recordId }} />
            <Field id="deal-title" name="title" label={t('crm.pipeline.title')} required maxLength={200} />
            <MoneyFields currency="EUR" />
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}
