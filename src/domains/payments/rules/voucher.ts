/** 31 characters that no one mistakes for another, a prime: a weighted sum then finds every single error and every swap. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const codeLength = 10

/** A code from nine random bytes (0–255 each): nine characters and a check character. */
export function codeFrom(bytes: Uint8Array): string {
  const body = [...bytes].slice(0, codeLength - 1).map((byte) => alphabet[byte % alphabet.length]!)
  return body.join('') + checkOf(body.join(''))
}

/** Grouped as it is printed and read aloud: `ABC-DEF-GHJK`. */
export const printed = (code: string): string => `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`

/** The code in what somebody typed or scanned (also the whole address of a QR), or null when the check character says that it is mistaken. */
export function readCode(typed: string): string | null {
  const last = typed.includes('=') ? typed.slice(typed.lastIndexOf('=') + 1) : typed
  const code = last.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  if (code.length !== codeLength || [...code].some((one) => !alphabet.includes(one))) return null
  return checkOf(code.slice(0, -1)) === code.at(-1) ? code : null
}

/** Σ weight × value ≡ 0 (mod 31), the weights all different and none zero. */
function checkOf(body: string): string {
  const sum = [...body].reduce((all, one, place) => all + (place + 2) * alphabet.indexOf(one), 0)
  return alphabet[(alphabet.length - (sum % alphabet.length)) % alphabet.length]!
}
