import { EllipsisVertical } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import type { Card, Stage } from '../../schema/pipeline.ts'
import { withParams } from './address.ts'

interface CardMenuProps {
  card: Card
  stages: readonly Stage[]
  onMove?: ((card: Card, toStage: string) => void) | undefined
  onRemove?: ((card: Card) => void) | undefined
}

/** What can be done with a card besides dragging it: send it to a stage, change it, take it off. Small forms, which also work before the page is alive. */
export function CardMenu({ card, stages, onMove, onRemove }: CardMenuProps) {
  const { t } = useText()
  const [params] = useSearchParams()
  return (
    <details className="pipe-menu" data-menu>
      <summary aria-label={t('crm.pipeline.menuOf', { name: card.title ?? card.name })}>
        <Icon of={EllipsisVertical} size="small" />
      </summary>
      <div className="pipe-menu-list">
        <MoveForm card={card} stages={stages} onMove={onMove} />
        <div className="pipe-menu-acts">
          <Link className="btn" data-kind="quiet" data-size="small" to={withParams(params, { card: card.id })} preventScrollReset onClick={shut}>
            {t('crm.pipeline.edit')}
          </Link>
          <form
            method="post"
            onSubmit={(event) => {
              if (!onRemove) return
              event.preventDefault()
              shut(event)
              onRemove(card)
            }}
          >
            <Hidden values={{ intent: 'remove', id: card.id }} />
            <Button type="submit" size="small" kind="quiet">
              {t('crm.pipeline.remove')}
            </Button>
          </form>
        </div>
      </div>
    </details>
  )
}

const shut = ({ currentTarget }: { currentTarget: Element }): void => currentTarget.closest('details')?.removeAttribute('open')

function MoveForm({ card, stages, onMove }: Omit<CardMenuProps, 'onRemove'>) {
  const { t } = useText()
  return (
    <form
      method="post"
      onSubmit={(event) => {
        const to = new FormData(event.currentTarget).get('toStage')
        if (!onMove || typeof to !== 'string') return
        event.preventDefault()
        shut(event)
        onMove(card, to)
      }}
    >
      <Hidden values={{ intent: 'move', id: card.id, version: Math.floor(card.version) }} />
      <label>
        <span>{t('crm.pipeline.moveTo')}</span>
        <select name="toStage" defaultValue={card.stageId} key={card.stageId}>
          {stages.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" size="small" kind="primary">
        {t('crm.pipeline.move')}
      </Button>
    </form>
  )
}
