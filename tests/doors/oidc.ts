import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface OidcAccount {
  sub: string
  email: string
  emailVerified: boolean
  name: string
}

export interface OidcDoor {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who the provider's next visitor is. */
  account: OidcAccount
  /** Walks through the provider like a browser that consents: from the authorization address to the address it leads back to. */
  walk: (url: string) => Promise<string>
  close: () => Promise<void>
}

/** A real OpenID Connect provider (npm oidc-provider), on this machine, whose visitor consents to everything. */
export async function openOidcDoor(redirectUri: string, port = 0): Promise<OidcDoor> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = {
    client_id: 'griot',
    client_secret: 'a-secret-of-the-test-provider',
    redirect_uris: [redirectUri],
    response_types: ['code'] as 'code'[],
    grant_types: ['authorization_code'],
  }
  const door: OidcDoor = {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    account: { sub: 'efua-1', email: 'efua@provider.example', emailVerified: true, name: 'Efua Boateng' },
    walk,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, email: door.account.email, email_verified: door.account.emailVerified, name: door.account.name }) }),
  })
  const handle = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response)
    return void consent(provider, door, request, response)
  })
  return door
}

type Consent = (
  provider: Provider,
  door: OidcDoor,
  request: Parameters<Provider['interactionDetails']>[0],
  response: Parameters<Provider['interactionDetails']>[1],
) => Promise<void>

const consent: Consent = async (provider, door, request, response) => {
  const { params, prompt, session } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: door.account.sub } })
  const grant = new provider.Grant({ accountId: session!.accountId, clientId: String(params.client_id) })
  grant.addOIDCScope(String(params.scope))
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
}

async function walk(url: string): Promise<string> {
  const jar = new Map<string, string>()
  const { origin } = new URL(url)
  for (let at = url, steps = 0; steps < 12; steps += 1) {
    if (new URL(at).origin !== origin) return at
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]!.split('=')
      jar.set(name, value)
    }
    const next = answer.headers.get('location')
    if (!next) throw new Error(`the provider stopped at ${at}: ${answer.status} ${await answer.text()}`)
    at = new URL(next, at).href
  }
  throw new Error('the provider leads nowhere')
}
