export * from './template/options/access-options';
export * from './template/options/options';
export * from './template/model-deployment-iam';
export * from './template/model-deployment-iam-project';
