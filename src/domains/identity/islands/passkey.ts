/**
 * `<griot-passkey mode="sign-in" next="/path">` and `<griot-passkey mode="register">`: shows its button when this browser knows passkeys (WebAuthn Level 2),
 * and carries the ceremony between the browser and `/api/auth/passkey/*`.
 */
type Json = Record<string, unknown>

class Passkey extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector<HTMLButtonElement>('[data-passkey]')
    if (!button || !('PublicKeyCredential' in window)) return
    button.hidden = false
    button.addEventListener('click', () => void this.go(button))
  }

  private async go(button: HTMLButtonElement): Promise<void> {
    const failed = this.querySelector<HTMLElement>('[data-failed]')
    if (failed) failed.hidden = true
    button.setAttribute('aria-busy', 'true')
    try {
      await (this.getAttribute('mode') === 'register' ? register() : signIn())
      location.assign(this.getAttribute('next') ?? '/')
    } catch {
      if (failed) failed.hidden = false
    } finally {
      button.removeAttribute('aria-busy')
    }
  }
}

async function signIn(): Promise<void> {
  const options = await ask('generate-authenticate-options')
  const allowed = options.allowCredentials as { id: string }[] | undefined
  const publicKey = { ...options, challenge: bytes(options.challenge), ...(allowed ? { allowCredentials: allowed.map((one) => ({ ...one, id: bytes(one.id) })) } : {}) }
  const credential = (await navigator.credentials.get({ publicKey: publicKey as unknown as PublicKeyCredentialRequestOptions })) as PublicKeyCredential
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response as AuthenticatorAssertionResponse
  await ask('verify-authentication', { response: written(credential, { authenticatorData, clientDataJSON, signature, userHandle }) })
}

async function register(): Promise<void> {
  const options = await ask('generate-register-options')
  const user = options.user as Json
  const known = (options.excludeCredentials ?? []) as { id: string }[]
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: known.map((one) => ({ ...one, id: bytes(one.id) })),
  }
  const credential = (await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions })) as PublicKeyCredential
  const response = credential.response as AuthenticatorAttestationResponse
  const { attestationObject, clientDataJSON } = response
  const answer = written(credential, { attestationObject, clientDataJSON })
  await ask('verify-registration', { response: { ...answer, response: { ...(answer.response as Json), transports: response.getTransports?.() ?? [] } } })
}

async function ask(what: string, body?: Json): Promise<Json> {
  const answer = await fetch(`/api/auth/passkey/${what}`, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})
  if (!answer.ok) throw new Error(what)
  return (await answer.json()) as Json
}

function written(credential: PublicKeyCredential, response: Record<string, ArrayBuffer | null>): Json {
  const fields = Object.entries(response).flatMap(([name, value]) => (value ? [[name, text(value)]] : []))
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(fields),
  }
}

function bytes(value: unknown): Uint8Array {
  const plain = atob(String(value).replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function text(value: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(value)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

customElements.define('griot-passkey', Passkey)
