export { postTransfer, reverseTransfer, settleTransfer } from './actions/transfer.ts'
export { balanceOf, balancesOf, balancesOfAll, findTransferByKey, statementOf } from './read.ts'
export { type AccountRef, type Balance, type Leg, type NewTransfer, type Posted, type Purpose, purposes, type StatementLine, type TransferState } from './types.ts'
