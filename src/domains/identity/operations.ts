import { accountOperations } from './operations/account.ts'
import { signInOperations } from './operations/sign-in.ts'
import { staffOperations } from './operations/staff.ts'
import { tokenOperations } from './operations/tokens.ts'
import { workspaceOperations } from './operations/workspaces.ts'

/** Everything this room does for the outside world. */
export const operations = { ...signInOperations, ...tokenOperations, ...accountOperations, ...workspaceOperations, ...staffOperations }
