import { checkups } from './operations/checkups.ts'
import { grid } from './operations/grid.ts'

/** The room's catalogue: figures, the grid, check-ups, prescriptions. */
export const operations = { ...grid, ...checkups }
