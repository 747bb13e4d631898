import { checkups } from './operations/checkups.ts'
import { figures } from './operations/figures.ts'
import { grid } from './operations/grid.ts'
import { prescriptions } from './operations/prescriptions.ts'

/** The room's catalogue: figures, the grid, check-ups, prescriptions. */
export const operations = { ...figures, ...grid, ...checkups, ...prescriptions }
