import { checkups } from './operations/checkups.ts'
import { grid } from './operations/grid.ts'
import { prescriptions } from './operations/prescriptions.ts'

/** The room's catalogue: figures, the grid, check-ups, prescriptions. */
export const operations = { ...grid, ...checkups, ...prescriptions }
