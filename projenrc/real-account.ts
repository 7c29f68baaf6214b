import { Component, JsonFile, type Project } from 'projen';
import { accountTemplate } from '../sandbox/demo/real/account-template';

/** What an administrator deploys once, so that `real.yml` has an account to run in. */
export class RealAccount extends Component {
  constructor(project: Project) {
    super(project);
    // In JSON, where a date is a text to everybody, and without a line of projen's, which would be an element of no template.
    new JsonFile(project, 'sandbox/demo/real/account.json', { obj: accountTemplate(), marker: false });
  }
}
