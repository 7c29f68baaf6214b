export * from './glob';
export * from './pattern';
export * from './resource-pattern';
