import { testMatrices } from '../e2e/permission-matrix';

testMatrices(() => true);
