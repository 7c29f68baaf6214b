import { Component, type Project } from 'projen';
import { BUILD } from './workflows/build';
import { CODEQL } from './workflows/codeql';
import { DEPENDENCIES } from './workflows/dependencies';
import { NIGHTLY } from './workflows/nightly';
import { REAL } from './workflows/real';
import { RELEASE } from './workflows/release';
import { SERVICE_REFERENCE } from './workflows/service-reference';
import { WorkflowFile } from './workflows/workflow-file';

/** What GitHub runs for this repository. */
export class Workflows extends Component {
  constructor(project: Project) {
    super(project);
    new WorkflowFile(project, 'build', BUILD);
    new WorkflowFile(project, 'codeql', CODEQL);
    new WorkflowFile(project, 'dependencies', DEPENDENCIES);
    new WorkflowFile(project, 'nightly', NIGHTLY);
    new WorkflowFile(project, 'real', REAL);
    new WorkflowFile(project, 'release', RELEASE);
    new WorkflowFile(project, 'service-reference', SERVICE_REFERENCE);
  }
}
