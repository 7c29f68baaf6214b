import type { Output, Resource, StateMigrationArgs } from '@pulumi/pulumi';
import type { HadResource } from './beginning';

/** Gets what the stack has of a component; what it throws keeps everything from being done. */
export type OnBeginning = (resources: readonly HadResource[], component: string) => void;

/** What a component is given to look by. */
export interface FirstLook {
  /** To be given to the component. Leaves the state as it is. */
  stateMigration(args: Pick<StateMigrationArgs, 'oldState'>): undefined;
  /** To be given to what is in the component, to depend on. */
  dependsOn(component: { readonly urn: Output<string> }): Promise<Resource[]>;
}

/**
 * Asks what the stack has of its components: under the lock, after the refresh, and before anything in one of them is compared
 * or done. The engine shows it to those who would rewrite the state, and goes no further if they throw.
 *
 * https://www.pulumi.com/docs/iac/concepts/resources/options/statemigrations/
 *
 * @param components the names of all of them: nothing is done in one before all have been looked at
 * @param onBeginning is called once for each
 * @returns the look of each component, by its name
 */
export function firstLooks(components: readonly string[], onBeginning: OnBeginning): ReadonlyMap<string, FirstLook> {
  const looks = components.map((name) => {
    let tell!: { readonly done: () => void; readonly failed: (error: unknown) => void };
    const looked = new Promise<void>((done, failed) => (tell = { done, failed }));
    return { name, looked, tell };
  });
  const all = Promise.all(looks.map(({ looked }) => looked));
  // Whoever depends on it hears of it.
  all.catch(() => undefined);
  return new Map(looks.map(({ name, tell }) => [name, firstLook(name, tell)]));

  function firstLook(name: string, { done, failed }: (typeof looks)[number]['tell']): FirstLook {
    let hasLooked = false;
    const look = (resources: readonly HadResource[]) => {
      if (hasLooked) return;
      hasLooked = true;
      try {
        onBeginning(resources, name);
        done();
      } catch (error) {
        failed(error);
        throw error;
      }
    };
    return {
      stateMigration({ oldState }) {
        look(oldState as HadResource[]);
      },
      // Where the stack does not have the component, the engine asks nobody; once it has been registered, it will not ask any
      // more. A promise, because with an output of the component its parts would wait for the component, and so for each other.
      dependsOn({ urn }) {
        urn.apply(() => {
          try {
            look([]);
          } catch {
            // Told by the promise.
          }
        });
        return all.then(() => []);
      },
    };
  }
}
