import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { toMajor } from '#platform/money'
import type { Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import type { Card, Pipeline } from '../../schema/pipeline.ts'
import { withParams } from './address.ts'
import { MoneyFields } from './new-card.tsx'

/** What a card says of itself, beside the board. Its address is the page's with `card`: it opens, is sent and closes without script too. */
export function EditCard({ card, pipeline, result }: { card: Card; pipeline: Pipeline; result: Submitted | undefined }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const away = withParams(params, {})
  const head = useOpened(away)
  const mine = result && !result.ok && result.values.intent === 'edit' ? result : null
  return (
    <>
      <Link className="pipe-edit-back" to={away} preventScrollReset aria-hidden tabIndex={-1} />
      <section className="pipe-edit" role="dialog" aria-labelledby="pipe-edit-title">
        <div className="dialog-head">
          <h2 id="pipe-edit-title" ref={head} tabIndex={-1}>
            {card.title ?? card.name}
          </h2>
          <Link className="btn btn-icon" data-kind="quiet" data-size="small" to={away} preventScrollReset aria-label={t('ui.close')}>
            <Icon of={X} />
          </Link>
        </div>
        <p>
          <a href={`/mona/artists/${card.recordId}`}>{t('crm.pipeline.sheetOf', { name: card.name })}</a>
        </p>
        <Form result={mine} submit={t('crm.pipeline.save')}>
          <Hidden values={{ intent: 'edit', id: card.id, version: card.version }} />
          <CardFields card={card} pipeline={pipeline} />
        </Form>
      </section>
    </>
  )
}

function CardFields({ card: { title, value, currency, expectedOn, usual, probability }, pipeline }: { card: Card; pipeline: Pipeline }) {
  const { t } = useText()
  return (
    <>
      {pipeline.of === 'opportunities' && <Field id="edit-title" name="title" label={t('crm.pipeline.title')} required maxLength={200} defaultValue={title ?? ''} />}
      <MoneyFields
        of="edit"
        currency={currency ?? pipeline.currency}
        value={value === null || currency === null ? '' : toMajor({ amount: value, currency })}
        expectedOn={expectedOn}
      />
      <Field
        id="edit-probability"
        name="probability"
        type="number"
        min={0}
        max={100}
        unit="%"
        label={t('crm.pipeline.probability')}
        hint={t('crm.pipeline.usualChance')}
        defaultValue={usual ? '' : probability}
      />
    </>
  )
}

/** Takes the focus to what was opened; Escape leaves it. */
function useOpened(away: string) {
  const head = useRef<HTMLHeadingElement>(null)
  const navigate = useNavigate()
  useEffect(() => head.current?.focus(), [])
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') void navigate(away, { preventScrollReset: true })
    }
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [away, navigate])
  return head
}
