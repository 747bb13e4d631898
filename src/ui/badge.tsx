import type { ReactNode } from 'react'
import { hashOf } from './art/poster-art.ts'

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad'

export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}

/** A filter one can take or leave: a link, its state said. */
export function Tag({ href, current, children }: { href: string; current?: boolean; children: ReactNode }) {
  return (
    <a className="tag" href={href} aria-current={current ? 'true' : undefined}>
      {children}
    </a>
  )
}

interface AvatarProps {
  name: string
  src?: string | null
  size?: 'small' | 'medium' | 'large'
}

/** A face, or the initials on a colour of one's own. Silent: the name stands beside it, and the letters are drawn by the style sheet so that no label has to contain them. */
export function Avatar({ name, src, size = 'medium' }: AvatarProps) {
  if (src) return <img className="avatar" data-size={size} src={src} alt="" width={64} height={64} loading="lazy" decoding="async" />
  return <span className="avatar" data-size={size} data-hue={hashOf(name) % 6} data-initials={initials(name)} aria-hidden="true" />
}

function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase() || '·'
}
