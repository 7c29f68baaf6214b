export { actionGlob } from './action-pattern';
export { globIncludes, globsOverlap } from './algebra';
export {
  codeUnits,
  COLON,
  type Glob,
  globOf,
  globOfTokens,
  isMany,
  LAST_CODE_UNIT,
  matchesGlob,
  takes,
  textOf,
  type Tokens,
  Wildcard,
} from './glob';
export { parsePattern, type PatternPart, type VariablePart } from './pattern';
export { referenceGlob } from './reference-pattern';
export { foldArn, parseResourcePattern, resourceGlob, widestResourceGlob } from './resource-pattern';
