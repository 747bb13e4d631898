import type { Ctx } from '#platform/context'

/** The demo of the room. */
export async function seed(_ctx: Ctx): Promise<void> {}
