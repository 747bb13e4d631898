import { Eye, EyeOff } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'

/** Takes the words of a contribution off the wall, or puts them back: for its makers and for moderators. `named`: what the page's form calls the contribution. */
export function Moderate({ id, name, hidden, named = 'id' }: { id: string; name: string; hidden: boolean; named?: string }) {
  const { t } = useText()
  return (
    <Form className="cluster">
      <Hidden values={{ intent: 'message', [named]: id, hidden: String(!hidden) }} />
      {hidden && <Badge tone="warn">{t('crowdfunding.public.messageHidden')}</Badge>}
      <Button
        type="submit"
        kind="quiet"
        size="small"
        icon={<Icon of={hidden ? Eye : EyeOff} size="small" />}
        aria-label={t(`crowdfunding.public.${hidden ? 'showMessageOf' : 'hideMessageOf'}`, { name })}
      >
        {t(`crowdfunding.public.${hidden ? 'showMessage' : 'hideMessage'}`)}
      </Button>
    </Form>
  )
}
