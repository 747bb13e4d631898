import { z } from 'zod'
import { workspaceOfRecord } from '#domains/crm'
import { workspaceIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { anyone, command, id, instant, member, owner, query, signedIn } from '#platform/operation'
import { acceptPlan, recordAcceptance } from '../actions/prescription/accept.ts'
import { answerPrescription, discussPlan } from '../actions/prescription/discuss.ts'
import { draftPrescription, renewPrescription } from '../actions/prescription/draft.ts'
import { editPrescription } from '../actions/prescription/edit.ts'
import { getArtistInvitation, inviteArtist, joinAgency } from '../actions/prescription/join.ts'
import { sendPrescription, withdrawPrescription } from '../actions/prescription/send.ts'
import { houseLine, rewordLine } from '../actions/prescription/wording.ts'
import { artistOfPlan, getMyPlan, myPlans } from '../reading/my-plans.ts'
import { getPrescription, listPrescriptions, prescriptionVersions } from '../reading/prescriptions.ts'
import * as shape from '../schema/prescription.ts'
import { workspaceOfPlan } from '../store/prescriptions.ts'

const ofPlan = (ctx: Ctx, input: { id: string }) => workspaceOfPlan(ctx.db, input.id)
const ofArtist = (ctx: Ctx, input: { recordId: string }) => workspaceOfRecord(ctx.db, input.recordId)
const sees = member('artists.view', ofPlan)
const writes = member('checkups.edit', ofPlan)
const isArtist = owner(artistOfPlan)

/** Prescriptions as the agency writes them. */
const agency = {
  listPrescriptions: query({
    summary: 'The prescriptions of an agency, by state or artist',
    route: 'GET /prescriptions',
    who: member('artists.view', (ctx, input: { workspaceId?: string | undefined }) => workspaceIn(ctx, 'agency', input.workspaceId)),
    input: shape.PlanQuery,
    output: shape.PrescriptionPage,
    run: listPrescriptions,
  }),
  getPrescription: query({
    summary: 'One prescription: draft, changes, remarks',
    route: 'GET /prescriptions/:id',
    who: sees,
    input: shape.PlanById,
    output: shape.Prescription,
    run: getPrescription,
  }),
  prescriptionVersions: query({
    summary: 'Every version that was sent, each with what it changed',
    route: 'GET /prescriptions/:id/versions',
    who: sees,
    input: shape.PlanById,
    output: z.object({ items: z.array(shape.PlanVersion) }),
    run: prescriptionVersions,
  }),
  draftPrescription: command({
    summary: 'Write a prescription from a finished check-up, by the rules',
    route: 'POST /prescriptions',
    who: member('checkups.edit', ofArtist),
    input: shape.PlanDraft,
    output: shape.PlanRef,
    run: draftPrescription,
    status: 201,
  }),
  editPrescription: command({
    summary: 'Change the draft: conditions, note, or the whole list of lines',
    route: 'PUT /prescriptions/:id',
    who: writes,
    input: shape.PlanEdit,
    output: shape.PlanRef,
    run: editPrescription,
  }),
  renewPrescription: command({
    summary: 'Ask the rules again under other conditions; lines added by hand stay',
    route: 'POST /prescriptions/:id/proposal',
    who: writes,
    input: shape.PlanRenewal,
    output: shape.PlanRef,
    run: renewPrescription,
  }),
  rewordLine: command({
    summary: 'Ask the assistant for better words for a line; without one, or when it changes a figure, the text stays',
    route: 'POST /prescriptions/:id/lines/:line/wording',
    who: writes,
    input: shape.LineAt,
    output: shape.PlanRef.extend({ by: z.enum(['assistant', 'built-in']) }).meta({ id: 'PrescriptionWording' }),
    run: rewordLine,
    transaction: false,
    perMinute: 20,
  }),
  houseLine: command({
    summary: 'Give a line the house’s own words back',
    route: 'PUT /prescriptions/:id/lines/:line/house-wording',
    who: writes,
    input: shape.LineAt,
    output: shape.PlanRef,
    run: houseLine,
  }),
  sendPrescription: command({
    summary: 'Freeze the draft as a version and let the artist know',
    route: 'POST /prescriptions/:id/sending',
    who: writes,
    input: shape.PlanSending,
    output: shape.PlanRef,
    run: sendPrescription,
    idempotent: true,
  }),
  withdrawPrescription: command({
    summary: 'Take a prescription back',
    route: 'POST /prescriptions/:id/withdrawal',
    who: writes,
    input: shape.PlanEnding,
    output: shape.PlanRef,
    run: withdrawPrescription,
  }),
  answerPrescription: command({
    summary: 'Answer the artist, of the whole or of one line',
    route: 'POST /prescriptions/:id/answers',
    who: writes,
    input: shape.AgencyRemark,
    output: shape.PlanRef,
    run: answerPrescription,
    idempotent: true,
  }),
  recordAcceptance: command({
    summary: 'Write down an acceptance that was given by telephone, on paper or in person',
    route: 'POST /prescriptions/:id/told-acceptance',
    who: writes,
    input: shape.ToldAcceptance,
    output: shape.PlanRef,
    run: recordAcceptance,
    idempotent: true,
  }),
  inviteArtist: command({
    summary: 'Make a private link by which an artist enters their own space',
    route: 'POST /artist-invitations',
    who: member('checkups.edit', ofArtist),
    input: z.object({ recordId: id, by: z.enum(['letter', 'hand']).default('letter') }),
    output: z.object({ link: z.string().nullable(), expiresAt: instant }),
    run: inviteArtist,
    status: 201,
    perMinute: 30,
  }),
}

/** The artist's own space. */
const artist = {
  myPlans: query({
    summary: 'The plans that agencies sent to me',
    route: 'GET /me/plans',
    who: signedIn,
    input: z.object({}),
    output: z.object({ items: z.array(shape.MyPlanCard) }),
    run: myPlans,
  }),
  getMyPlan: query({ summary: 'One plan as its artist reads it', route: 'GET /me/plans/:id', who: isArtist, input: shape.PlanById, output: shape.MyPlan, run: getMyPlan }),
  acceptPlan: command({
    summary: 'Accept the version one has read, but for the lines one set aside',
    route: 'POST /me/plans/:id/acceptance',
    who: isArtist,
    input: shape.PlanAcceptance,
    output: shape.PlanRef,
    run: acceptPlan,
    idempotent: true,
  }),
  discussPlan: command({
    summary: 'Comment a plan or a line, propose another day, set a line aside or take it back',
    route: 'POST /me/plans/:id/remarks',
    who: isArtist,
    input: shape.ArtistRemark,
    output: shape.PlanRef,
    run: discussPlan,
    idempotent: true,
    perMinute: 60,
  }),
  getArtistInvitation: query({
    summary: 'What a private link to an artist’s space opens',
    route: 'GET /artist-invitations/:token',
    who: anyone,
    input: shape.InvitationRef,
    output: shape.ArtistInvitation,
    run: getArtistInvitation,
    perMinute: 30,
  }),
  joinAgency: command({
    summary: 'Enter the artist’s space with one’s account, by the private link',
    route: 'POST /artist-invitations/:token/claim',
    who: signedIn,
    input: shape.InvitationRef,
    output: z.object({ recordId: id, planId: id.nullable() }),
    run: joinAgency,
    subject: (_input, { recordId }) => recordId,
    perMinute: 30,
  }),
}

export const prescriptions = { ...agency, ...artist }
