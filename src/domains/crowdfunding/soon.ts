import { Refusal } from '#platform/refusal'

export async function soon(): Promise<never> {
  throw new Refusal('unavailable', 'crowdfunding.busy')
}
