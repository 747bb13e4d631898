import { z } from 'zod'
import { config } from '#platform/config'
import { Refusal } from '#platform/refusal'
import type { NetworkProvider } from './provider.ts'
import { ask, busy, readAs, unavailable } from './wire.ts'

/** Deezer (public code that calls https://api.deezer.com; external-services §7): no key; errors come with 200 and `{ error: { type, message, code } }`, code 4 = quota, 800 = no such artist. */

const Artist = z.object({ id: z.number(), name: z.string(), link: z.string().optional(), nb_album: z.number().optional(), nb_fan: z.number().optional() })
const Failure = z.object({ error: z.object({ code: z.number().optional(), message: z.string().optional() }) })

async function get<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> {
  const { body } = await ask('deezer', `${config().DEEZER_URL}${path}`)
  const failure = Failure.safeParse(body)
  if (!failure.success) return readAs('deezer', shape, body)
  if (failure.data.error.code === 4) throw busy('deezer', 5)
  if (failure.data.error.code === 800) throw new Refusal('missing', 'checkup.notOnNetwork', { network: 'deezer' })
  throw unavailable('deezer')
}

const addressOf = (one: z.output<typeof Artist>): string => one.link ?? `https://www.deezer.com/artist/${one.id}`

export const deezer: NetworkProvider = {
  name: 'deezer',
  isOpen: () => true,
  measure: async (identifier) => {
    const one = await get(`/artist/${encodeURIComponent(identifier)}`, Artist)
    return [
      ...(one.nb_fan === undefined ? [] : [{ metric: 'followers' as const, value: one.nb_fan }]),
      ...(one.nb_album === undefined ? [] : [{ metric: 'releases' as const, value: one.nb_album }]),
    ]
  },
  find: async (name) => {
    const { data } = await get(`/search/artist?q=${encodeURIComponent(name)}&limit=8`, z.object({ data: z.array(Artist) }))
    return data.map((one) => ({
      identifier: String(one.id),
      name: one.name,
      url: addressOf(one),
      detail: one.nb_album === undefined ? '' : `${one.nb_album} albums`,
      followers: one.nb_fan ?? null,
    }))
  },
}
