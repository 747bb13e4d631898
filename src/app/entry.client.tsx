import { startTransition, useLayoutEffect, type ReactNode } from 'react'
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

/**
 * What was typed in long fields before the page came alive: React puts the first text of a `<textarea>` back when it takes it over,
 * and on a slow phone several seconds have passed by then.
 */
const typed = new Map<HTMLTextAreaElement, string>()
const keep = (field: EventTarget | null): void => {
  if (field instanceof HTMLTextAreaElement) typed.set(field, field.value)
}
const hear = (event: Event): void => keep(event.target)
for (const field of document.querySelectorAll('textarea')) if (field.value !== field.defaultValue) keep(field)
document.addEventListener('input', hear, true)

function Typed({ children }: { children: ReactNode }) {
  useLayoutEffect(() => {
    document.removeEventListener('input', hear, true)
    for (const [field, text] of typed) if (field.value !== text) field.value = text
    typed.clear()
  }, [])
  return children
}

startTransition(() => {
  hydrateRoot(
    document,
    <TextProvider lang={lang} t={translator(lang, dictionary)}>
      <Typed>
        <HydratedRouter />
      </Typed>
    </TextProvider>,
  )
})
