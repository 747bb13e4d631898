export { postTransfer, reverseTransfer, settleTransfer } from './actions/transfer.ts'
export { balanceOf, balancesOf, balancesOfAll, findTransferByKey, statementOf } from './read.ts'
export type { AccountRef, StatementLine } from './types.ts'
