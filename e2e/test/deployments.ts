import type { LaunchedSystem } from '@coincast/standalone/launch';
import { shoutAbout } from '@coincast/standalone/test-files';
import { forEachSystem } from './systems.js';

/** A system that is tested through its public address. */
export interface Deployment {
  readonly url: string;
  /** What only its operator sees; absent where somebody else launched it. */
  readonly inside?: () => LaunchedSystem;
}

const givenUrl = process.env['BASE_URL']?.replace(/\/+$/, '');
const leftOut: { file: string; reason: string }[] = [];

/**
 * Describes behaviour of the deployment that `BASE_URL` names; without one, of each system that can be launched here.
 * @param env of the systems that are launched; a deployment has its own.
 */
export function forEachDeployment(
  title: string,
  describeBehaviour: (system: Deployment) => void,
  env: Record<string, string> = {},
): void {
  if (!givenUrl) {
    forEachSystem(
      title,
      (system) =>
        describeBehaviour({
          get url() {
            return system.url;
          },
          inside: () => system.launched,
        }),
      env,
    );
    return;
  }
  describe(`${title} (${givenUrl})`, () => {
    describeBehaviour({ url: givenUrl });
    after(() => shoutAbout(leftOut, '', `at ${givenUrl}`));
  });
}

/** A test that does what only an operator can, so that it is left out, loudly, where we are none. */
export function itInside(
  { inside }: Deployment,
  title: string,
  test: (launched: LaunchedSystem) => Promise<void>,
): void {
  if (inside) it(title, () => test(inside()));
  else leftOut.push({ file: title, reason: 'It needs the database, as a superuser.' });
}
