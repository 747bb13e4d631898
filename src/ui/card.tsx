import type { ReactNode } from 'react'
import { Poster, type PictureData } from './poster.tsx'

export function Card({ title, action, children }: { title?: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      {title && (
        <div className="section-head">
          <h2>{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  )
}

interface MediaCardProps {
  href: string
  title: string
  detail?: ReactNode
  picture?: PictureData | null
  /** A short mark on the picture: a length, a state. */
  badge?: ReactNode
  ratio?: 'poster' | 'wide' | 'square'
  /** How wide the picture is shown, for the browser to fetch no more. */
  sizes?: string
  /** The first pictures of a page are fetched at once, the others when near. */
  priority?: boolean
  /** 0 to 1: how far it has been watched. */
  progress?: number
}

/** A film, a person, a recording: its picture and its name, one link. */
export function MediaCard({ href, title, detail, picture = null, badge, ratio = 'poster', sizes, priority, progress }: MediaCardProps) {
  return (
    <article className="media-card">
      <a href={href}>
        <span className="media-card-picture">
          <Poster title={title} picture={picture} ratio={ratio} sizes={sizes} priority={priority} decorative />
          {badge && <span className="media-card-badge">{badge}</span>}
          {progress !== undefined && (
            <span className="media-card-progress">
              <progress max={1} value={progress} aria-hidden="true" />
            </span>
          )}
        </span>
        <span className="media-card-title">{title}</span>
      </a>
      {detail && <p className="media-card-detail">{detail}</p>}
    </article>
  )
}

/** A choice that leads somewhere, said in two lines. */
export function LinkCard({ href, title, detail, icon, space }: { href: string; title: ReactNode; detail?: ReactNode; icon?: ReactNode; space?: string }) {
  return (
    <a className="link-card" href={href} data-space={space}>
      {icon}
      <span className="link-card-title">{title}</span>
      {detail && <span className="link-card-detail">{detail}</span>}
    </a>
  )
}

/** What is known, as a list of names and values. Empty values are left out. */
export function Facts({ items }: { items: readonly { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {items.map(
        ({ label, value }, place) =>
          value !== null &&
          value !== undefined &&
          value !== '' && (
            <div key={place}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
