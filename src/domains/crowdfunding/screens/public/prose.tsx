import type { ReactNode } from 'react'
import { Picture, type PictureData } from '#ui/poster'

/**
 * What makers wrote, as it reads best: blank lines part paragraphs, `## ` begins a chapter, `- ` a list.
 * Pictures stand between paragraphs, at even distances.
 */
export function Prose({ text, language, pictures = [] }: { text: string; language: string; pictures?: readonly PictureData[] }) {
  const blocks = text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter(Boolean)
  const every = Math.max(1, Math.ceil(blocks.length / (pictures.length + 1)))
  return (
    <div className="prose fund-prose" lang={language}>
      {blocks.map((block, place) => {
        const picture = (place + 1) % every === 0 ? pictures[(place + 1) / every - 1] : undefined
        return [<Block key={place} text={block} />, picture && <Plate key={`p${place}`} picture={picture} />]
      })}
      {pictures.slice(Math.floor(blocks.length / every)).map((picture) => (
        <Plate key={picture.src} picture={picture} />
      ))}
    </div>
  )
}

function Block({ text }: { text: string }): ReactNode {
  if (text.startsWith('## ')) {
    const [title = '', ...rest] = text.slice(3).split('\n')
    return (
      <>
        <h3>{title}</h3>
        {rest.length > 0 && <p>{rest.join('\n')}</p>}
      </>
    )
  }
  const lines = text.split('\n')
  if (lines.every((line) => line.startsWith('- ')))
    return (
      <ul>
        {lines.map((line) => (
          <li key={line}>{line.slice(2)}</li>
        ))}
      </ul>
    )
  return <p>{text}</p>
}

function Plate({ picture }: { picture: PictureData }) {
  return (
    <div className="fund-plate">
      <Picture picture={picture} alt={picture.alt ?? ''} sizes="(min-width: 64rem) 46rem, 100vw" />
    </div>
  )
}
