// Joins the modules of the voter page into static/built/voter.js, which is committed, so that installing needs no Node.
// The lock beside it lists what it was built from. `--check` writes nothing and fails if a build now would differ.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, version } from 'esbuild';

const PAGE = 'voter';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILT = 'static/built/';
const RECIPE = 'scripts/javascript/build.js';

// The server puts `const WORDS = …;` in front (server/web/page_messages.py): a new sentence needs no new build.
const sentences = {
  name: 'sentences',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/messages\.js$/ }, () => ({ path: PAGE, namespace: 'sentences' }));
    onLoad({ filter: /^/, namespace: 'sentences' }, () => ({ contents: 'export const words = WORDS;' }));
  },
};

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function builtFiles() {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [`static/${PAGE}/main.js`],
    outfile: `${BUILT}${PAGE}.js`,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2017',
    charset: 'utf8',
    legalComments: 'inline',
    plugins: [sentences],
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const script = result.outputFiles[0].contents;
  const sources = Object.keys(result.metafile.inputs).filter((path) => !path.startsWith('sentences:'));
  const inputs = [RECIPE, ...sources].sort().map((path) => [path, sha256(readFileSync(ROOT + path))]);
  const lock = {
    builder: { name: 'esbuild', version },
    inputs: Object.fromEntries(inputs),
    sha256: sha256(script),
  };
  return {
    [`${PAGE}.js`]: Buffer.from(script),
    [`${PAGE}.lock.json`]: Buffer.from(JSON.stringify(lock, null, 1) + '\n'),
  };
}

function isCommitted(name, bytes) {
  try {
    return readFileSync(ROOT + BUILT + name).equals(bytes);
  } catch {
    return false;
  }
}

const files = Object.entries(await builtFiles());
if (process.argv.includes('--check')) {
  const old = files.filter(([name, bytes]) => !isCommitted(name, bytes)).map(([name]) => BUILT + name);
  if (old.length)
    console.error(`${old.join(' and ')}: not what the sources give. Run scripts/build and commit the result.`);
  process.exitCode = old.length ? 1 : 0;
} else {
  mkdirSync(ROOT + BUILT, { recursive: true });
  files.forEach(([name, bytes]) => writeFileSync(ROOT + BUILT + name, bytes));
}
