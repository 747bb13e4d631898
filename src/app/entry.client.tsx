import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { isLang, languages, translator, type Dictionary, type Lang } from '#platform/text'
import { TextProvider } from '#ui/text'

/** Only the sentences of the page's language reach the browser. */
const sentences: Record<Lang, () => Promise<{ dictionary: Dictionary }>> = {
  fr: () => import('#app/texts.fr.ts'),
  en: () => import('#app/texts.en.ts'),
}

const said = document.documentElement.lang
const lang = isLang(said) ? said : languages[0]
const { dictionary } = await sentences[lang]()

startTransition(() => {
  hydrateRoot(
    document,
    <TextProvider lang={lang} t={translator(lang, dictionary)}>
      <HydratedRouter />
    </TextProvider>,
  )
})
