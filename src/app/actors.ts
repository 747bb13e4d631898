import { type Actor, nobody } from '#platform/actor'

/** Who calls, from the request's headers: asked of the identity room. */
export async function actorOf(_headers: Headers): Promise<Actor> {
  return nobody
}
