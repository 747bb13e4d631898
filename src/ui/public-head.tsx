import { useLocation } from 'react-router'
import { isLang, languages, type Lang } from '#platform/text'
import { HeadTitle } from './layout.tsx'
import { useText } from './text.tsx'

interface HeadProps {
  origin: string
  path: string
  title: string
  description?: string | null
  /** Address of a picture, of this site. */
  image?: { src: string } | null
  type?: 'website' | 'article' | 'video.movie' | 'profile'
  /** What the page is about, in schema.org's words. */
  about?: unknown
}

const places: Readonly<Record<Lang, string>> = { fr: 'fr_FR', en: 'en_GB' }

/** What search engines and messengers read of a public page of Karangou. A page asked for in one language (`?lang=`) is the original of that language, as the alternates of the frame say. */
export function PublicHead({ origin, path, title, description, image, type = 'website', about }: HeadProps) {
  const { lang } = useText()
  const asked = new URLSearchParams(useLocation().search).get('lang')
  const url = origin + encodeURI(path) + (isLang(asked) ? `?lang=${asked}` : '')
  const picture = image ? absolute(origin, image.src) : `${origin}/icons/griot-512.png`
  return (
    <>
      <HeadTitle title={`${title} · Karangou`} description={description ?? undefined} />
      <link rel="canonical" href={url} />
      <meta property="og:site_name" content="Karangou" />
      <meta property="og:type" content={type} />
      <meta property="og:title" content={title} />
      {description && <meta property="og:description" content={description} />}
      <meta property="og:url" content={url} />
      <meta property="og:locale" content={places[lang]} />
      {languages
        .filter((one) => one !== lang)
        .map((one) => (
          <meta key={one} property="og:locale:alternate" content={places[one]} />
        ))}
      <meta property="og:image" content={picture} />
      {image && <meta property="og:image:alt" content={title} />}
      <meta name="twitter:card" content={image ? 'summary_large_image' : 'summary'} />
      {about !== undefined && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(about).replaceAll('<', '\\u003c') }} />}
    </>
  )
}

export const absolute = (origin: string, address: string): string => (address.startsWith('/') ? origin + address : address)
