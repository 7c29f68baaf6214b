export * from './action-pattern';
export * from './glob';
export * from './pattern';
export * from './reference-pattern';
export * from './resource-pattern';
