// Gives `@import "govuk"` the stylesheet of govuk-frontend without what we may
// not or do not use: the typeface and the crest (their licences cover gov.uk
// only), and the components this project replaces by its own.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const UNUSED = ['accordion', 'cookie-banner', 'exit-this-page', 'feedback', 'footer', 'generic-header', 'header',
  'language-navigation', 'logo', 'panel', 'password-input', 'phase-banner', 'rebranded', 'tabs', 'tag',
  'notification-banner', 'task-list', 'table', 'pagination', 'crest', '!-', 'prose-scope', 'frontend-supported'];
const UNUSED_CLASS = new RegExp(`\\.govuk-(?:${UNUSED.join('|')})`);
const TYPEFACE = /font-family:(GDS Transport,arial,)?sans-serif/g;

/** The esbuild plugin. */
export function govukCss() {
  return {
    name: 'govuk-css',
    setup(build) {
      build.onResolve({ filter: /^govuk$/ }, () => ({ path: 'govuk', namespace: 'govuk-css' }));
      build.onLoad({ filter: /.*/, namespace: 'govuk-css' }, async () => {
        const file = createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css');
        return { contents: prune(await readFile(file, 'utf8')), loader: 'css' };
      });
    },
  };
}

/** Drops the unwanted rules of a stylesheet and points the rest to our typeface. */
export function prune(css) {
  const kept = rules(css.replace(/\/\*[^]*?\*\//g, '').replace(/^@charset[^;]*;/, '')).map(pruneRule).join('');
  return kept.replace(TYPEFACE, 'font-family:var(--mc-font)');
}

function pruneRule({ head, body }) {
  // `screen\\0` was written for browsers that are gone.
  if (head.startsWith('@font-face') || head.includes('\\0')) return '';
  if (/^@(media|supports)/.test(head)) {
    const inner = rules(body).map(pruneRule).join('');
    return inner && `${head}{${inner}}`;
  }
  const selectors = splitSelectors(head).filter((selector) => !UNUSED_CLASS.test(selector));
  return selectors.length > 0 ? `${selectors.join(',')}{${body}}` : '';
}

/** Cuts text into {head, body} at the outermost braces. */
function rules(css) {
  const found = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let i = 0; i < css.length; i += 1) {
    if (css[i] === '"') i = css.indexOf('"', i + 1);
    else if (css[i] === '{' && (depth += 1) === 1) open = i;
    else if (css[i] === '}' && (depth -= 1) === 0) {
      found.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, i) });
      start = i + 1;
    }
  }
  return found;
}

/** Splits at commas that are not inside parentheses or brackets. */
function splitSelectors(head) {
  return head.split(/,(?![^([]*[)\]])/);
}
