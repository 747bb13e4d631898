import { z } from 'zod'
import { anyone, command, id, nothing, query, signedIn } from '#platform/operation'
import { createKey, listKeys, revokeKey } from '../actions/keys.ts'
import { issueTokens, refreshTokens } from '../actions/tokens.ts'
import * as shape from '../schema.ts'

export const tokenOperations = {
  issueTokens: command({
    summary: 'Login of a program: an access token (15 minutes) and a refresh token',
    route: 'POST /tokens',
    who: anyone,
    transaction: false,
    auditRefusals: true,
    perMinute: 30,
    input: z.object({ email: shape.email, password: shape.givenPassword, code: shape.code.optional() }),
    output: shape.Tokens,
    run: issueTokens,
    subject: () => null,
  }),
  refreshTokens: command({
    summary: 'Trade a refresh token, good once, for a new pair; a second use ends the session',
    route: 'POST /tokens/refresh',
    who: anyone,
    transaction: false,
    auditRefusals: true,
    perMinute: 60,
    input: z.object({ refreshToken: z.string().max(200) }),
    output: shape.Tokens,
    run: refreshTokens,
    subject: () => null,
  }),
  listKeys: query({
    summary: 'Your personal keys',
    route: 'GET /keys',
    who: signedIn,
    input: nothing,
    output: z.object({ items: z.array(shape.Key) }).meta({ id: 'AccessKeys' }),
    run: listKeys,
  }),
  createKey: command({
    summary: 'Make a personal key with scopes; its secret is shown this once',
    route: 'POST /keys',
    who: signedIn,
    status: 201,
    input: z.object({ name: z.string().trim().min(1).max(80), scopes: z.array(shape.scope).min(1).max(40), days: z.int().min(1).max(730).optional() }),
    output: shape.NewKey,
    run: createKey,
    subject: (_input, { key }) => key.id as string,
  }),
  revokeKey: command({
    summary: 'Revoke a personal key',
    route: 'DELETE /keys/:keyId',
    who: signedIn,
    input: z.object({ keyId: id }),
    output: shape.Done,
    run: async (ctx, input) => (await revokeKey(ctx, input), shape.done),
  }),
}
