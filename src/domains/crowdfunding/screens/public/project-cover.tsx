import { Poster } from '#ui/poster'
import type { Project } from '../../schema.ts'

interface CoverProps {
  project: Pick<Project, 'title' | 'cover' | 'video'>
  sizes: string
  decorative?: boolean
}

/** The project's video where there is one, played by the browser itself; else its picture. Nothing of the video is fetched before someone asks. */
export function ProjectCover({ project: { title, cover, video }, sizes, decorative }: CoverProps) {
  if (!video) return <Poster title={title} picture={cover} ratio="wide" sizes={sizes} priority decorative={decorative} />
  return (
    <span className="poster" data-ratio="wide">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the subtitles that the makers sent are its tracks */}
      <video controls playsInline preload="none" src={video.src} poster={video.poster ?? undefined} aria-label={title}>
        {video.subtitles.map(({ language, label, src }) => (
          <track key={language} kind="subtitles" srcLang={language} label={label} src={src} />
        ))}
      </video>
    </span>
  )
}
