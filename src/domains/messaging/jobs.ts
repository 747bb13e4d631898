import { job } from '#platform/jobs'
import { deliver } from './actions/deliver.ts'
import { makeDigest } from './actions/make-digest.ts'
import { planDeliveries } from './actions/plan-deliveries.ts'
import * as queue from './queue.ts'

/** The tries of a delivery are ours to count: its job is only run again after a bug, or when its process was killed. */
export const jobs = [job({ ...queue.planLater, run: planDeliveries }), job({ ...queue.deliverLater, run: deliver }), job({ ...queue.digestLater, run: makeDigest })]
