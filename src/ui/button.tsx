import type { ComponentProps, ReactNode } from 'react'

interface Look {
  /** One `primary` a screen; `danger` for what cannot be taken back. */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'small' | 'medium' | 'large'
  icon?: ReactNode
}

type ButtonProps = Look &
  ComponentProps<'button'> & {
    /** Shows that the click was heard; the button answers no second one. */
    busy?: boolean
  }

export function Button({ kind = 'secondary', size = 'medium', icon, busy, children, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={joined('btn', className)} data-kind={kind} data-size={size} aria-busy={busy || undefined} aria-disabled={busy || undefined} {...rest}>
      {icon}
      {children}
    </button>
  )
}

export function LinkButton({ kind = 'secondary', size = 'medium', icon, children, className, ...rest }: Look & ComponentProps<'a'>) {
  return (
    <a className={joined('btn', className)} data-kind={kind} data-size={size} {...rest}>
      {icon}
      {children}
    </a>
  )
}

/** A button that is only a picture: `label` is what it says to those who do not see it, and its tip. */
export function IconButton({
  label,
  icon,
  kind = 'quiet',
  size = 'medium',
  className,
  type = 'button',
  ...rest
}: Omit<ButtonProps, 'icon' | 'children'> & { label: string; icon: ReactNode }) {
  return (
    <button type={type} className={joined('btn btn-icon', className)} data-kind={kind} data-size={size} aria-label={label} title={label} {...rest}>
      {icon}
    </button>
  )
}

export function ButtonRow({ children, align }: { children: ReactNode; align?: 'start' | 'end' | 'between' }) {
  return (
    <div className="btn-row" data-align={align}>
      {children}
    </div>
  )
}

function joined(base: string, more: string | undefined): string {
  return more ? `${base} ${more}` : base
}
