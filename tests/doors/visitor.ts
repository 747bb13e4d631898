import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

/** A browser without a screen: keeps cookies, sends the Origin that browsers send with forms. */
export interface Visitor {
  jar: Map<string, string>
  get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>
  post: (url: string, body?: unknown, headers?: Record<string, string>) => Promise<LightMyRequestResponse>
  send: (method: InjectOptions['method'], url: string, body?: unknown, headers?: Record<string, string>) => Promise<LightMyRequestResponse>
}

export function visit(app: FastifyInstance, userAgent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36'): Visitor {
  const jar = new Map<string, string>()
  const send: Visitor['send'] = async (method = 'GET', url, body, headers = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        host: 'localhost',
        'user-agent': userAgent,
        ...(method === 'GET' ? {} : { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }),
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      if (attributes.some((one) => one.trim().toLowerCase() === 'max-age=0')) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
  return { jar, send, get: (url, headers) => send('GET', url, undefined, headers), post: (url, body = {}, headers) => send('POST', url, body, headers) }
}
