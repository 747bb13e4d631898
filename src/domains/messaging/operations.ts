import { z } from 'zod'
import { callerIn } from '#domains/identity'
import { anyone, command, id, nothing, owner, pageOf, paging, query, signedIn } from '#platform/operation'
import { subscribePush, unsubscribePush } from './actions/devices.ts'
import { readNotices } from './actions/read-notices.ts'
import { sendTrialNotice } from './actions/send-trial.ts'
import { setNoticeSettings } from './actions/set-settings.ts'
import { readUnsubscription, unsubscribe } from './actions/unsubscribe.ts'
import { getNoticeSettings, listDeliveries, listNotices } from './queries.ts'
import * as shape from './schema.ts'
import { findDevice } from './store/devices.ts'
import { countUnread, findOwner } from './store/notices.ts'
import { channels } from './types.ts'

const token = z.string().max(100)

export const operations = {
  listNotices: query({
    summary: 'What the house told you, newest first',
    route: 'GET /notices',
    who: signedIn,
    input: z.object(paging),
    output: pageOf(shape.Notice),
    run: listNotices,
  }),
  countUnread: query({
    summary: 'How many notices you have not read',
    route: 'GET /notices/unread',
    who: signedIn,
    input: nothing,
    output: shape.Unread,
    run: async (ctx) => ({ count: await countUnread(ctx.db, callerIn(ctx).id) }),
  }),
  markRead: command({
    summary: 'Mark a notice as read',
    route: 'POST /notices/:noticeId/reading',
    who: owner((ctx, input: { noticeId: string }) => findOwner(ctx.db, input.noticeId)),
    unaudited: true,
    input: z.object({ noticeId: id }),
    output: shape.Unread,
    run: (ctx, { noticeId }) => readNotices(ctx, noticeId),
  }),
  markAllRead: command({
    summary: 'Mark all your notices as read',
    route: 'POST /notices/reading',
    who: signedIn,
    unaudited: true,
    input: nothing,
    output: shape.Unread,
    run: (ctx) => readNotices(ctx, null),
  }),
  getNoticeSettings: query({
    summary: 'How you are told: topics and channels, digests, quiet hours, devices',
    route: 'GET /me/notice-settings',
    who: signedIn,
    input: nothing,
    output: shape.NoticeSettings,
    run: getNoticeSettings,
  }),
  setNoticeSettings: command({
    summary: 'Choose how you are told. Replaces every choice made before',
    route: 'PUT /me/notice-settings',
    who: signedIn,
    input: shape.settingsInput,
    output: nothing,
    run: setNoticeSettings,
  }),
  subscribePush: command({
    summary: 'Tell this browser too, by web push. Repeating it changes nothing',
    route: 'POST /me/push-devices',
    who: signedIn,
    perMinute: 30,
    input: shape.deviceInput,
    output: shape.PushDevice,
    run: subscribePush,
  }),
  unsubscribePush: command({
    summary: 'Tell a browser no more',
    route: 'DELETE /me/push-devices/:deviceId',
    who: owner(async (ctx, input: { deviceId: string }) => (await findDevice(ctx.db, input.deviceId))?.userId ?? null),
    input: z.object({ deviceId: id }),
    output: nothing,
    run: unsubscribePush,
  }),
  sendTrialNotice: command({
    summary: 'Send yourself a trial by one channel',
    route: 'POST /me/trial-notices',
    who: signedIn,
    perMinute: 6,
    input: z.object({ channel: z.enum(channels) }),
    output: nothing,
    run: sendTrialNotice,
  }),
  listDeliveries: query({
    summary: 'What left for you by mail, push and SMS, or why it did not',
    route: 'GET /me/deliveries',
    who: signedIn,
    input: z.object(paging),
    output: pageOf(shape.Delivery),
    run: listDeliveries,
  }),
  readUnsubscription: query({
    summary: 'What the address at the foot of a mail would end',
    route: 'GET /unsubscriptions/:token',
    who: anyone,
    input: z.object({ token }),
    output: shape.Unsubscription,
    run: readUnsubscription,
  }),
  unsubscribe: command({
    summary: 'End the mails of a topic, by the signed address at the foot of one; `again` takes it back',
    route: 'POST /unsubscriptions/:token',
    who: anyone,
    input: z.object({ token, again: z.boolean().default(false) }),
    output: shape.Unsubscription,
    subject: (_input, { topics }) => topics.join(','),
    run: unsubscribe,
  }),
}
