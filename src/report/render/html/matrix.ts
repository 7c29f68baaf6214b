import { markup, type Markup, symbol } from './markup';
import { type AccessChange, type AccessRow, accessRows } from './matrix-rows';
import { namesHtml } from './names';
import type { Access, MatrixCell } from '../../../iam/matrix/cell';
import type { BoundaryState, Matrix } from '../../../iam/matrix/matrix';
import { SIGNS } from '../../content/matrix';
import { counted } from '../../words/count';

const ACCESS: Readonly<Record<Access, string>> = {
  allowed: 'allowed',
  conditional: 'if its conditions hold',
  undecided: 'AWS does not say',
  denied: 'not allowed',
};

const CHANGES: Readonly<Record<AccessChange, { readonly sign: string; readonly word: string }>> = {
  new: { sign: '+', word: 'newly allowed' },
  wider: { sign: '▲', word: 'wider' },
  other: { sign: '≠', word: 'other conditions' },
  narrower: { sign: '▼', word: 'narrower' },
  gone: { sign: '−', word: 'no longer allowed' },
  none: { sign: '', word: 'unchanged' },
};

/**
 * What the role can and cannot do, a row for each action on each kind of resource, so that it can be filtered by all of them.
 * The script of the page shows the filter: without it, all rows are there.
 */
export function matrixHtml(matrix: Matrix, title: string, note: string | undefined): Markup {
  const rows = accessRows(matrix);
  const isCompared = rows.some(({ cell }) => cell.before !== undefined);
  const columns = ['Action', 'Resource', ...(isCompared ? ['Before', 'Now', 'Change'] : ['Access'])];
  const head = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const lead = [...(isCompared ? ['What changes comes first.'] : []), ...BOUNDARIES[matrix.boundary]].join(' ');
  const foot = note === undefined ? [] : [markup`<p class="foot">${note}</p>`];
  return markup`<p class="more">${lead}</p>
    ${filterHtml(rows, isCompared)}
    <p class="count" id="count" role="status">${counted(rows.length, 'row')}</p>
    <div class="wide rows" role="region" aria-label="Table, scrollable" tabindex="0">
      <table class="matrix" id="matrix">
        <caption class="unseen">${title}</caption>
        <thead><tr>${head}</tr></thead>
        <tbody>
          ${rows.map((row) => rowHtml(row, isCompared))}
        </tbody>
      </table>
    </div>
    ${foot}`;
}

const BOUNDARIES: Readonly<Record<BoundaryState, readonly string[]>> = {
  none: [],
  counted: ['All of it is within the permissions boundary.'],
  'not-looked-at': ['Permissions boundary not looked at: it may deny some of it.'],
};

function filterHtml(rows: readonly AccessRow[], isCompared: boolean): Markup {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  const accesses = (Object.keys(ACCESS) as Access[]).filter((access) => rows.some(({ cell }) => cell.now === access));
  const changes = (Object.keys(CHANGES) as AccessChange[]).filter((each) => rows.some(({ change }) => change === each));
  const isChanging = changes.some((change) => change !== 'none');
  const choices = [
    choiceHtml('kind', 'Kind of resource', [['', 'all kinds'], ...kinds.map((kind) => [kind, kind] as const)]),
    choiceHtml('now', 'Access', [['', 'any'], ...accesses.map((access) => [access, ACCESS[access]] as const)]),
    ...(isCompared && isChanging
      ? [
          choiceHtml('change', 'Change', [
            ['', 'changed or not'],
            ['changed', 'whatever changes'],
            ...changes.map((change) => [change, CHANGES[change].word] as const),
          ]),
        ]
      : []),
  ];
  return markup`<form class="filter" id="filter" role="search" aria-label="Filter the table" hidden>
    <label for="text">Action or resource
      <input type="search" id="text" name="text" autocomplete="off" spellcheck="false" aria-controls="matrix">
    </label>
    ${choices}
    <button type="reset">Show all</button>
  </form>`;
}

function choiceHtml(name: string, label: string, options: readonly (readonly [string, string])[]): Markup {
  const all = options.map(([value, shown]) => markup`<option value="${value}">${shown}</option>`);
  return markup`<label for="${name}">${label}
    <select id="${name}" name="${name}" aria-controls="matrix">${all}</select>
  </label>`;
}

function rowHtml({ action, kind, names, cell, change }: AccessRow, isCompared: boolean): Markup {
  const access = [
    ...(isCompared ? [markup`<td>${cell.before === undefined ? '' : accessHtml(cell.before)}</td>`] : []),
    markup`<td>${accessHtml(cell.now)}${byBoundary(cell)}</td>`,
    ...(isCompared ? [markup`<td>${changeHtml(change)}</td>`] : []),
  ];
  return markup`<tr class="${change}" data-kind="${kind}" data-now="${cell.now}" data-change="${change}">
    <th scope="row"><code>${action}</code></th>
    <td>${kind}${namesHtml(names)}</td>
    ${access}
  </tr>`;
}

function accessHtml(access: Access): Markup {
  return markup`<span aria-hidden="true">${symbol(SIGNS[access])}</span> ${ACCESS[access]}`;
}

function byBoundary({ byBoundary: is }: MatrixCell): string {
  return is ? ' (boundary: the policy allows more)' : '';
}

function changeHtml(change: AccessChange): Markup {
  const { sign, word } = CHANGES[change];
  if (change === 'none') return markup`<span class="same">${word}</span>`;
  return markup`<strong class="change"><span aria-hidden="true">${symbol(sign)}</span> ${word}</strong>`;
}
