import { z } from 'zod'
import { command, id, nothing, query, signedIn } from '#platform/operation'
import { themes } from '#platform/page'
import { confirmEmailChange, confirmPhoneChange, requestEmailChange, requestPhoneChange } from '../actions/change-address.ts'
import { getMe, getSecurity, updateProfile } from '../actions/profile.ts'
import { removeProvider } from '../actions/provider.ts'
import { changePassword } from '../actions/reset-password.ts'
import { confirmSecondFactor, pendingSecondFactor, removeSecondFactor, renewRecoveryCodes, startSecondFactor } from '../actions/second-factor.ts'
import { listSessions, removePasskey, revokeOtherSessions, revokeSession } from '../actions/sessions.ts'
import * as shape from '../schema.ts'

const { done } = shape
const currentPassword = z.string().max(1024).optional()
/** Codes are checked, and wrong tries counted, outside a transaction. */
const proving = { who: signedIn, transaction: false, perMinute: 30 } as const

export const accountOperations = {
  getMe: query({ summary: 'Who you are', route: 'GET /me', who: signedIn, input: nothing, output: shape.Me, run: getMe }),
  updateProfile: command({
    summary: 'Change your name, language or theme',
    route: 'PATCH /me',
    who: signedIn,
    input: z.object({ name: shape.personName.optional(), lang: shape.lang.optional(), theme: z.enum(themes).optional() }),
    output: shape.Me,
    run: updateProfile,
    subject: (_input, { id: me }) => me as string,
  }),
  getSecurity: query({ summary: 'What protects your account', route: 'GET /me/security', who: signedIn, input: nothing, output: shape.Security, run: getSecurity }),
  changePassword: command({
    summary: 'Change or set your password; your other sessions end',
    route: 'PUT /me/password',
    ...proving,
    input: z.object({ currentPassword, password: shape.newPassword }),
    output: shape.Done,
    run: async (ctx, input) => (await changePassword(ctx, input), done),
  }),
  requestEmailChange: command({
    summary: 'Send a code to your new address',
    route: 'POST /me/email-changes',
    ...proving,
    status: 202,
    input: z.object({ email: shape.email, currentPassword }),
    output: shape.TicketGiven,
    run: requestEmailChange,
    subject: () => null,
  }),
  confirmEmailChange: command({
    summary: 'Confirm your new address with the code',
    route: 'POST /me/email-changes/confirmations',
    ...proving,
    input: z.object({ ticket: shape.ticket.optional(), code: shape.code }),
    output: shape.Done,
    run: async (ctx, input) => (await confirmEmailChange(ctx, input), done),
  }),
  requestPhoneChange: command({
    summary: 'Send a code to your new number',
    route: 'POST /me/phone-changes',
    ...proving,
    status: 202,
    input: z.object({ phone: z.string().trim().min(4).max(40), currentPassword }),
    output: shape.TicketGiven,
    run: requestPhoneChange,
    subject: () => null,
  }),
  confirmPhoneChange: command({
    summary: 'Confirm your new number with the code',
    route: 'POST /me/phone-changes/confirmations',
    ...proving,
    input: z.object({ ticket: shape.ticket.optional(), code: shape.code }),
    output: shape.Done,
    run: async (ctx, input) => (await confirmPhoneChange(ctx, input), done),
  }),
  startSecondFactor: command({
    summary: 'Begin a second factor: a secret for an authenticator application',
    route: 'POST /me/second-factor',
    ...proving,
    input: z.object({ currentPassword }),
    output: shape.SecondFactorStart,
    run: startSecondFactor,
  }),
  getPendingSecondFactor: query({
    summary: 'The second factor you began and have not confirmed',
    route: 'GET /me/second-factor/pending',
    who: signedIn,
    input: nothing,
    output: z.object({ start: shape.SecondFactorStart.nullable() }).meta({ id: 'PendingSecondFactor' }),
    run: async (ctx) => ({ start: await pendingSecondFactor(ctx) }),
  }),
  confirmSecondFactor: command({
    summary: 'Turn the second factor on with a code; gives recovery codes, shown once',
    route: 'POST /me/second-factor/confirmations',
    ...proving,
    input: z.object({ code: shape.code }),
    output: shape.RecoveryCodes,
    run: confirmSecondFactor,
  }),
  renewRecoveryCodes: command({
    summary: 'New recovery codes; the former ones end',
    route: 'POST /me/second-factor/recovery-codes',
    ...proving,
    input: z.object({ code: shape.code }),
    output: shape.RecoveryCodes,
    run: renewRecoveryCodes,
  }),
  removeSecondFactor: command({
    summary: 'Turn the second factor off',
    route: 'POST /me/second-factor/removal',
    ...proving,
    input: z.object({ code: shape.code }),
    output: shape.Done,
    run: async (ctx, input) => (await removeSecondFactor(ctx, input), done),
  }),
  removePasskey: command({
    summary: 'Remove a passkey',
    route: 'POST /me/passkeys/:passkeyId/removal',
    ...proving,
    input: z.object({ passkeyId: id, currentPassword }),
    output: shape.Done,
    run: async (ctx, input) => (await removePasskey(ctx, input), done),
  }),
  removeProvider: command({
    summary: 'Part your account from an outside provider',
    route: 'POST /me/providers/:provider/removal',
    ...proving,
    input: z.object({ provider: z.string().max(40), currentPassword }),
    output: shape.Done,
    run: async (ctx, input) => (await removeProvider(ctx, input), done),
    subject: ({ provider }) => provider,
  }),
  listSessions: query({
    summary: 'Where you are signed in',
    route: 'GET /me/sessions',
    who: signedIn,
    input: nothing,
    output: z.object({ items: z.array(shape.Session) }).meta({ id: 'Sessions' }),
    run: listSessions,
  }),
  revokeSession: command({
    summary: 'End one of your sessions',
    route: 'DELETE /me/sessions/:sessionId',
    who: signedIn,
    input: z.object({ sessionId: id }),
    output: shape.Done,
    run: async (ctx, input) => (await revokeSession(ctx, input), done),
  }),
  revokeOtherSessions: command({
    summary: 'End all your sessions but this one',
    route: 'DELETE /me/sessions',
    who: signedIn,
    input: nothing,
    output: z.object({ ended: z.int() }).meta({ id: 'SessionsEnded' }),
    run: revokeOtherSessions,
  }),
}
