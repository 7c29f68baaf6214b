export type { RequestContext } from './context';
export { type AccessRequest, type Decision, evaluate, type Evaluation, type PolicySet } from './evaluate';
export type { PolicySource, StatementReference } from './opinion';
export { compiled, type CompiledPolicy, compilePolicy } from './policy';
export type { RequestPrincipal } from './principal';
export { reasonOf } from './reason';
