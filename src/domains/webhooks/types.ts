/** Every kind of event a workspace can be told of. */
export const eventTypes = [
  'film.submitted',
  'film.returned',
  'film.refused',
  'film.published',
  'film.withdrawn',
  'film.watchable',
  'film.entrusted',
  'title.ready',
  'title.failed',
  'title.changed',
  'title.removed',
  'project.submitted',
  'project.approved',
  'project.changesAsked',
  'project.refused',
  'project.launched',
  'project.edited',
  'project.posted',
  'project.halfway',
  'project.succeeded',
  'project.failed',
  'project.cancelled',
  'project.completed',
  'contribution.started',
  'contribution.confirmed',
  'contribution.pledged',
  'contribution.failed',
  'contribution.expired',
  'contribution.refunded',
  'contribution.disputed',
  'contribution.reinstated',
  'milestone.paid',
  'card.moved',
  'card.won',
  'card.lost',
  'fit.changed',
  'task.planned',
  'task.done',
  'task.reopened',
  'task.dropped',
  'record.created',
  'record.changed',
  'records.changed',
  'record.removed',
  'record.restored',
  'record.answered',
  'message.sent',
  'enrolment.ended',
  'member.invited',
  'member.joined',
  'member.roleChanged',
  'member.left',
  'workspace.renamed',
  'figures.noted',
  'checkup.finished',
  'prescription.sent',
  'prescription.discussed',
  'prescription.accepted',
  'prescription.done',
  'prescription.withdrawn',
  'prescription.expired',
] as const

/** Sent only when somebody asks for it, to try an address out. */
export const testType = 'webhook.tested'

/** What can be asked for: a type, or everything. */
export const wanted = [...eventTypes, '*'] as const

/** `failing`: paused by the house, because the address does not answer. */
export const endpointStates = ['active', 'paused', 'failing'] as const
export type EndpointState = (typeof endpointStates)[number]

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What came of one try. `status` is null when nobody answered; then `problem` is the refusal's code. */
export interface Outcome {
  status: number | null
  problem: string | null
  answer: string
  ms: number
  /** Seconds the receiver asked us to wait. */
  retryAfter: number | null
}

export const mostEndpoints = 20
