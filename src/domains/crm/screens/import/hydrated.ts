import { useSyncExternalStore } from 'react'

const nothing = () => () => undefined
/** False on the server and until the page is alive. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  )
