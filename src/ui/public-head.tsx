import { HeadTitle } from './layout.tsx'
import { useText } from './text.tsx'

interface HeadProps {
  origin: string
  path: string
  title: string
  description?: string | null
  /** Address of a picture, of this site. */
  image?: { src: string; width: number; height: number } | null
  type?: 'website' | 'article' | 'video.movie' | 'profile'
  /** What the page is about, in schema.org's words. */
  about?: unknown
}

/** What search engines and messengers read of a public page of Karangou. */
export function PublicHead({ origin, path, title, description, image, type = 'website', about }: HeadProps) {
  const { lang } = useText()
  const url = origin + encodeURI(path)
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
      <meta property="og:locale" content={lang === 'fr' ? 'fr_FR' : 'en_GB'} />
      <meta property="og:image" content={picture} />
      {image && <meta property="og:image:width" content={String(image.width)} />}
      {image && <meta property="og:image:height" content={String(image.height)} />}
      <meta name="twitter:card" content={image ? 'summary_large_image' : 'summary'} />
      {about !== undefined && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(about).replaceAll('<', '\\u003c') }} />}
    </>
  )
}

export const absolute = (origin: string, address: string): string => (address.startsWith('/') ? origin + address : address)
