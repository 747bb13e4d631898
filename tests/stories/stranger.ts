import { expect } from 'vitest'
import type { Scene } from './campaign.ts'

export interface Answer {
  status: number
  body: Record<string, unknown>
}

export async function send(
  scene: Scene,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH',
  url: string,
  payload?: string | Buffer | object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await scene.house.app.inject({ method, url, ...(payload === undefined ? {} : { payload }), headers })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, body: isJson ? answer.json<Record<string, unknown>>() : { type: answer.headers['content-type'] } }
}

/** A clear no: problem details, with a sentence that differs from French to English. */
export async function refused(
  scene: Scene,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH',
  url: string,
  payload?: string | Buffer | object,
  headers: Record<string, string> = {},
): Promise<string> {
  const said = await Promise.all(['fr', 'en'].map((lang) => send(scene, method, url, payload, { ...headers, 'accept-language': lang })))
  for (const { status, body } of said) {
    expect([status, body], `${method} ${url.slice(0, 200)} ${JSON.stringify(payload)?.slice(0, 200)}`).toEqual([
      expect.toSatisfy((n: number) => n >= 400 && n < 500),
      expect.objectContaining({ title: expect.any(String) }),
    ])
    expect(body.title).not.toBe(body.code)
    for (const field of body.fields as { message: string; code: string }[]) expect(field.message).not.toBe(field.code)
  }
  expect(said[0]!.body.title).not.toBe(said[1]!.body.title)
  return String(said[0]!.body.code)
}
