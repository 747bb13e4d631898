import { useCallback, useEffect } from 'react'
import { useFetchers, useRevalidator, useSubmit } from 'react-router'
import { notify } from '#ui/work/toast'
import { useText } from '#ui/text'
import type { Submitted } from '#platform/page'
import { textIn } from '../form-text.ts'

/** Where every small form about a task is sent, with or without script. */
export const actAddress = '/mona/tasks/act'

/** Acts that can be taken back, each with what takes it back. */
const undone: Readonly<Record<string, string>> = { done: 'open', doneMine: 'openMine', drop: 'open' }

let sent = 0

export type Act = (intent: string, values: Readonly<Record<string, string>>, said?: string) => void

/** Sends an act while the page stays; says what was done, with the way back where there is one. */
export function useAct(): Act {
  const submit = useSubmit()
  return useCallback<Act>(
    (intent, values, said) => {
      const send = (what: string): void => {
        void submit({ ...values, intent: what, script: 'yes' }, { method: 'post', action: actAddress, navigate: false, fetcherKey: `task-${(sent += 1)}` })
      }
      send(intent)
      const back = undone[intent]
      if (said) notify({ text: said, ...(back ? { undo: () => send(back) } : {}) })
    },
    [submit],
  )
}

/** Ids of the tasks that an act under way will take off a list of open ones. */
export function useLeaving(): ReadonlySet<string> {
  const leaving = useFetchers().flatMap(({ formData }) => (['done', 'doneMine', 'drop'].includes(textIn(formData, 'intent')) ? [textIn(formData, 'id')] : []))
  return new Set(leaving)
}

/** Says why an act sent by `useAct` was refused. */
export function useRefusals(): void {
  const { t } = useText()
  const fetchers = useFetchers()
  useEffect(() => {
    for (const { data, state } of fetchers) {
      const result = data as Submitted | undefined
      if (state === 'loading' && result?.ok === false) notify({ text: [result.refusal, ...result.refusal.fields].map(({ code, params }) => t(code, params)).at(-1)! })
    }
  }, [fetchers, t])
}

/** Reads the page again when somebody else changed a task of this workspace. */
export function useOthers(workspaceId: string, me: string): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const hear = (event: Event): void => {
      const { topic, data } = (event as CustomEvent<{ topic: string; data: { by: string | null } }>).detail
      if (topic !== `tasks:${workspaceId}` || data.by === me) return
      clearTimeout(waiting)
      waiting = setTimeout(() => void revalidate(), 300)
    }
    document.addEventListener('griot:stream', hear)
    return () => {
      clearTimeout(waiting)
      document.removeEventListener('griot:stream', hear)
    }
  }, [workspaceId, me, revalidate])
}
