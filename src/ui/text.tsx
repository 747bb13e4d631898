import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { localeOf, type Lang, type Translate } from '#platform/text'
import { formats, type Formats } from './words/formats.ts'

/** Everything a screen needs to speak: sentences, and figures written as the reader writes them. */
export type Speech = Formats & { t: Translate; lang: Lang; locale: string }

const SpeechContext = createContext<Speech | null>(null)

export function TextProvider({ lang, t, children }: { lang: Lang; t: Translate; children: ReactNode }) {
  const speech = useMemo(() => ({ ...formats(lang), t, lang, locale: localeOf(lang) }), [lang, t])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useText(): Speech {
  const speech = useContext(SpeechContext)
  if (!speech) throw new Error('useText needs a TextProvider above it')
  return speech
}
