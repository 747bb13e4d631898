import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RefusalData } from '#platform/refusal'
import { Icon } from './icon.tsx'
import { Pattern } from './pattern.tsx'
import { useText } from './text.tsx'

type Kind = 'info' | 'good' | 'warn' | 'bad'
const icons: Record<Kind, LucideIcon> = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert }

interface NoticeProps {
  kind?: Kind
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** Something worth knowing, in the flow of the page. */
export function Notice({ kind = 'info', title, children, actions }: NoticeProps) {
  return (
    <div className="notice" data-kind={kind} role={kind === 'bad' ? 'alert' : 'status'}>
      <Icon of={icons[kind]} />
      <div>
        {title && <p className="notice-title">{title}</p>}
        {children}
        {actions && <div className="btn-row">{actions}</div>}
      </div>
    </div>
  )
}

/** The address of a field on its page: where the refusal's list leads. */
export const fieldId = (name: string): string => `f-${name.replaceAll(/[^\w-]/g, '-')}`

/** Why Griot said no, and which answers to correct, each a link to its field. Takes the focus, so that it is heard first. */
export function RefusalNote({ refusal, actions }: { refusal: RefusalData; actions?: ReactNode }) {
  const { t } = useText()
  return (
    <div className="notice" data-kind="bad" role="alert" tabIndex={-1} autoFocus>
      <Icon of={CircleAlert} />
      <div>
        <p className="notice-title">{t(refusal.code, refusal.params)}</p>
        {refusal.fields.some((wrong) => wrong.code !== refusal.code) && (
          <ul>
            {refusal.fields.map((wrong) => (
              <li key={`${wrong.field} ${wrong.code}`}>
                <a href={`#${fieldId(wrong.field)}`}>{t(wrong.code, wrong.params)}</a>
              </li>
            ))}
          </ul>
        )}
        {actions && <div className="btn-row">{actions}</div>}
      </div>
    </div>
  )
}

interface EmptyProps {
  title: ReactNode
  children?: ReactNode
  /** The first step, as a button or a link. */
  action?: ReactNode
  picture?: ReactNode
}

/** A place with nothing in it yet: what it is for, and how to begin. */
export function EmptyState({ title, children, action, picture }: EmptyProps) {
  return (
    <div className="empty">
      <div className="empty-picture">{picture ?? <Pattern name="strings" />}</div>
      <p className="empty-title">{title}</p>
      {children && <div className="empty-text">{children}</div>}
      {action && <div className="btn-row">{action}</div>}
    </div>
  )
}
