import type { NoticeKind, NoticeKinds } from './types.ts'

const kinds = new Map<string, NoticeKind>()

/** Called by the app when a process begins, with every room's `notices`. */
export function registerNotices(rooms: readonly { name: string; notices?: NoticeKinds }[]): void {
  kinds.clear()
  for (const { name, notices } of rooms) for (const [what, kind] of Object.entries(notices ?? {})) kinds.set(`${name}.${what}`, kind)
}

/** What its room declared; a kind that nobody declared goes by mail when its announcer asks for it. */
export function kindOf(kind: string, mail: boolean): NoticeKind {
  return kinds.get(kind) ?? { topic: 'account', channels: mail ? ['mail'] : [] }
}

export function allKinds(): ReadonlyMap<string, NoticeKind> {
  return kinds
}
