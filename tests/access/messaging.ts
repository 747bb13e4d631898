import { createECDH } from 'node:crypto'
import { notify } from '#domains/messaging'
import { leaveToken } from '#domains/messaging/leave.ts'
import { hush, type Entries, type Someone, type World } from './world.ts'

const browser = (): { endpoint: string; p256dh: string; auth: string } => ({
  endpoint: `https://push.example/${crypto.randomUUID()}`,
  p256dh: createECDH('prime256v1').generateKeys('base64url'),
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
})

async function told(world: World): Promise<{ by: Someone; noticeId: string }> {
  const by = await world.person()
  await notify(world.house.db, { userId: by.id, kind: 'webhooks.paused', params: { host: `${hush}.example`, workspace: hush }, href: '/account' })
  const { items } = await world.call<{ items: { id: string }[] }>(by, 'messaging.listNotices')
  return { by, noticeId: items[0]!.id }
}

export const messaging: Entries = {
  'messaging.listNotices': { isPrivate: true, build: async (world) => ({ by: (await told(world)).by, input: {} }) },
  'messaging.countUnread': { build: async (world) => ({ by: (await told(world)).by, input: {} }) },
  'messaging.markRead': { build: async (world) => told(world).then(({ by, noticeId }) => ({ by, input: { noticeId } })) },
  'messaging.markAllRead': { build: async (world) => ({ by: (await told(world)).by, input: {} }) },
  'messaging.getNoticeSettings': {
    isPrivate: true,
    build: async (world) => ({ by: await world.person({ email: `${hush.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@griot.example` }), input: {} }),
  },
  'messaging.setNoticeSettings': { build: async (world) => ({ by: await world.person(), input: { wanted: ['films:mail'], timeZone: 'Africa/Lome' } }) },
  'messaging.subscribePush': { build: async (world) => ({ by: await world.person(), input: browser() }) },
  'messaging.unsubscribePush': {
    build: async (world) => {
      const by = await world.person()
      return { by, input: { deviceId: (await world.call<{ id: string }>(by, 'messaging.subscribePush', browser())).id } }
    },
  },
  'messaging.sendTrialNotice': { build: async (world) => ({ by: await world.person(), input: { channel: 'mail' } }) },
  'messaging.listDeliveries': {
    isPrivate: true,
    build: async (world) => {
      const { by } = await told(world)
      await world.letter(by.email)
      return { by, input: {} }
    },
  },
  'messaging.readUnsubscription': { isKey: true, build: async (world) => ({ by: null, input: { token: leaveToken({ userId: (await world.person()).id, topics: ['films'] }) } }) },
  'messaging.unsubscribe': { isKey: true, build: async (world) => ({ by: null, input: { token: leaveToken({ userId: (await world.person()).id, topics: ['films'] }) } }) },
}
