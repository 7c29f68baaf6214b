import type { Output, Resource, StateMigrationArgs } from '@pulumi/pulumi';
import type { HadResource } from './beginning';

/**
 * Asks what the stack has of a component: under the lock, after the refresh, and before anything in the component is
 * compared or done. The engine shows it to those who would rewrite the state, and goes no further if they throw.
 *
 * https://www.pulumi.com/docs/iac/concepts/resources/options/statemigrations/
 *
 * @param onBeginning gets it, once; what it throws keeps all of it from being done
 */
export function firstLook(onBeginning: (resources: readonly HadResource[]) => void) {
  let hasLooked = false;
  const look = (resources: readonly HadResource[]) => {
    if (!hasLooked) onBeginning(resources);
    hasLooked = true;
  };
  return {
    /** To be given to the component. Leaves the state as it is. */
    stateMigration({ oldState }: Pick<StateMigrationArgs, 'oldState'>): undefined {
      look(oldState as HadResource[]);
    },
    /**
     * To be given to what is in the component, to depend on. Where the stack does not have the component, the engine asks
     * nobody; once it has been registered, it will not ask any more.
     *
     * A promise, because with an output of the component its parts would wait for the component, and so for each other.
     */
    dependsOn({ urn }: { readonly urn: Output<string> }): Promise<Resource[]> {
      return new Promise((resolve, reject) => {
        urn.apply(() => {
          try {
            look([]);
            resolve([]);
          } catch (error) {
            reject(error);
          }
        });
      });
    },
  };
}
