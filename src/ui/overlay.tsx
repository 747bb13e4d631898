import { ChevronDown, X } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { useText } from './text.tsx'

/** A window over the page, opened by a `DialogButton` without script (popover): it closes by Escape, by its cross and by a click outside. */
export function Dialog({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  const { t } = useText()
  return (
    <div className="dialog" id={id} popover="auto" role="dialog" aria-labelledby={`${id}-title`}>
      <div className="dialog-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <button type="button" className="btn btn-icon" data-kind="quiet" data-size="small" popoverTarget={id} popoverTargetAction="hide" aria-label={t('ui.close')}>
          <Icon of={X} />
        </button>
      </div>
      {children}
    </div>
  )
}

export function DialogButton({ dialog, ...rest }: ComponentProps<typeof Button> & { dialog: string }) {
  return <Button popoverTarget={dialog} aria-haspopup="dialog" {...rest} />
}

interface MenuProps {
  label: ReactNode
  /** Said instead of the label when the label is only a picture. */
  name?: string
  icon?: ReactNode
  side?: 'start' | 'end'
  children: ReactNode
}

/** A few acts behind one word. Its children are links and form buttons; works without script, closes by a click outside with it. */
export function Menu({ label, name, icon, side = 'end', children }: MenuProps) {
  return (
    <details className="menu" data-menu data-side={side}>
      <summary className="btn" data-kind="quiet" data-size="medium" aria-label={name}>
        {icon}
        {label}
        <Icon of={ChevronDown} size="small" />
      </summary>
      <div className="menu-list">{children}</div>
    </details>
  )
}

/** What some will want to read, folded. */
export function Disclosure({ title, open, children }: { title: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className="disclosure" open={open}>
      <summary>
        {title}
        <Icon of={ChevronDown} size="small" />
      </summary>
      <div>{children}</div>
    </details>
  )
}
