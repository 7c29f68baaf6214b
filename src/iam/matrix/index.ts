export { type Access, type Matrix, type MatrixCell, type MatrixRow, permissionMatrix } from './matrix';
export type { Place } from './place';
export { actionEntriesIn } from './mentioned';
export { MAX_OF_A_TYPE } from './named-places';
