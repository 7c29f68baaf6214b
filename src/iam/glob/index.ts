export * from './action-pattern';
export * from './glob';
export * from './pattern';
export * from './resource-pattern';
