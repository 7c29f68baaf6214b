export { type Access, type Matrix, type MatrixCell, type MatrixRow, permissionMatrix } from './matrix';
export type { Place } from './place';
export { actionEntriesIn } from './mentioned';
