import type { LucideIcon } from 'lucide-react'

/** A lucide icon at one of three sizes. Silent unless it has a `label`. */
export function Icon({ of: Drawing, label, size = 'medium' }: { of: LucideIcon; label?: string; size?: 'small' | 'medium' | 'large' }) {
  return <Drawing className="icon" data-size={size} strokeWidth={1.75} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />
}
