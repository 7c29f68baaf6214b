import { type Arrow, type Box, layOutGraph, LINE, PADDING, titleOf } from './graph-layout';
import { markup, type Markup } from './markup';
import { namesHtml } from './names';
import type { AccessGraph, Assuming, Grant } from '../../access-graph';
import { counted } from '../../words/count';

/** The tip of an arrow, and half the size of the cross of a denial. */
const TIP = 6;

/**
 * Who reaches what, as a drawing and, for whoever does not see it, as a table. What is special about an arrow is said in words
 * and by its line, and not by a colour alone.
 */
export function graphHtml(graph: AccessGraph): Markup {
  const { width, height, headings, boxes, arrows } = layOutGraph(graph);
  const lead = graph.isBounded
    ? [markup`<p class="more">The permissions boundary is not drawn: it may deny some of it.</p>`]
    : [];
  const titles = headings.map(({ x, y, text }) => markup`<text class="heading" x="${x}" y="${y}">${text}</text>`);
  return markup`${lead}
    <div class="wide" role="region" aria-label="Graph, scrollable" tabindex="0">
      <svg
        class="graph"
        viewBox="0 0 ${width} ${height}"
        width="${width}"
        height="${height}"
        role="img"
        aria-labelledby="graph-title" aria-describedby="graph-description"
      >
        <title id="graph-title">Who reaches what through the role ${graph.roleName}</title>
        <desc id="graph-description">${descriptionOf(graph)} The table below says the same.</desc>
        ${titles}${arrows.map(arrowHtml)}${boxes.map(boxHtml)}
      </svg>
    </div>
    ${tableHtml(graph)}`;
}

function descriptionOf({ principals, grants, foreign }: AccessGraph): string {
  const parts = [
    `${counted(principals.length, 'arrow')} from who may assume it`,
    `${counted(grants.length, 'arrow')} to what its policy names`,
    ...(foreign.length > 0 ? [`${counted(foreign.length, 'arrow')} to policies of others`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function boxHtml({ x, y, width, height, mark, lines, look }: Box): Markup {
  const shown = [
    ...(mark === undefined ? [] : [{ text: mark, of: 'mark' }]),
    ...lines.map((text) => ({ text, of: 'name' })),
  ];
  const texts = shown.map(
    ({ text, of }, index) =>
      markup`<text class="${of}" x="${x + PADDING}" y="${y + PADDING + (index + 0.75) * LINE}">${text}</text>`,
  );
  return markup`<g class="box ${look}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" />${texts}</g>`;
}

function arrowHtml({ from, to, y, look }: Arrow): Markup {
  const end = to - TIP;
  const cross = `M${end - TIP} ${y - TIP}L${end + TIP} ${y + TIP}M${end - TIP} ${y + TIP}L${end + TIP} ${y - TIP}`;
  const tip =
    look === 'denied'
      ? markup`<path class="cross" d="${cross}" />`
      : markup`<path class="tip" d="M${end - TIP / 2} ${y - TIP}L${to} ${y}L${end - TIP / 2} ${y + TIP}Z" />`;
  return markup`<g class="arrow ${look}"><path class="line" d="M${from} ${y}H${end}" />${tip}</g>`;
}

function tableHtml({ roleName, principals, grants, foreign }: AccessGraph): Markup {
  const rows = [
    ...principals.map((each) => principalRow(each, roleName)),
    ...grants.map(grantRow),
    ...foreign.map(
      ({ kind, name }) =>
        markup`<tr>
          <th scope="row">${kind} policy of others</th>
          <td>is on the role</td>
          <td><code>${name}</code></td>
          <td></td>
        </tr>`,
    ),
  ];
  const head = ['Who', 'may', 'what', 'Change'].map((column) => markup`<th scope="col">${column}</th>`);
  return markup`<details>
    <summary>The graph as a table</summary>
    <div class="wide">
      <table>
        <caption class="unseen">Who reaches what through the role, as a table</caption>
        <thead><tr>${head}</tr></thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}

function principalRow({ name, change }: Assuming, roleName: string): Markup {
  return markup`<tr>
    <th scope="row"><code>${name}</code></th>
    <td>assume</td>
    <td>role <code>${roleName}</code></td>
    <td>${change ?? ''}</td>
  </tr>`;
}

function grantRow({ actions, resources, isDenied, isConditional, change }: Grant): Markup {
  return markup`<tr>
    <th scope="row">the role</th>
    <td>${isDenied ? 'never ' : ''}<code>${actions}</code>${isConditional ? ', if …' : ''}</td>
    <td>${titleOf(resources)}${namesHtml(resources.names)}</td>
    <td>${change ?? ''}</td>
  </tr>`;
}
