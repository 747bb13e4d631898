import { z } from 'zod'
import { job, type Job, type Timed } from '#platform/jobs'
import { computeNeighbours } from './actions/compute.ts'

export const computeLater = job({
  name: 'audience.computeLater',
  input: z.object({}),
  run: async (ctx) => {
    await computeNeighbours(ctx)
  },
})

export const jobs: Job[] = [computeLater]

export const timed: Timed[] = [
  {
    name: 'audience.computeNeighbours',
    cron: '17 3 * * *',
    run: async (ctx) => {
      await computeNeighbours(ctx)
    },
  },
]
