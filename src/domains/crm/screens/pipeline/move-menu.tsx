import { EllipsisVertical } from 'lucide-react'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import type { Card, Stage } from '../../schema/pipeline.ts'

/** Where a card can go, without dragging: a small form, which also works before the page is alive. */
export function MoveMenu({ card, stages, onMove }: { card: Card; stages: readonly Stage[]; onMove?: (card: Card, toStage: string) => void }) {
  const { t } = useText()
  return (
    <details className="pipe-menu" data-menu>
      <summary aria-label={t('crm.pipeline.moveNamed', { name: card.title ?? card.name })}>
        <Icon of={EllipsisVertical} size="small" />
      </summary>
      <form
        method="post"
        className="pipe-menu-list"
        onSubmit={(event) => {
          const to = new FormData(event.currentTarget).get('toStage')
          if (!onMove || typeof to !== 'string') return
          event.preventDefault()
          event.currentTarget.closest('details')?.removeAttribute('open')
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
    </details>
  )
}
