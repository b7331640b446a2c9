// Joins the modules of each page into static/built/PAGE.js, which is committed, so that installing needs no Node.
// The lock beside them lists what they were built from. `--check` writes nothing and fails if a build now would differ.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, version } from 'esbuild';

const PAGES = ['admin', 'chair', 'check', 'desk', 'screen', 'voter'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILT = 'static/built/';
const RECIPE = 'scripts/javascript/build.js';

// The sentences are not part of it: a new sentence needs no new build (server/web/page_messages.py). The server puts
// `const WORDS = …;` in front of the voter page's script; the other pages load the module that it generates.
const sentences = {
  name: 'sentences',
  setup({ onResolve, onLoad, initialOptions }) {
    const inFront = initialOptions.entryPoints[0] === 'static/voter/main.js';
    onResolve({ filter: /\/messages\.js$/ }, () =>
      inFront ? { path: 'WORDS', namespace: 'sentences' } : { path: './messages.js', external: true },
    );
    onLoad({ filter: /^/, namespace: 'sentences' }, () => ({ contents: 'export const words = WORDS;' }));
  },
};

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function joined(page) {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [`static/${page}/main.js`],
    outfile: `${BUILT}${page}.js`,
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
  const sources = Object.keys(result.metafile.inputs).filter((path) => !path.startsWith('sentences:'));
  return { script: result.outputFiles[0].contents, sources };
}

async function builtFiles() {
  const pages = await Promise.all(PAGES.map(async (page) => [`${page}.js`, await joined(page)]));
  const sources = new Set([RECIPE, ...pages.flatMap(([, { sources }]) => sources)]);
  const lock = {
    builder: { name: 'esbuild', version },
    inputs: Object.fromEntries([...sources].sort().map((path) => [path, sha256(readFileSync(ROOT + path))])),
    sha256: Object.fromEntries(pages.map(([name, { script }]) => [name, sha256(script)])),
  };
  return {
    ...Object.fromEntries(pages.map(([name, { script }]) => [name, Buffer.from(script)])),
    'lock.json': Buffer.from(JSON.stringify(lock, null, 1) + '\n'),
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
