// Lets app.js import a module that a checkout may not have (yet): a missing
// file named here becomes a module whose `start` does nothing.
import { existsSync } from 'node:fs';
import path from 'node:path';

const OPTIONAL = ['src/forms.js'];

/** The esbuild plugin. */
export function optionalModules(web) {
  return {
    name: 'optional-modules',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, (args) => {
        const file = path.resolve(args.resolveDir, args.path);
        const isOptional = OPTIONAL.includes(path.relative(web, file));
        return isOptional && !existsSync(file) ? { path: file, namespace: 'absent' } : null;
      });
      build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'export function start() {}', loader: 'js' }));
    },
  };
}
