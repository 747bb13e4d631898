import { posterArt } from './art/poster-art.ts'
import { useText } from './text.tsx'

/** A picture in several sizes and formats, the best first. */
export interface PictureData {
  src: string
  width: number
  height: number
  alt?: string
  /** Its main colour, shown until it comes. */
  color?: string | null
  sources?: readonly { type: string; srcSet: string }[]
}

type Ratio = 'poster' | 'wide' | 'square'

interface PictureProps {
  picture: PictureData
  alt: string
  sizes?: string
  priority?: boolean
}

export function Picture({ picture, alt, sizes = '100vw', priority }: PictureProps) {
  return (
    <picture>
      {picture.sources?.map(({ type, srcSet }) => (
        <source key={type} type={type} srcSet={srcSet} sizes={sizes} />
      ))}
      <img
        src={picture.src}
        width={picture.width}
        height={picture.height}
        alt={alt}
        loading={priority ? undefined : 'lazy'}
        decoding="async"
        fetchPriority={priority ? 'high' : undefined}
        style={picture.color ? { backgroundColor: picture.color } : undefined}
      />
    </picture>
  )
}

interface PosterProps {
  title: string
  picture?: PictureData | null
  ratio?: Ratio
  sizes?: string
  priority?: boolean
  /** The title stands beside it: the picture says nothing. */
  decorative?: boolean
}

/** The picture of a title; without one, a poster drawn from the title itself. */
export function Poster({ title, picture, ratio = 'poster', sizes, priority, decorative }: PosterProps) {
  const { t } = useText()
  if (!picture) return <DrawnPoster title={title} ratio={ratio} decorative={decorative} />
  const alt = decorative ? '' : (picture.alt ?? t('ui.posterOf', { title }))
  return (
    <span className="poster" data-ratio={ratio}>
      <Picture picture={picture} alt={alt} sizes={sizes} priority={priority} />
    </span>
  )
}

const frames: Record<Ratio, { box: string; place: string }> = {
  poster: { box: '0 0 200 300', place: '' },
  wide: { box: '0 0 320 180', place: 'translate(136 -10)' },
  square: { box: '0 0 200 200', place: 'translate(50 -46) scale(.82)' },
}

function DrawnPoster({ title, ratio, decorative }: { title: string; ratio: Ratio; decorative?: boolean }) {
  const art = posterArt(title)
  const { box, place } = frames[ratio]
  const mirror = art.mirrored ? 'translate(200 0) scale(-1 1)' : ''
  return (
    <span className="poster" data-ratio={ratio} data-ink={art.ink} data-length={lengthOf(title)} aria-hidden={decorative || undefined}>
      <svg viewBox={box} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <path fill={art.ground} d="M0 0h320v300H0z" />
        <g transform={`${place} ${mirror}`.trim() || undefined}>
          {art.shapes.map(({ d, paint, stroke }) => (
            <path key={d} d={d} {...(stroke ? { fill: 'none', stroke: art[paint], strokeWidth: stroke } : { fill: art[paint] })} />
          ))}
        </g>
        {ratio === 'poster' && <path fill={art.ground} d="M0 200h200v100H0z" />}
        {ratio === 'wide' && <path fill={art.ground} d="M0 0h136v180H0z" />}
        {ratio === 'square' && <path fill={art.ground} d="M0 118h200v82H0zM0 0h50v200H0z" />}
      </svg>
      <span className="poster-title">{title}</span>
    </span>
  )
}

/** How large the title can be written. */
function lengthOf(title: string): 'short' | 'medium' | 'long' {
  const longest = Math.max(...title.split(/\s+/).map((word) => word.length))
  if (title.length <= 14 && longest <= 9) return 'short'
  return title.length <= 34 && longest <= 13 ? 'medium' : 'long'
}
