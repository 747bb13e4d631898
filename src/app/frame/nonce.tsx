import { createContext, useContext, type ReactNode } from 'react'

const Nonce = createContext<string | undefined>(undefined)

/** Hands the request's CSP nonce to the page; a browser has none to give. */
export function NonceProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  return <Nonce value={nonce}>{children}</Nonce>
}

export const useNonce = (): string | undefined => useContext(Nonce)
