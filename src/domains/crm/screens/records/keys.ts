import { useEffect } from 'react'

/** j and k walk through the rows, Enter opens (the row's link has the focus), x ticks, / goes to the search. Never while one types. */
export function useListKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const act = acts[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** Also used where letters are shortcuts on a sheet. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select') || target.closest('dialog, [role=dialog]') !== null)
  )
}

const rows = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>('a[data-row]')]
const at = (): number => {
  const row = document.activeElement?.closest('[data-record]')
  return rows().findIndex((link) => link.closest('[data-record]') === row)
}

function step(by: number): void {
  const all = rows()
  const from = at()
  all[Math.min(all.length - 1, Math.max(0, from < 0 ? 0 : from + by))]?.focus()
}

const acts: Readonly<Record<string, () => void>> = {
  j: () => step(1),
  k: () => step(-1),
  x: () => rows()[at()]?.closest('[data-record]')?.querySelector<HTMLInputElement>('input[name=ids]')?.click(),
  '/': () => document.querySelector<HTMLInputElement>('input[name=q]')?.focus(),
}
