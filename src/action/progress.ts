import type { Change } from '../stack/change';

/** What the engine has begun and not ended, for whoever has to tell of it meanwhile. */
export class Progress {
  private readonly begun = new Map<string, string>();

  note({ status, operation, type, resource }: Change): void {
    const key = `${type} ${resource}`;
    if (status === 'not-reached') this.begun.set(key, `${operation} ${key}`);
    else this.begun.delete(key);
  }

  /** Such as `create aws:iam/role:Role churn`. Plain text. */
  inFlight(): readonly string[] {
    return [...this.begun.values()];
  }
}
