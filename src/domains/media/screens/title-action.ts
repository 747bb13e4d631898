import type { RouterContextProvider } from 'react-router'
import { pageOf, type Submitted } from '#platform/page'

const intents = ['media.cancelProcessing', 'media.retryProcessing', 'media.removeSubtitle', 'media.choosePoster', 'media.removeTitle'] as const

/** What the buttons of the title's parts ask of the page they stand on: call it first in the page's action. Null when the form is not theirs. */
export async function takeTitleAction(context: Readonly<RouterContextProvider>, form: FormData): Promise<Submitted | null> {
  const intent = intents.find((name) => name === form.get('intent'))
  return intent ? pageOf(context).submit(intent, form) : null
}
