import { testMatrices } from './permission-matrix';

// The others are asked in `npm run test:long`.
testMatrices((set) => ['deploy in a folder', 'release'].includes(set));
