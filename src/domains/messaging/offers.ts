import { smsWorks } from './channels/sms.ts'
import { allKinds } from './kinds.ts'
import { type Channel, channels, type Choices, type NoticeKind, type NoticeTopic, noticeTopics } from './types.ts'

export interface Offer {
  topic: NoticeTopic
  channel: Channel
  /** What happens while the person says nothing. */
  byDefault: boolean
}

/** What can be turned on and off: topics with at least one kind that is not essential; SMS where a kind goes that way and a provider can carry it. */
export function offers(): Offer[] {
  const free = [...allKinds().values()].filter((kind) => !kind.essential)
  return noticeTopics.flatMap((topic) => {
    const kinds = free.filter((kind) => kind.topic === topic)
    return channels.flatMap((channel) => (isOffered(kinds, channel) ? [{ topic, channel, byDefault: kinds.some((kind) => kind.channels.includes(channel)) }] : []))
  })
}

function isOffered(kinds: readonly NoticeKind[], channel: Channel): boolean {
  return kinds.length > 0 && (channel !== 'sms' || (smsWorks() && kinds.some((kind) => kind.channels.includes('sms'))))
}

/** What the boxes show: the person's word, else what the kinds do. */
export function isWanted({ wanted }: Choices, { topic, channel, byDefault }: Offer): boolean {
  return wanted[`${topic}:${channel}`] ?? byDefault
}

/** The rows to keep for the boxes that were ticked: only where they differ from what happens anyway. What was not offered keeps its old answer. */
export function wantedOf(ticked: ReadonlySet<string>, before: Choices['wanted']): Choices['wanted'] {
  const shown = offers()
  const names = new Set(shown.map(({ topic, channel }) => `${topic}:${channel}`))
  const kept = Object.entries(before).filter(([pair]) => !names.has(pair))
  const said = shown.flatMap(({ topic, channel, byDefault }) => {
    const on = ticked.has(`${topic}:${channel}`)
    return on === byDefault ? [] : [[`${topic}:${channel}`, on] as const]
  })
  return Object.fromEntries([...kept, ...said])
}
