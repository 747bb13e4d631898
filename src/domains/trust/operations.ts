import { z } from 'zod'
import { command, nothing, paging, query, signedIn, staff } from '#platform/operation'
import { setConsent } from './actions/consent.ts'
import { cancelErasure, requestErasure } from './actions/erase.ts'
import { requestExport } from './actions/export-data.ts'
import { editRetention } from './actions/retain.ts'
import { auditVerdict, consentsOf, getErasure, listAudit, listRetentions, myAudit, myExports } from './queries.ts'
import * as shapes from './schema.ts'

export const operations = {
  myConsents: query({
    summary: 'What the caller allows, purpose by purpose, with the history',
    route: 'GET /me/consents',
    who: signedIn,
    input: nothing,
    output: shapes.Consents,
    run: consentsOf,
  }),
  setConsent: command({
    summary: 'Allow or refuse one purpose',
    route: 'PUT /me/consents/:purpose',
    who: signedIn,
    input: shapes.ConsentInput,
    output: shapes.Consents,
    run: setConsent,
  }),
  myExports: query({ summary: 'The archives of everything about the caller', route: 'GET /me/exports', who: signedIn, input: nothing, output: shapes.Exports, run: myExports }),
  requestExport: command({
    summary: 'Ask for an archive of everything about the caller (JSON, CSV and files in a ZIP), made in the background',
    route: 'POST /me/exports',
    who: signedIn,
    input: nothing,
    output: shapes.Export,
    run: requestExport,
    status: 202,
    perMinute: 5,
  }),
  getErasure: query({
    summary: 'Whether the caller asked to be erased, and when',
    route: 'GET /me/erasure',
    who: signedIn,
    input: nothing,
    output: shapes.Erasure,
    run: getErasure,
  }),
  requestErasure: command({
    summary: 'Ask to be erased, in a week or at once; accounting stays without the name',
    route: 'POST /me/erasure',
    who: signedIn,
    input: shapes.ErasureInput,
    output: shapes.Erasure,
    run: requestErasure,
    perMinute: 10,
  }),
  cancelErasure: command({ summary: 'Take an asked erasure back', route: 'DELETE /me/erasure', who: signedIn, input: nothing, output: shapes.Erasure, run: cancelErasure }),
  myAudit: query({
    summary: 'What was done in the caller’s name, newest first',
    route: 'GET /me/audit',
    who: signedIn,
    input: z.object(paging),
    output: shapes.AuditPage,
    run: myAudit,
  }),
  listAudit: query({ summary: 'The audit trail, newest first', route: 'GET /audit', who: staff(), input: shapes.AuditQuery, output: shapes.AuditPage, run: listAudit }),
  auditVerdict: query({
    summary: 'Whether the chain of the audit trail holds, and its head',
    route: 'GET /audit/verdict',
    who: staff(),
    input: z.object({
      noted: z
        .string()
        .regex(/^[0-9a-fA-F]{64}$/)
        .optional(),
    }),
    output: shapes.AuditVerdict,
    run: auditVerdict,
    perMinute: 6,
  }),
  listRetentions: query({
    summary: 'How long each kind of row is kept',
    route: 'GET /retentions',
    who: staff(),
    input: nothing,
    output: shapes.RetentionRules,
    run: listRetentions,
  }),
  editRetention: command({
    summary: 'Change how long something is kept',
    route: 'PUT /retentions/:name',
    who: staff(),
    input: shapes.RetentionEdit,
    output: shapes.RetentionRules,
    run: editRetention,
  }),
}
