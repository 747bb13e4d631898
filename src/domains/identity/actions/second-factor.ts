import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { found, Refusal } from '#platform/refusal'
import { open, seal, sign } from '#platform/secrets'
import { writeLetter } from '../letters.ts'
import { forget, limit } from '../limits.ts'
import { wrong } from '../rules.ts'
import { me } from '../me.ts'
import { openSession, type SignedIn } from '../sign-in.ts'
import { findPerson } from '../store/people.ts'
import { confirmSecondFactor as confirm, dropSecondFactor, findSecondFactor, putRecoveryCodes, putSecondFactor, useRecoveryCode, useStep } from '../store/proofs.ts'
import { tryTicket, useTicket } from '../tickets.ts'
import { base32, newRecoveryCodes, newSecret, otpAddress, stepOf } from '../proofs/totp.ts'
import type { SignInMethod } from '../types.ts'
import { proveAgain } from './prove-again.ts'

/** Ends a sign-in that asked for a second factor: a code of the application, or a recovery code. */
export async function signInWithSecondFactor(ctx: Ctx, input: { ticket?: string; code: string }): Promise<SignedIn> {
  const ticket = await tryTicket(ctx, 'second-factor', input.ticket)
  const person = found(await findPerson(ctx.db, ticket.userId ?? ''))
  await proveSecondFactor(ctx, person.id, input.code)
  const { method, remember } = ticket.data as { method: SignInMethod; remember: boolean }
  return transaction(ctx, async (inside) => {
    await useTicket(inside.db, ticket)
    return openSession(inside, person, method, remember)
  })
}

/** Refuses `identity.codeWrong`. Each code is good once; ten wrong ones in a row make everyone wait. `ctx.db` outside a transaction. */
export async function proveSecondFactor(ctx: Ctx, userId: string, code: string): Promise<void> {
  await limit(ctx, 'secondFactor', userId)
  const factor = await findSecondFactor(ctx.db, userId)
  if (!factor?.confirmedAt) throw new Refusal('refused', 'identity.ticketOver')
  const step = stepOf(open('second-factor', factor.secret), code, ctx.now, factor.lastStep)
  const right = step === null ? await useRecoveryCode(ctx.db, userId, recoveryHash(userId, code), ctx.now) : await useStep(ctx.db, userId, step)
  if (!right) throw wrong('code', 'identity.codeWrong')
  await forget('secondFactor', userId)
}

/** A new secret, to be shown once as a QR code. It counts for nothing until `confirmSecondFactor`. */
export async function startSecondFactor(ctx: Ctx, input: { currentPassword?: string }) {
  const person = await me(ctx)
  await proveAgain(ctx, person, input.currentPassword)
  const secret = newSecret()
  if (!(await putSecondFactor(ctx.db, person.id, seal('second-factor', secret)))) throw new Refusal('conflict', 'identity.secondFactorOn')
  return shown(secret, person)
}

/** The secret that waits for its confirmation, shown again; null when there is none. */
export async function pendingSecondFactor(ctx: Ctx) {
  const person = await me(ctx)
  const factor = await findSecondFactor(ctx.db, person.id)
  return factor && !factor.confirmedAt ? shown(open('second-factor', factor.secret), person) : null
}

async function shown(secret: Buffer, person: { email: string; phone: string | null }) {
  const uri = otpAddress(secret, person.phone && person.email.endsWith('.invalid') ? person.phone : person.email)
  const { default: QRCode } = await import('qrcode')
  const qr = await QRCode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return { secret: base32(secret), uri, qr }
}

/** Turns the second factor on and hands out recovery codes, shown once. */
export async function confirmSecondFactor(ctx: Ctx, input: { code: string }) {
  const person = await me(ctx)
  await limit(ctx, 'secondFactor', person.id)
  const factor = await findSecondFactor(ctx.db, person.id)
  if (!factor || factor.confirmedAt) throw new Refusal('conflict', 'identity.secondFactorNotStarted')
  const step = stepOf(open('second-factor', factor.secret), input.code, ctx.now, factor.lastStep)
  if (step === null) throw wrong('code', 'identity.codeWrong')
  return transaction(ctx, async (inside) => {
    await useStep(inside.db, person.id, step)
    await confirm(inside.db, person.id, inside.now)
    await writeLetter(inside, person, 'secondFactorOn', { name: person.name, at: inside.now }, '/account/security')
    return giveRecoveryCodes(inside, person.id)
  })
}

/** Ten new recovery codes; the former ones are worth nothing any more. */
export async function renewRecoveryCodes(ctx: Ctx, input: { code: string }) {
  const person = await me(ctx)
  await proveSecondFactor(ctx, person.id, input.code)
  return transaction(ctx, (inside) => giveRecoveryCodes(inside, person.id))
}

export async function removeSecondFactor(ctx: Ctx, input: { code: string }): Promise<void> {
  const person = await me(ctx)
  await proveSecondFactor(ctx, person.id, input.code)
  await transaction(ctx, async (inside) => {
    await dropSecondFactor(inside.db, person.id)
    await writeLetter(inside, person, 'secondFactorOff', { name: person.name, at: inside.now }, '/account/security')
  })
}

async function giveRecoveryCodes(ctx: Ctx, userId: string) {
  const recoveryCodes = newRecoveryCodes()
  await putRecoveryCodes(
    ctx.db,
    userId,
    recoveryCodes.map((code) => recoveryHash(userId, code)),
  )
  return { recoveryCodes }
}

function recoveryHash(userId: string, code: string): string {
  return sign('recovery-code', `${userId}:${code.toLowerCase().replaceAll(/[\s-]/g, '')}`)
}
