import { Component, type Project, YamlFile } from 'projen';
import { accountTemplate } from '../sandbox/demo/real/account-template';

/** What an administrator deploys once, so that `real.yml` has an account to run in. */
export class RealAccount extends Component {
  constructor(project: Project) {
    super(project);
    new YamlFile(project, 'sandbox/demo/real/account.yml', { obj: accountTemplate() });
  }
}
