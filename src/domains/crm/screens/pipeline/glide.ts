/** Lets a card glide from where it was to where a change puts it, when somebody else moved it. Without such means, or for who wants no motion, it just stands there. */
export function glide(cardId: string | undefined, change: () => Promise<void>): void {
  const find = (): HTMLElement | null => (cardId === undefined ? null : document.querySelector<HTMLElement>(`[data-card="${cardId}"]`))
  const element = find()
  if (!element || !('startViewTransition' in document) || matchMedia('(prefers-reduced-motion: reduce)').matches) return void change()
  element.style.viewTransitionName = 'moved-card'
  const move = document.startViewTransition(async () => {
    void change()
    // The next turn: by then the board is drawn anew.
    await new Promise((drawn) => setTimeout(drawn))
    find()?.style.setProperty('view-transition-name', 'moved-card')
  })
  void move.finished.finally(() => find()?.style.removeProperty('view-transition-name'))
}
