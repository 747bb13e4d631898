import { z } from 'zod'
import { config } from '#platform/config'
import { anyone, command, nothing, query } from '#platform/operation'
import { signInAsDemo } from '../actions/demo.ts'
import { startProviderSignIn } from '../actions/provider.ts'
import { requestPasswordReset, resetPassword } from '../actions/reset-password.ts'
import { signInWithSecondFactor } from '../actions/second-factor.ts'
import { signOut } from '../actions/sessions.ts'
import { requestSignInLink, signInWithLink } from '../actions/sign-in-link.ts'
import { signIn } from '../actions/sign-in-password.ts'
import { requestPhoneCode, signInWithCode } from '../actions/sign-in-phone.ts'
import { signUp, verifySignUp } from '../actions/sign-up.ts'
import { providers } from '../auth.ts'
import { demoAccounts, demoPassword } from '../demo-accounts.ts'
import * as shape from '../schema.ts'

const { done } = shape
const tried = { who: anyone, transaction: false, perMinute: 30, auditRefusals: true } as const
const sent = { who: anyone, transaction: false, perMinute: 10 } as const

export const signInOperations = {
  listSignInWays: query({
    summary: 'Outside providers and, on a demo start, demo accounts one can sign in with',
    route: 'GET /sign-in/ways',
    who: anyone,
    input: nothing,
    output: shape.SignInWays,
    run: async () => ({
      providers: providers(),
      demoAccounts: config().demo ? demoAccounts.map(({ account, name, email }) => ({ account, name, email })) : [],
      demoPassword: config().demo ? demoPassword : null,
    }),
  }),
  signUp: command({
    summary: 'Begin an account: a code is sent by mail',
    route: 'POST /sign-up',
    ...sent,
    status: 202,
    input: z.object({ name: shape.personName, email: shape.email, password: shape.newPassword, lang: shape.lang.optional() }),
    output: shape.TicketGiven,
    run: signUp,
    subject: () => null,
  }),
  verifySignUp: command({
    summary: 'End the sign-up with the code of the mail: makes the account and opens a session',
    route: 'POST /sign-up/verifications',
    ...tried,
    input: z.object({ ticket: shape.ticket.optional(), code: shape.code }),
    output: shape.SignIn,
    run: verifySignUp,
    subject: (_input, { personId }) => personId,
  }),
  signIn: command({
    summary: 'Open a browser session with e-mail and password',
    route: 'POST /sign-in',
    ...tried,
    input: z.object({ email: shape.email, password: shape.givenPassword, remember: z.boolean().optional() }),
    output: shape.SignIn,
    run: signIn,
    subject: (_input, { personId }) => personId,
  }),
  signInWithSecondFactor: command({
    summary: 'End a sign-in with a code of the authenticator application or a recovery code',
    route: 'POST /sign-in/second-factor',
    ...tried,
    input: z.object({ ticket: shape.ticket.optional(), code: shape.code }),
    output: shape.SignIn,
    run: signInWithSecondFactor,
    subject: (_input, { personId }) => personId,
  }),
  requestSignInLink: command({
    summary: 'Send a link that signs in once',
    route: 'POST /sign-in/links',
    ...sent,
    status: 202,
    input: z.object({ email: shape.email, returnTo: shape.returnTo.optional() }),
    output: shape.Done,
    run: async (ctx, input) => (await requestSignInLink(ctx, input), done),
    subject: () => null,
  }),
  signInWithLink: command({
    summary: 'Open a session with the token of a sign-in link',
    route: 'POST /sign-in/links/uses',
    ...tried,
    input: z.object({ token: shape.ticket }),
    output: shape.SignIn,
    run: signInWithLink,
    subject: (_input, { personId }) => personId,
  }),
  requestPhoneCode: command({
    summary: 'Send a sign-in code by SMS',
    route: 'POST /sign-in/codes',
    ...sent,
    status: 202,
    input: z.object({ phone: z.string().trim().min(4).max(40) }),
    output: shape.TicketGiven,
    run: requestPhoneCode,
    subject: () => null,
  }),
  signInWithCode: command({
    summary: 'Open a session with the code of the SMS; a new number gets an account',
    route: 'POST /sign-in/codes/uses',
    ...tried,
    input: z.object({ ticket: shape.ticket.optional(), code: shape.code, name: z.string().trim().max(120).optional() }),
    output: shape.SignIn,
    run: signInWithCode,
    subject: (_input, { personId }) => personId,
  }),
  startProviderSignIn: command({
    summary: 'Where to go to sign in with an outside provider',
    route: 'POST /sign-in/providers/:provider',
    ...tried,
    input: z.object({ provider: z.string().max(40), returnTo: shape.returnTo.optional() }),
    output: z.object({ url: z.string() }).meta({ id: 'ProviderAddress' }),
    run: startProviderSignIn,
    subject: ({ provider }) => provider,
  }),
  signInAsDemo: command({
    summary: 'Open a session of a demo account (demo start only)',
    route: 'POST /sign-in/demo',
    ...tried,
    input: z.object({ account: z.string().max(40) }),
    output: shape.SignIn,
    run: signInAsDemo,
    subject: ({ account }) => account,
  }),
  requestPasswordReset: command({
    summary: 'Send a link to choose a new password',
    route: 'POST /password-resets',
    ...sent,
    status: 202,
    input: z.object({ email: shape.email }),
    output: shape.Done,
    run: async (ctx, input) => (await requestPasswordReset(ctx, input), done),
    subject: () => null,
  }),
  resetPassword: command({
    summary: 'Choose a new password with the token of the mail; every session ends',
    route: 'POST /password-resets/uses',
    ...tried,
    input: z.object({ token: shape.ticket, password: shape.newPassword }),
    output: shape.SignIn,
    run: resetPassword,
    subject: (_input, { personId }) => personId,
  }),
  signOut: command({
    summary: 'End the session this call came with',
    route: 'POST /sign-out',
    who: anyone,
    input: nothing,
    output: shape.Done,
    run: async (ctx) => (await signOut(ctx), done),
  }),
}
