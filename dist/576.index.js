"use strict";var ct=Object.freeze,tn=Object.defineProperty;var dt=(J,q)=>ct(tn(J,"raw",{value:ct(q||J.slice())}));var ht;exports.id=576,exports.ids=[576],exports.modules={77576:((J,q,g)=>{g.d(q,{requestedFiles:()=>en});var lt=g(30366),j=g(76623),ut=g(27986);function mt(e){const{workflow:t,policy:o,extraStatements:n,extraStatementsSource:r}=e;if(!r||o===void 0)return()=>({file:t});const i=n.map(de),{statements:d}=(0,ut.T)((0,j.g)(o),"identity"),l=m=>de(d[m]?.raw);return({subject:m,statement:f})=>{const b=m==="permissions"&&f?i.indexOf(l(f.index)):-1;return b<0?{file:t}:{file:r.file,line:r.lines[b]}}}function de(e){return(0,lt.bU)(JSON.stringify({Statement:[e]}))}var ft=g(92372),he=g(77598),$=g(30776);class F{#e;constructor(t){this.#e=t}toString(){return this.#e}}function c(e,...t){return new F(e.map((o,n)=>`${o}${pt(t[n]??"")}`).join(""))}function Y(e){return new F(ue(e))}function le(e){return new F(e)}function pt(e){return e instanceof F?String(e):typeof e=="object"?e.join(""):ue((0,$.RK)(String(e)))}const wt={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"};function ue(e){return e.replace(/[&<>"']/g,t=>wt[t])}function me(e){return c`<pre><code>${(0,$.gB)(e).map(t=>c`${t}\n`)}</code></pre>`}var gt=g(20611);function yt({before:e,after:t},o){if(e===void 0||t===void 0)return me(t??e??"");const n={before:(0,$.gB)(e).join(`
`),after:(0,$.gB)(t).join(`
`)};return c`<table class="sides">
    <caption class="unseen">${o}, before and after</caption>
    <thead>
      <tr>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      ${(0,gt.KG)(n).map(bt)}
    </tbody>
  </table>`}function bt({before:e,after:t,isSame:o}){if(o)return c`<tr>
      <td><code>${e??""}</code></td>
      <td><code>${t??""}</code></td>
    </tr>`;const n=e===void 0?c`<td></td>`:fe("removed","\u2212",e,"del"),r=t===void 0?c`<td></td>`:fe("added","+",t,"ins");return c`<tr>
    ${n}${r}
  </tr>`}function fe(e,t,o,n){const r=n==="del"?c`<del><code>${o}</code></del>`:c`<ins><code>${o}</code></ins>`;return c`<td class="${e}"><span class="sign" role="img" aria-label="${e}">${t}</span>${r}</td>`}const V=4;function R(e,t){const o=[""];for(const i of(0,$.RK)(e).split(/(?<=[ ,/:.\-_])/).flatMap(d=>vt(d,t)))pe(o.at(-1)+i.trimEnd())>t&&o.push(""),o[o.length-1]+=i;const n=o.map(i=>i.trim()).filter(i=>i!=="");if(n.length===0)return["(empty)"];if(n.length<=V)return n;const r=[...n[V-1]].slice(0,-1).join("");return[...n.slice(0,V-1),`${r}\u2026`]}function vt(e,t){const o=[""];for(const n of e)pe(o.at(-1)+n.trim())>t&&o.push(""),o[o.length-1]+=n;return o}const $t=/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;function pe(e){return[...e].reduce((t,o)=>t+($t.test(o)?2:1),0)}var we=g(72338),I=g(14543);const X=16,D=8,Q=10,xt=40,Z=4,At=7.3,N=30,S={principals:32,role:18,permissions:30,resources:36},ge=5,ye={new:"+ NEW",eased:"\u25B2 EASED"},O=Nt(Z);function kt(e){const t=B("principals",Wt(e),N),o=ee((0,we.$)(ee(e.grants,_),({resources:f})=>JSON.stringify(f)),f=>f.some(_)),n=[],r=[];let i=N;for(const f of o){const b=B("permissions",f.map(Tt),i),[E]=B("resources",[St(f[0].resources)],i),W=Math.max(C(b)-i,E.height);n.push(...b,{...E,height:W});for(const K of b)r.push(...Rt(K));i+=W+Q}const d=B("permissions",e.foreign.map(Ot),i),l=Math.max(C(t),C(n),C(d),N+4*X),m={x:O.role,y:N,width:M("role"),height:l-N,look:"plain",lines:R(e.roleName,S.role)};return{width:O.resources+M("resources")+Z,height:l+Z,headings:[{...L("principals"),text:"Who may assume it"},{...L("role"),text:"Role"},{...L("permissions"),text:"What its policies say"},{...L("resources"),text:"On what"}],boxes:[...t,m,...n,...d],arrows:[...t.flatMap(f=>f.look==="none"?[]:[$e(f,O.role)]),...r,...d.map(ve)]}}function _({change:e}){return e!==void 0}function ee(e,t){return[...e.filter(o=>t(o)),...e.filter(o=>!t(o))]}function Wt({principals:e}){return e.length===0?[{lines:["nobody"],look:"none"}]:ee(e,_).map(({name:t,change:o})=>({...o?{mark:ye[o],look:"changed"}:{look:"plain"},lines:R(t,S.principals)}))}function Tt({actions:e,isDenied:t,isConditional:o,change:n}){const r=R(`${e}${o?", if \u2026":""}`,S.permissions);return t?{mark:"\u2715 NEVER",lines:r,look:"denied"}:n?{mark:ye[n],lines:r,look:"changed"}:{lines:r,look:"plain"}}function St(e){const{names:t}=e,o=t.slice(0,ge).flatMap(i=>R(i,S.resources)),n=t.length-ge,r=be(e);return{...r!==""&&{mark:R(r,S.resources)[0]},lines:[...o,...n>0?[`and ${(0,I.z)(n)} more`]:[]],look:"plain"}}function be({allBut:e,kind:t}){return[...e?["all but"]:[],...t===void 0?[]:[t]].join(" ")}function Ot({kind:e,name:t}){return{mark:`${e} policy of others`,lines:R(t,S.permissions),look:"strange"}}function B(e,t,o){const n=[];for(const r of t){const i=(r.lines.length+(r.mark===void 0?0:1))*X+2*D,d=n.length===0?o:C(n)+Q;n.push({...r,x:O[e],y:d,width:M(e),height:i})}return n}function C(e){return Math.max(0,...e.map(({y:t,height:o})=>t+o))}function Rt(e){return[ve(e),$e(e,O.resources)]}function ve(e){return{from:O.role+M("role"),to:e.x,y:e.y+e.height/2,look:e.look}}function $e(e,t){return{from:e.x+e.width,to:t,y:e.y+e.height/2,look:e.look}}function L(e){return{x:O[e],y:N-Q}}function M(e){return Math.ceil(S[e]*At)+2*D}function Nt(e){let t=e;const o=n=>{const r=t;return t+=M(n)+xt,r};return{principals:o("principals"),role:o("role"),permissions:o("permissions"),resources:o("resources")}}function xe(e){return c`${e.map((t,o)=>c`${o>0?",":""} <code>${t===""?"(empty)":t}</code>`)}`}const v=6;function Et(e){const{width:t,height:o,headings:n,boxes:r,arrows:i}=kt(e),d=e.isBounded?[c`<p class="more">The permissions boundary is not drawn: it may deny some of it.</p>`]:[],l=n.map(({x:m,y:f,text:b})=>c`<text class="heading" x="${m}" y="${f}">${b}</text>`);return c`${d}
    <div class="wide" role="region" aria-label="Graph, scrollable" tabindex="0">
      <svg
        class="graph"
        viewBox="0 0 ${t} ${o}"
        width="${t}"
        height="${o}"
        role="img"
        aria-labelledby="graph-title" aria-describedby="graph-description"
      >
        <title id="graph-title">Who reaches what through the role ${e.roleName}</title>
        <desc id="graph-description">${jt(e)} The table below says the same.</desc>
        ${l}${i.map(Ct)}${r.map(It)}
      </svg>
    </div>
    ${Mt(e)}`}function jt({principals:e,grants:t,foreign:o}){return`${[`${(0,I.h)(e.length,"arrow")} from who may assume it`,`${(0,I.h)(t.length,"arrow")} to what its policy names`,...o.length>0?[`${(0,I.h)(o.length,"arrow")} to policies of others`]:[]].join(", ")}.`}function It({x:e,y:t,width:o,height:n,mark:r,lines:i,look:d}){const m=[...r===void 0?[]:[{text:r,of:"mark"}],...i.map(f=>({text:f,of:"name"}))].map(({text:f,of:b},E)=>c`<text class="${b}" x="${e+D}" y="${t+D+(E+.75)*X}">${f}</text>`);return c`<g class="box ${d}"><rect x="${e}" y="${t}" width="${o}" height="${n}" rx="4" />${m}</g>`}function Ct({from:e,to:t,y:o,look:n}){const r=t-v,i=`M${r-v} ${o-v}L${r+v} ${o+v}M${r-v} ${o+v}L${r+v} ${o-v}`,d=n==="denied"?c`<path class="cross" d="${i}" />`:c`<path class="tip" d="M${r-v/2} ${o-v}L${t} ${o}L${r-v/2} ${o+v}Z" />`;return c`<g class="arrow ${n}"><path class="line" d="M${e} ${o}H${r}" />${d}</g>`}function Mt({roleName:e,principals:t,grants:o,foreign:n}){const r=[...t.map(d=>Ht(d,e)),...o.map(Pt),...n.map(({kind:d,name:l})=>c`<tr>
          <th scope="row">${d} policy of others</th>
          <td>is on the role</td>
          <td><code>${l}</code></td>
          <td></td>
        </tr>`)],i=["Who","may","what","Change"].map(d=>c`<th scope="col">${d}</th>`);return c`<details>
    <summary>The graph as a table</summary>
    <div class="wide">
      <table>
        <caption class="unseen">Who reaches what through the role, as a table</caption>
        <thead><tr>${i}</tr></thead>
        <tbody>
          ${r}
        </tbody>
      </table>
    </div>
  </details>`}function Ht({name:e,change:t},o){return c`<tr>
    <th scope="row"><code>${e}</code></th>
    <td>assume</td>
    <td>role <code>${o}</code></td>
    <td>${t??""}</td>
  </tr>`}function Pt({actions:e,resources:t,isDenied:o,isConditional:n,change:r}){return c`<tr>
    <th scope="row">the role</th>
    <td>${o?"never ":""}<code>${e}</code>${n?", if \u2026":""}</td>
    <td>${be(t)}${xe(t.names)}</td>
    <td>${r??""}</td>
  </tr>`}function x(e){return c`${e.map(Ft)}`}function Ft(e){switch(e.kind){case"text":return c`${(0,$.CS)(e.text)}`;case"code":return c`<code>${e.text===""?"(empty)":e.text}</code>`;case"strong":return c`<strong>${x(e.words)}</strong>`;case"small":return c`<small>${x(e.words)}</small>`;case"link":return c`<a href="${e.address}" rel="noopener noreferrer">${(0,$.CS)(e.label)}</a>`;case"icon":return Y(e.symbol);case"break":return c`<br>`}}var Dt=g(62284),Ae=g(16947);const Bt=["new","wider","other","narrower","gone","none"];function Lt({places:e,rows:t}){const o=t.flatMap(n=>Ut(n,e));return Bt.flatMap(n=>o.filter(r=>r.change===n))}function Ut({action:e,cells:t},o){const n=o.flatMap((r,i)=>t[i]?[{place:(0,Dt.BW)(r,e),cell:t[i]}]:[]);return(0,we.$)(n,({place:r,cell:i})=>JSON.stringify([r.words,r.isOwn,i])).map(r=>{const[{place:i,cell:d}]=r,l=r.flatMap(({place:{name:m}})=>m===void 0?[]:[m]);return{action:e,kind:(0,Ae.fp)(i),names:l,cell:d,change:zt(d)}})}const ke={denied:0,undecided:1,conditional:2,allowed:3};function zt({before:e,now:t,conditions:o}){return e===void 0||e===t&&!o?"none":o?{eased:"wider",tightened:"narrower",changed:"other"}[o]:e==="undecided"||t==="undecided"?"other":ke[t]>ke[e]?e==="denied"?"new":"wider":t==="denied"?"gone":"narrower"}const te={allowed:"allowed",conditional:"if its conditions hold",undecided:"AWS does not say",denied:"not allowed"},oe={new:{sign:"+",word:"newly allowed"},wider:{sign:"\u25B2",word:"wider"},other:{sign:"\u2260",word:"other conditions"},narrower:{sign:"\u25BC",word:"narrower"},gone:{sign:"\u2212",word:"no longer allowed"},none:{sign:"",word:"unchanged"}};function Gt(e,t,o){const n=Lt(e),r=n.some(({cell:f})=>f.before!==void 0),d=["Action","Resource",...r?["Before","Now","Change"]:["Access"]].map(f=>c`<th scope="col">${f}</th>`),l=[...r?["What changes comes first."]:[],...Kt[e.boundary]].join(" "),m=o===void 0?[]:[c`<p class="foot">${o}</p>`];return c`<p class="more">${l}</p>
    ${Jt(n,r)}
    <p class="count" id="count" role="status">${(0,I.h)(n.length,"row")}</p>
    <div class="wide rows" role="region" aria-label="Table, scrollable" tabindex="0">
      <table class="matrix" id="matrix">
        <caption class="unseen">${t}</caption>
        <thead><tr>${d}</tr></thead>
        <tbody>
          ${n.map(f=>qt(f,r))}
        </tbody>
      </table>
    </div>
    ${m}`}const Kt={none:[],counted:["All of it is within the permissions boundary."],"not-looked-at":["Permissions boundary not looked at: it may deny some of it."]};function Jt(e,t){const o=[...new Set(e.map(({kind:l})=>l))].sort(),n=Object.keys(te).filter(l=>e.some(({cell:m})=>m.now===l)),r=Object.keys(oe).filter(l=>e.some(({change:m})=>m===l)),i=r.some(l=>l!=="none"),d=[ne("kind","Kind of resource",[["","all kinds"],...o.map(l=>[l,l])]),ne("now","Access",[["","any"],...n.map(l=>[l,te[l]])]),...t&&i?[ne("change","Change",[["","changed or not"],["changed","whatever changes"],...r.map(l=>[l,oe[l].word])])]:[]];return c`<form class="filter" id="filter" role="search" aria-label="Filter the table" hidden>
    <label for="text">Action or resource
      <input type="search" id="text" name="text" autocomplete="off" spellcheck="false" aria-controls="matrix">
    </label>
    ${d}
    <button type="reset">Show all</button>
  </form>`}function ne(e,t,o){const n=o.map(([r,i])=>c`<option value="${r}">${i}</option>`);return c`<label for="${e}">${t}
    <select id="${e}" name="${e}" aria-controls="matrix">${n}</select>
  </label>`}function qt({action:e,kind:t,names:o,cell:n,change:r},i){const d=[...i?[c`<td>${n.before===void 0?"":We(n.before)}</td>`]:[],c`<td>${We(n.now)}${Yt(n)}</td>`,...i?[c`<td>${Vt(r)}</td>`]:[]];return c`<tr class="${r}" data-kind="${t}" data-now="${n.now}" data-change="${r}">
    <th scope="row"><code>${e}</code></th>
    <td>${t}${xe(o)}</td>
    ${d}
  </tr>`}function We(e){return c`<span aria-hidden="true">${Y(Ae.B2[e])}</span> ${te[e]}`}function Yt({byBoundary:e}){return e?" (boundary: the policy allows more)":""}function Vt(e){const{sign:t,word:o}=oe[e];return e==="none"?c`<span class="same">${o}</span>`:c`<strong class="change"><span aria-hidden="true">${Y(t)}</span> ${o}</strong>`}function Te(e){const{facts:t,fold:o}=e;if(t)return Xt(t,e);const n=o?.more===void 0?[]:[c`<p class="more">${o.more}</p>`];return c`${n}${Qt(e)}`}function Xt(e,t){const o=t.fold?.title??"";switch(e.kind){case"matrix":return Gt(e.matrix,o,t.kind==="table"?t.note:void 0);case"graph":return Et(e.graph);case"document":return c`<p class="more">${t.fold?.more??""}</p>
        ${yt(e.document,o)}`}}function Qt(e){switch(e.kind){case"heading":return c`<h2>${x(e.words)}</h2>`;case"paragraph":return c`<p>${x(e.words)}</p>`;case"list":{const t=e.title?[c`<p>${x(e.title)}</p>`]:[];return c`${t}${Se(e.items)}`}case"table":return Zt(e,e.fold?.title??e.caption??"");case"alert":{const{level:t,sentences:o}=e,n=t==="warning"?"Warning":"Note",[r,...i]=o,d=r&&i.length===0?c`<p>${x(r)}</p>`:Se(o);return c`<div class="alert ${t}" role="note" aria-label="${n}">
        <p class="level">${n}</p>
        ${d}
      </div>`}case"code":return me(e.text)}}function Se(e){return c`<ul>
    ${e.map(t=>c`<li>${x(t)}</li>`)}
  </ul>`}function Zt({columns:e,rows:t,note:o},n){const r=e.map(l=>c`<th scope="col">${l}</th>`),i=t.map(([l=[],...m])=>{const f=m.map(b=>c`<td>${x(b)}</td>`);return c`<tr>
      <th scope="row">${x(l)}</th>
      ${f}
    </tr>`}),d=o===void 0?[]:[c`<p class="foot">${o}</p>`];return c`<div class="wide">
      <table>
        <caption class="unseen">${n}</caption>
        <thead><tr>${r}</tr></thead>
        <tbody>
          ${i}
        </tbody>
      </table>
    </div>
    ${d}`}const Oe=`
(() => {
  const form = document.getElementById('filter');
  if (!form) return;
  const rows = [...document.querySelectorAll('#matrix tbody tr')];
  const texts = rows.map((row) => (row.cells[0].textContent + ' ' + row.cells[1].textContent).toLowerCase());
  const count = document.getElementById('count');
  const fits = (wanted, has) => !wanted || wanted === has || (wanted === 'changed' && has !== 'none');
  const show = () => {
    const words = form.elements.text.value.toLowerCase().split(/\\s+/);
    const wanted = ['kind', 'now', 'change'].map((name) => [name, form.elements[name]?.value ?? '']);
    let shown = 0;
    rows.forEach((row, index) => {
      const isShown =
        words.every((word) => texts[index].includes(word)) && wanted.every(([name, value]) => fits(value, row.dataset[name]));
      row.hidden = !isShown;
      if (isShown) shown += 1;
    });
    count.textContent = shown === rows.length ? 'All ' + rows.length + ' rows' : shown + ' of ' + rows.length + ' rows';
  };
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(show));
  form.hidden = false;
  // What a browser has kept of the form from before counts at once.
  show();
})();
(() => {
  const folds = () => [...document.querySelectorAll('details')];
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = folds().filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of closed) fold.open = false;
  });
})();
`,Re=`
:root {
  color-scheme: light dark;
  --text: #1f2328; --faint: #59636e; --ground: #fff; --panel: #f6f8fa; --line: #d1d9e0; --edge: #6e7781; --link: #0550ae;
  --added: #dafbe1; --removed: #ffebe9; --strong: #1a7f37; --alarm: #b35900; --stop: #b62324;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --faint: #9198a1; --ground: #0d1117; --panel: #161b22; --line: #3d444d; --edge: #8b949e; --link: #6cb6ff;
    --added: #12361f; --removed: #4b1d1e; --strong: #3fb950; --alarm: #d29922; --stop: #ff7b72;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, nav, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
a { color: var(--link); }
code, pre, svg text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { font-size: .88em; direction: ltr; unicode-bidi: isolate; }
p code, li code, th code, td code { background: var(--panel); border-radius: 3px; padding: .05em .25em; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; white-space: pre-wrap; }
li { margin: .3rem 0; }
.skip { position: absolute; left: -999rem; background: var(--ground); padding: .5rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; z-index: 2; }
main:focus { outline: none; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: .5rem 0; padding: 0; }
.more, .foot, .count, footer { color: var(--faint); }
footer { margin-top: 2.5rem; padding-top: .75rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
.alert { border: 1px solid var(--line); border-left: 5px solid var(--link); border-radius: 6px; padding: .25rem 1rem; margin: 1rem 0; }
.alert.warning { border-left-color: var(--alarm); border-left-style: double; }
.alert .level { font-weight: 600; margin-bottom: 0; }
.alert .level + p { margin-top: 0; }
.wide { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border: 1px solid var(--line); padding: .35rem .6rem; font-weight: normal; }
.wide :is(th, td) { overflow-wrap: normal; }
.wide td { min-width: 7rem; }
.wide code { overflow-wrap: anywhere; }
thead th { font-weight: 600; background: var(--panel); }
.filter { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: .75rem 0; }
.filter[hidden] { display: none; }
.filter label { display: grid; font-size: .85rem; color: var(--faint); }
.filter input, .filter select, .filter button { font: inherit; font-size: 1rem; color: var(--text); background: var(--ground); border: 1px solid var(--edge); border-radius: 6px; padding: .35rem .6rem; max-width: 100%; }
.filter button { background: var(--panel); }
.count { margin: .25rem 0; }
.matrix tbody tr:is(.new, .wider) > :first-child { border-left: 4px solid var(--strong); }
.matrix tbody tr.other > :first-child { border-left: 4px dashed var(--alarm); }
.matrix tbody tr:is(.narrower, .gone) > :first-child { border-left: 4px dotted var(--stop); }
.matrix th:first-child { min-width: 17rem; }
.matrix :is(th, td):nth-child(n+3) { min-width: 6.5rem; }
.same { color: var(--faint); }
.sides { table-layout: fixed; }
.sides td { padding: 0 .5rem; border-top: 0; border-bottom: 0; }
.sides tbody tr:last-child td { border-bottom: 1px solid var(--line); }
.sides code { background: none; padding: 0; white-space: pre-wrap; }
.sides del, .sides ins { text-decoration: none; }
.sides td.removed { background: var(--removed); }
.sides td.added { background: var(--added); }
.sides td { position: relative; padding-left: 1.4rem; }
.sign { position: absolute; left: .4rem; font-weight: 700; }
svg.graph { display: block; margin: .5rem 0; }
.graph text { fill: var(--text); font-size: 12px; white-space: pre; }
.graph .heading { fill: var(--faint); font-weight: 600; }
.graph .mark { font-weight: 700; }
.box rect { fill: var(--panel); stroke: var(--edge); }
.box.changed rect { stroke: var(--strong); stroke-width: 3; fill: var(--ground); }
.box.denied rect { stroke: var(--stop); stroke-dasharray: 6 4; }
.box.strange rect { stroke: var(--alarm); stroke-dasharray: 2 3; stroke-width: 2; }
.box.none rect { fill: none; stroke-dasharray: 2 3; }
.arrow path { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.arrow .tip { fill: var(--edge); stroke: none; }
.arrow.changed path { stroke: var(--strong); stroke-width: 4; }
.arrow.changed .tip { fill: var(--strong); stroke: none; }
.arrow.denied path { stroke: var(--stop); }
.arrow.denied .line { stroke-dasharray: 6 4; }
.arrow.denied .cross { stroke-width: 2.5; }
.arrow.strange .line { stroke-dasharray: 2 3; }
@media (min-width: 60rem) {
  .wide.rows { overflow: visible; }
  .matrix thead th { position: sticky; top: 0; }
}
@media (max-width: 45rem) {
  body { font-size: 14px; }
  header, nav, main, footer { padding: 0 .6rem; }
  .sides code { font-size: .75em; }
  .matrix th:first-child { min-width: 9rem; }
  .matrix td:nth-child(2) { min-width: 9rem; }
  th, td { padding: .3rem .4rem; }
}
@media print {
  :root {
    color-scheme: light;
    --text: #000; --faint: #333; --ground: #fff; --panel: #fff; --line: #999; --edge: #333; --link: #000;
    --added: #fff; --removed: #fff; --strong: #000; --alarm: #000; --stop: #000;
  }
  @page { margin: 14mm; }
  body { font-size: 10pt; }
  header, nav, main, footer { max-width: none; padding: 0; }
  nav, .skip, .filter { display: none !important; }
  .wide { overflow: visible; }
  .matrix thead th { position: static; }
  .matrix th:first-child { min-width: 0; width: 24%; }
  .matrix td:nth-child(2) { width: 40%; }
  svg.graph { width: 100%; height: auto; }
  h2 { break-after: avoid; }
  tr, li, .alert { break-inside: avoid; }
  details::details-content { display: block; content-visibility: visible; }
  ins { font-weight: 700; }
  del code { text-decoration: line-through; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; }
}
@media (forced-colors: active) {
  .box rect, .arrow path { stroke: CanvasText; }
  .graph text { fill: CanvasText; }
}
`;var H=g(28837);function _t({title:e,blocks:t,footer:o=[]}){const n=to(t),r=n.flatMap(({id:l,name:m})=>m===void 0?[]:[c`<li><a href="#${l}">${m}</a></li>`]),i=r.length>1?[c`<nav aria-label="Contents"><ul>${r}</ul></nav>`]:[],d=c(ht||(ht=dt([`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="`,`">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>`,`</title>
<style>`,`</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header><h1>`,`</h1></header>
`,`
<main id="report" tabindex="-1">
`,`
</main>
<footer>`,`</footer>
<script>`,`<\/script>
</body>
</html>
`])),eo,(0,H.b6)(e.filter(({kind:l})=>l!=="icon")).trim(),le(Re),x(e),i,n.map(oo),o.map(Te),le(Oe));return String(d)}const eo=["default-src 'none'",`style-src '${Ne(Re)}'`,`script-src '${Ne(Oe)}'`,"base-uri 'none'","form-action 'none'"].join("; ");function Ne(e){return`sha256-${(0,he.createHash)("sha256").update(e).digest("base64")}`}function to(e){const t=[];for(const o of e){const n=o.fold?.title??(o.kind==="table"?o.caption:void 0),r=t.at(-1);n===void 0&&r&&r.name===void 0?r.blocks.push(o):t.push({id:`part-${t.length+1}`,...n!==void 0&&{name:n},blocks:[o]})}return t}function oo({id:e,name:t,blocks:o}){const n=o.map(Te);return t===void 0?c`<div class="part">${n}</div>\n`:c`<section id="${e}" aria-labelledby="${e}-name">
        <h2 id="${e}-name">${t}</h2>
        ${n}
      </section>\n`}var no=g(77893),so=g(23505);function ro(e){const t=(0,so.S)(e);return _t({title:t.flatMap(o=>o.kind==="heading"?o.words:[]),blocks:t.filter(({kind:o})=>o!=="heading"),footer:(0,no.qr)(e,!0)})}function s(e){return{json:()=>({type:"string",description:e})}}function y(e,t){return{json:()=>({type:"integer",minimum:e,description:t})}}function A(e){return{json:()=>({type:"boolean",description:e})}}function k(e,t){return{json:()=>({const:e,description:t})}}function w(e,t){return{json:()=>({enum:e,description:t})}}function Ee(e){return{json:()=>({type:"null",description:e})}}function T(e){return{json:()=>({description:e})}}function U(e,t){return{json:o=>({type:"object",additionalProperties:e.json(o),description:t})}}function u(e,t){return{json:o=>({type:"array",items:e.json(o),description:t})}}function h(e,t){return{json:o=>({type:"object",properties:Object.fromEntries(Object.entries(e).map(([n,r])=>[n,r.json(o)])),required:Object.keys(e).filter(n=>!("isOptional"in e[n])),description:t})}}function a(e){return{...e,isOptional:!0}}function P(e,t){return{json:o=>({oneOf:e.map(n=>n.json(o)),description:t})}}function p(e,t){return o=>({json(n){return n[e]??=t.json(n),{$ref:`#/$defs/${e}`,...o!==void 0&&{description:o}}}})}function on(e,t,o){const n={},r=o.json(n);return{$schema:"https://json-schema.org/draft/2020-12/schema",$id:e,title:t,...r,$defs:Object.fromEntries(Object.entries(n).sort(([i],[d])=>i<d?-1:1))}}const z=e=>u(s("One of them."),e),je=e=>U(P([z("The values."),Ee("The request does not have the key.")],"What a request has under the key."),e),Ie=p("caller",h({type:w(["AWS","Service","Federated","CanonicalUser"],"The type of the principal."),value:s("Its ARN or name; `*` for all of the type.")},"Somebody who asks to assume the role.")),ao=h({name:s("The name of the test."),expect:w(["allow","deny"],"What is expected."),actions:z("The actions, or patterns of them."),resources:a(z("The resources, or patterns of them; absent for any.")),except:a(z("The resources that it is not about.")),context:a(je("What the requests have.")),unless:a(je("What they do not have, all of it together.")),principals:a(u(Ie(),"Who asks to assume the role; absent in a test of permissions.")),line:y(1,"The line of the file in which it begins.")},"What the test expects, for this model."),io=h({policy:s("The policy that it is in."),index:y(0,"Its place in the policy, from 0."),sid:a(s("Its Sid."))},"The statement that decided."),co=h({holds:A("Whether the test holds. If it does, all else is absent."),found:a(w(["allow","deny","unclear"],"What is so instead; `unclear` where that is not known.")),example:a(h({action:s("Its action."),resource:a(s("Its resource.")),principal:a(Ie("Who asks."))},"A request for which it is not as expected, made up where the test leaves it open.")),statement:a(io),why:a(s("Why, in a sentence or two."))},"What came of the test."),ho=h({file:s("The file with the tests."),results:u(h({test:ao,verdict:co},"A test, and what came of it."),"The tests, in the order of the file."),notAsked:a(s("Why none of them was asked, if none was."))},"What became of the tests of access; absent where there are none."),Ce=p("awsReason",h({description:s("What it is, in AWS's words."),statement:a(h({index:y(0,"Its place among the statements of the document, from 0."),sid:a(s("Its Sid."))},"The statement of the new document that it is about."))},"A reason that AWS gives.")),Me=h({state:k("no-answer","AWS was asked, and did not answer."),why:s("Why.")},"There is no answer."),He=p("newAccess",P([h({state:w(["proved","conservative","unchanged","nothing-before"],"`proved`: AWS proves that there is no new access. `conservative`: the same, where this report could not rule it out. `unchanged`, `nothing-before`: AWS was not asked, because there is nothing to compare.")},"There is no new access, or nothing to ask."),h({state:w(["new-access","not-confirmed"],"AWS does not rule out new access. `not-confirmed`: where this report finds none."),reasons:u(Ce(),"What AWS says to it.")},"There may be new access."),Me],"What AWS says to a document.")),lo=h({action:s("The action."),resources:u(s("An ARN, or `*`."),"What it is tried on, one of each type that it requires."),context:u(h({key:s("The condition key."),values:u(s("A value."),"Its values."),type:s("Their type, as AWS's simulator calls it.")},"What the request has for a condition key."),"Of the request."),ours:w(["allowed","denied"],"What this report says."),aws:w(["allowed","denied"],"What AWS says.")},"A request to which AWS says something else."),Pe=u(s("A sentence or two."),"What was not asked or not answered."),uo=p("verification",h({noNewAccess:a(h({permissions:He("By the policy."),trust:He("By the trust policy.")},"Whether AWS proves that the change gives no new access.")),noPublicAccess:a(P([h({state:k("proved","AWS proves that the trust policy does not let everybody in.")},"There is none."),h({state:k("public","AWS does not rule it out."),reasons:u(Ce(),"What AWS says to it.")},"There may be public access."),Me],"Whether the trust policy lets everybody in.")),simulation:a(h({of:w(["documents","role"],"What was simulated: what is asked for, or the role as it is now."),asked:y(0,"How many requests AWS answered that can be compared."),agreed:y(0,"To how many of them it says the same."),disagreements:u(lo,"Those to which it says something else; each is a finding as well."),unanswered:y(0,"How many requests got no answer."),incomparable:y(0,"How many AWS answered by what it knows and this report does not."),notes:Pe},"What AWS's policy simulator says.")),deployRole:a(h({arn:s("The ARN of the role that will run `up`."),asked:y(0,"How many permissions AWS answered for."),missing:u(h({action:s("The action."),resources:u(s("An ARN."),"What it is needed on.")},"A permission."),"What the change needs and the role may not do."),statements:a(T("The statements that allow what is missing, for a policy of the role.")),notes:Pe},"Whether the role that runs `up` may do what the change needs.")),denials:a(h({proved:y(0,"How many it proves."),notProved:u(s("The name of a test."),"Those that it does not prove."),unknown:u(h({name:s("The name of the test."),why:s("Why.")},"A test."),"Those to which there is no answer.")},"What AWS proves of the tests of access that expect a denial."))},"AWS's own answers, as far as `verify` asks for them.")),Fe=p("changedProperty",h({path:s("The property's path, such as `tags.team`."),before:a(T("Its value before; absent where there is none.")),after:a(T("Its value after; absent where there is none.")),replaces:A("Whether its change is why the resource is replaced.")},"A changed property.")),mo=p("change",h({type:s("The resource's type, such as `aws:iam/policy:Policy`."),resource:s("The resource's name in the stack."),urn:s("The resource's URN in the stack; empty for what is not in it."),operation:w(["create","update","replace","delete","import"],"What happens to it."),status:w(["planned","done","failed","not-reached","not-started","drifted","missing"],"How far that came; `drifted` for what was changed outside of Pulumi, `missing` for what the state does not have and should."),id:a(s("The resource's id in AWS, where it is known.")),properties:u(Fe(),"The properties that change."),error:a(s("The engine's message, where the operation failed.")),unmet:a(u(Fe(),"What is not as it was asked for although the engine is done; `before` is what is there."))},"What happens to one resource.")),fo=p("documentChange",h({before:a(T("The document before; absent where there is none. A text if it is not JSON.")),after:a(T("The document after; absent where there is none. A text if it is not JSON."))},"A policy document on both sides of a change. For drift, `before` is what Pulumi's state has and `after` what was found.")),De=e=>h({name:s(`The ${e}'s name.`),arn:s(`The ${e}'s ARN.`),document:fo()},`The ${e}, with its document.`),Be=p("boundary",h({arn:s("The policy's ARN."),document:a(T("Its document; absent where it is not known, and then it counts nowhere.")),file:a(s("The file in the repository that the document is from; absent where IAM has told it.")),unread:a(s("Why IAM could not tell it.")),differingFile:a(s("The file in the repository that says something else than IAM."))},"The policy that bounds the role's permissions.")),Le=p("access",h({target:h({partition:s("The partition, such as `aws`."),region:s("The region."),account:s("The account: twelve digits."),endpoint:s("The endpoint's name."),bucket:s("The bucket's name."),prefix:s("A folder in the bucket that ends in a slash; empty for the whole bucket."),bucketAccess:a(u(w(["read","write","list"],"A kind of access."),"What the role may do in the bucket.")),endpointConfigs:a(u(s("A name or a pattern."),"The endpoint configurations.")),models:a(u(s("A name or a pattern."),"The models in SageMaker.")),executionRole:a(s("The ARN of the role that SageMaker assumes to run the model.")),kmsKey:a(s("The ARN of the KMS key that encrypts artifacts and volumes.")),ecrRepositories:a(u(s("A name or an ARN."),"The repositories of the model's images."))},"What the deployment of the model touches."),stack:s("The full name of the Pulumi stack."),policy:De("policy"),role:De("role"),changes:u(mo(),"What happens to the resources of the stack; those that stay as they are are left out."),verification:a(uo("What AWS says to it; absent where `verify` does not ask.")),accessTests:a(ho),approval:a(h({state:w(["not-required","approved","proved","missing","without-github"],"Whether the change has the approval it needs; `proved`: AWS proves that there is no new access, which counts in its place; `without-github`: a reason was given in its place."),label:a(s("The label that stands for the approval; absent where a review does.")),by:a(s("The login of whoever approved.")),at:a(s("When that was, in ISO 8601.")),pullRequest:a(y(1,"The number of the pull request.")),reason:a(s("The reason that was given in place of an approval.")),why:a(s("Why it needs one that it does not have."))},"Whether the change is approved; absent where that is not known.")),boundary:a(h({before:a(Be("That of before the change.")),after:a(Be("That of after the change."))},"The permissions boundaries of the role, where they were looked for.")),foreignPolicies:u(h({kind:w(["inline","attached"],"`inline`: part of the role. `attached`: a managed policy."),name:s("The name of an inline policy, the ARN of an attached one."),document:a(T("Its document; absent where it could not be read. A text if it is not JSON.")),unread:a(s("Why it could not be read."))},"A policy that the stack did not put on the role."),"Policies on the role that are not of this stack."),unseen:u(s("A sentence."),"What could not be looked at, so that the report says nothing of it."),idleIgnores:a(u(s("Such as `pass-any-role@Deploy`."),"The entries of `ignore-findings` that let nothing pass.")),comparedWith:w(["aws","state"],"What the change starts from: what AWS has, or the state as the last run left it."),notes:u(s("A note, in one or two sentences."),"What a reviewer should know besides.")},"What a deployment may do.")),se=e=>u(s("An entry."),e),Ue=p("conditions",U(U(T("A value, or a list of values."),"By condition key."),"By condition operator.")),re=p("principal",h({type:w(["AWS","Service","Federated","CanonicalUser"],"What kind of principal it is."),value:s("An ARN, an account, the name of a service, or `*`.")},"Somebody who can be trusted.")),po=p("comparedStatement",h({document:w(["before","after"],"The document that it is in."),index:y(0,"Its place among the statements of the document, from 0."),sid:a(s("Its Sid.")),effect:w(["Allow","Deny"],"Its effect."),source:a(k("boundary","That the document is the permissions boundary; absent for the policy."))},"A statement of one of two documents.")),ze=w(["gained","lost","undecided"],"Whether the change allows it or forbids it; `undecided` where it is not known how conditions relate to each other, or what comes of resources for an action that has none."),Ge=k("unchanged","It was allowed before, and is still."),Ke={action:s("An entry of the statement, such as `s3:Get*`; `*` for NotAction."),exceptActions:se("The entries of NotAction; empty for Action."),actions:se("Of the actions that the entry names, those that this is about: all known ones, or examples."),condition:a(Ue("The conditions of the statement.")),unless:u(Ue(),"Conditions under which the other document allows the same: nothing differs where one holds."),underConditions:a(A("Whether the other document allows such requests, if under other conditions: then only conditions differ. Where there is a job, whether it lets in the same job.")),statement:po("The statement that makes the difference.")},Je={...Ke,resource:s("An entry of the statement, an ARN or a pattern; `*` for NotResource."),exceptResources:se("The entries of NotResource; empty for Resource."),witness:h({action:s("An action."),resource:s("An ARN, of which parts may be made up, or `*` for a request without a resource.")},"A request that this is about, as short as possible.")},qe={...Ke,principal:re("An entry of the statement; everybody for NotPrincipal."),exceptPrincipals:u(re(),"The entries of NotPrincipal; empty for Principal."),job:a(s("Of the tokens of an identity provider, which job they are about: the same for the same job, whichever form its subject has. Then the conditions are what the statements say of that job. Absent where a statement names none.")),witness:h({action:s("An action, such as sts:AssumeRole."),principal:re("Somebody.")},"Somebody who can assume the role in one way, as an example.")},Ye=(e,t)=>({differences:u(e,"Gains first, then what is undecided, then losses. Empty if both allow the same."),withoutEffect:u(e,"Differences in what is named that neither allow nor forbid anything."),unchanged:u(t,"What is allowed before and after."),incomplete:a(s("Why these are perhaps not all differences; absent if they are.")),malformed:h({before:a(s("Why the document before is not well-formed.")),after:a(s("Why the document after is not well-formed."))},"Documents that are not well-formed count as documents that allow nothing.")}),Ve=p("permissionDifference",h({kind:ze,...Je,byBoundary:a(A("Whether the policy says the same before and after, and the permissions boundary makes the difference."))},"Something that is allowed by one of two policies.")),wo=p("trustDifference",h({kind:ze,...qe,byTrustAlone:a(A("Whether it is about principals of the role\u2019s own account that have no permission of their own: they need none where they are trusted by name."))},"Somebody who is trusted by one of two trust policies.")),go=p("unchangedPermission",h({kind:Ge,...Je},"Something that both policies allow.")),yo=p("unchangedTrust",h({kind:Ge,...qe},"Somebody whom both trust policies trust.")),Xe=p("permissionComparison",h({...Ye(Ve(),go()),cutAway:a(u(Ve(),"What the policy allows more than before, but its permissions boundary does not; absent where no boundary counts. All else is about what policy and boundary allow together then."))},"What two policies allow.")),bo=p("trustComparison",h(Ye(wo(),yo()),"Whom two trust policies let assume the role.")),vo=p("finding",h({id:s("The rule's name, which never changes. Those in capitals are of AWS's IAM Access Analyzer."),severity:w(["error","security","warning","suggestion"],"From what stops a deployment to what could merely be nicer."),subject:w(["permissions","trust","role"],"The document: the identity policy, the trust policy, or both of them together."),statement:a(h({index:y(0,"Its place among the statements of the document, from 0."),sid:a(s("Its Sid."))},"The statement; absent where the document as a whole is meant.")),policy:a(s("The policy of others that it is about: the name of an inline one, the ARN of an attached one.")),title:s("What is wrong, whatever the names."),message:s("What was found, with the names in question."),why:s("Why it matters."),fix:s("The way out."),documentation:s("The address of a page about it."),refusedByAws:A("Whether AWS does not even store such a document."),ignored:a(s("Why it is let pass, as `ignore-findings` says; absent where it is not. Then `fail-on` does not count it."))},"Something in a policy document that is wrong or risky.")),Qe=["allowed","conditional","undecided","denied"],$o=p("matrixCell",h({now:w(Qe,"Whether it is allowed; `conditional` if that depends on conditions, `undecided` if AWS does not say."),before:a(w(Qe,"The same before the change; absent if there was no policy.")),conditions:a(w(["eased","tightened","changed"],"What becomes of the conditions where it is `conditional` before and after: `eased` if they hold for more requests, `tightened` if for fewer, `changed` if for others or if that is not known. Absent if they stay the same.")),byBoundary:a(A("Whether the policy would allow more now, and the permissions boundary does not; absent if not."))},"Whether an action is allowed at a place.")),xo=p("matrixPlace",h({words:s("What it is, in words."),name:a(s("Its name.")),isOwn:A("Whether the deployment is about it, or a policy names it."),hasOwn:a(A("Whether there is a place like it that is own, with which it can be compared.")),arns:U(s("An ARN."),"What is there, by service and type of resource, such as `s3:object`.")},"Where an action can be tried.")),Ao=p("matrix",h({places:u(xo(),"The columns."),rows:u(h({action:s("The action, such as `s3:GetObject`."),cells:u(P([$o(),Ee("The action is never about such a resource.")],"A cell."),"In the order of the places.")},"What is true of one action."),"The rows."),cut:a(u(h({type:s("The service and the type of resource, such as `s3:object`."),words:s("The type in words."),shown:y(0,"How many of those that the policies name are looked at."),all:y(0,"How many they name.")},"A type of resource."),"Types of resources of which the policies name more than are looked at, first those that change; absent where all are.")),left:y(0,"How many more actions the policies name."),leftChanged:y(0,"How many of them are among those that the change is about."),unplaced:a(u(h({entry:s("As the policy has it, such as `*:Get*`; NotAction is told as `*`."),why:w(["unknown","many-services"],"`unknown` if AWS has no such action, as far as is known; `many-services` for a pattern of whole services, of which the rows have only the actions of those that are known in full."),isChanged:A("Whether the change is about an action that it names.")},"An entry of Action."),"What the policies name besides, and no row is about; absent if there is nothing.")),boundary:w(["none","counted","not-looked-at"],"Whether a permissions boundary counts; `not-looked-at` where it is not known what it denies.")},"Which actions are allowed where.")),ko=p("assessment",h({permissions:Xe("What the role may do after the change, compared with before."),trust:bo("Who can assume the role after the change, compared with before."),foreign:a(Xe("What policies on the role that are not of this stack allow or deny beyond its own; absent where there are none.")),matrix:Ao("What the role can and cannot do, on the deployment's own resources and on others like them."),findings:u(vo(),"What is wrong or risky in the documents: the severest first.")},"What the documents mean.")),Wo=p("run",h({url:s("The page of the workflow run."),attempt:y(0,"Which attempt of the run it is, from 1."),workflow:s("The workflow's name."),sha:s("The commit; on a pull request its head.")},"A run of a workflow.")),To=p("serviceReference",h({package:s("The package that the data comes from."),version:s("The package's version."),date:s("The date of AWS's data, as YYYY-MM-DD.")},"An edition of the actions, resource types and condition keys of AWS.")),So=p("problem",h({input:s("The input's name."),value:a(s("Its value; absent where the workflow gives none.")),expected:s('What was expected instead: the end of a sentence that starts with "expected".')},"An input that can not be used.")),Oo=p("failure",h({reason:s("A fixed word, one of those of the output `failure-reason`."),message:s("What happened."),hint:a(s("The way out.")),details:a(s("What the engine said."))},"Why a run failed.")),ae="https://raw.githubusercontent.com/model-deployment-iam/model-deployment-iam/v1/docs/report.schema.json",Ze="1",ie={$schema:k(ae,"The address of this schema."),schemaVersion:k(Ze,"The version of this schema. Properties may be added within it."),run:Wo("The workflow run that made the report.")},_e=w(["preview","up","destroy","drift","unlock"],"What the Action was asked to do."),et={assessment:a(ko("What the documents mean; absent where it is not known what was there before.")),serviceReference:To("What the assessment rests on.")},Ro=h({...ie,outcome:k("completed","The run did what its command says."),command:_e,access:Le("What the role may do, and what of that changes or has changed."),...et},"The report of a run that did what it was asked to do."),No=h({...ie,outcome:k("failed","The run ended early, or with something other than what was asked for."),command:_e,endpoint:s("The endpoint's name."),failure:Oo("Why it failed."),access:a(Le("As far as it was known, and as far as the run came.")),...et},"The report of a run that failed."),Eo=h({...ie,outcome:k("invalid-input","Nothing ran: what the workflow gave can not be used."),endpoint:s("The input `endpoint` as it was given."),problems:u(So(),"All inputs that can not be used.")},"The report of a run that could not start."),jo=P([Ro,No,Eo],"What a run of model-deployment-iam tells, for programs.");function nn(){return schemaDocument(ae,"Report of model-deployment-iam",jo)}var Io=g(29450),Co=g(71822);function Mo(e){return`${JSON.stringify(Ho(e),void 0,2)}
`}function Ho(e){const t={$schema:ae,schemaVersion:Ze,run:e.run};switch(e.outcome){case"invalid-input":{const{outcome:o,endpoint:n}=e;return{...t,outcome:o,endpoint:n,problems:e.problems.map(Po)}}case"completed":{const{outcome:o,command:n,access:r}=e;return{...t,outcome:o,command:n,...tt(r),access:ot(r)}}case"failed":{const{outcome:o,command:n,endpoint:r,failure:i,access:d}=e,l=d&&{access:ot(d)};return{...t,outcome:o,command:n,endpoint:r,failure:i,...tt(d),...l}}}}function Po(e){const{name:t,value:o}=e;return{input:t,value:o,expected:(0,Co.G)(e)}}function tt(e){const{assessment:t}=e??{};return{...t&&{assessment:Do(t)},serviceReference:Io.A}}function ot({target:e,stack:t,changes:o,notes:n,verification:r,accessTests:i,approval:d,boundary:l,foreignPolicies:m,unseen:f,idleIgnores:b,comparedWith:E,...W}){return{target:e,stack:t,policy:{name:W.policyName,arn:W.policyArn,document:nt(W.policy)},role:{name:W.roleName,arn:W.roleArn,document:nt(W.trust)},changes:o,...r&&{verification:r},...i&&{accessTests:i},...d&&{approval:d},...l&&{boundary:Fo(l)},foreignPolicies:m.map(K=>({...K,document:(0,j.g)(K.document)})),unseen:f,...b&&{idleIgnores:b},comparedWith:E,notes:n}}function Fo({before:e,after:t}){const o=n=>({...n,...n.document!==void 0&&{document:(0,j.g)(n.document)}});return{...e&&{before:o(e)},...t&&{after:o(t)}}}function Do({matrix:e,serviceReference:t,...o}){const n=e.rows.map(({action:r,cells:i})=>({action:r,cells:i.map(d=>d??null)}));return{...o,matrix:{...e,rows:n}}}function nt({before:e,after:t}){return{before:(0,j.g)(e),after:(0,j.g)(t)}}var Bo=g(32968),Lo=g(68464),Uo=g(65588);const zo="https://github.com/model-deployment-iam/model-deployment-iam",Go="https://json.schemastore.org/sarif-2.1.0.json",Ko="8.0",ce={error:{level:"error",problemSeverity:"error"},security:{level:"error",problemSeverity:"error"},warning:{level:"warning",problemSeverity:"warning"},suggestion:{level:"note",problemSeverity:"recommendation"}},st=1024;function Jo(e,t){const o=e.outcome==="invalid-input"?void 0:e.access;if(o?.assessment)return`${JSON.stringify(qo(o.stack,o.assessment.findings,t),void 0,2)}
`}function qo(e,t,o){const n=[...new Map(t.map(d=>[d.id,Yo(d)])).values()],r=new Map(n.map(({id:d},l)=>[d,l])),i=Qo(t);return{$schema:Go,version:"2.1.0",runs:[{tool:{driver:{name:"model-deployment-iam",informationUri:zo,rules:n}},automationDetails:{id:`model-deployment-iam/${it(e)}/`},columnKind:"utf16CodeUnits",results:t.map((d,l)=>({ruleId:d.id,ruleIndex:r.get(d.id),...Vo(d,o(d),i[l])}))}]}}function Yo({id:e,severity:t,why:o,fix:n,documentation:r}){const i=Lo.y0.find(m=>m.id===e),d=i?.title??`IAM Access Analyzer: ${e}`,l=t==="security";return{id:e,shortDescription:{text:G(d).slice(0,st)},fullDescription:{text:G(i?.why??o).slice(0,st)},help:{text:G(`${i?.why??o} ${i?.fix??n}`),markdown:at([[(0,H.Qq)(i?.why??o)],(0,H.aL)`${(0,H.ko)("Fix:")} ${(0,H.Qq)(i?.fix??n)}`].map(Bo.x).join(`

`))},..._o(r)&&{helpUri:r},defaultConfiguration:{level:ce[t].level},properties:{tags:["iam",...l?["security"]:[]],precision:"high","problem.severity":ce[t].problemSeverity,...l&&{"security-severity":Ko}}}}function Vo(e,{file:t,line:o},n){return{level:ce[e.severity].level,message:{text:G(`${Xo(e)}: ${e.message} ${e.fix}`)},locations:[{physicalLocation:{artifactLocation:{uri:Zo(t),uriBaseId:"%SRCROOT%"},...o!==void 0&&{region:{startLine:o}}}}],...e.ignored!==void 0&&{suppressions:[{kind:"external",status:"accepted",justification:(0,$.RK)(e.ignored)}]},partialFingerprints:{"modelDeploymentIamFinding/v1":n,...o===void 0&&{primaryLocationLineHash:`${n}:1`}}}}const rt={permissions:"Permissions",trust:"Trust policy",role:"Role"};function Xo({subject:e,statement:t}){if(!t)return rt[e];const o=t.sid===void 0?"":` (${(0,$.vI)(t.sid,Uo.m)})`;return`${rt[e]}, statement ${t.index+1}${o}`}function Qo(e){const t=new Map;return e.map(({id:o,subject:n,statement:r,message:i})=>{const d=i.match(/"[^"]*"/g)??[],l=JSON.stringify([o,n,r?.sid??null,...d]),m=(t.get(l)??0)+1;return t.set(l,m),(0,he.createHash)("sha256").update(`${l}${m}`).digest("hex").slice(0,32)})}function G(e){const t=(0,$.RK)(e);return at(/\]\(/.test(t)?t.replace(/[\\[\]]/g,"\\$&"):t)}function at(e){return e.replace(/[{}]/g,"$&$&")}function Zo(e){return e.split("/").map(it).join("/")}function it(e){return encodeURIComponent(Buffer.from(e).toString())}function _o(e){return URL.parse(e)?.protocol==="https:"}function en(e,t,{environment:o}){const{sarifFile:n,reportFile:r,reportHtml:i}=t,d=e.outcome==="invalid-input"?void 0:e.access?.policy.after,l=mt({...t,policy:d,workflow:(0,ft.EY)(o.GITHUB_WORKFLOW_REF)});return[...n?[{input:"sarif-file",path:n,render:()=>Jo(e,l)}]:[],...r?[{input:"report-file",path:r,render:()=>Mo(e)}]:[],...i?[{input:"report-html",path:i,render:()=>ro(e)}]:[]]}})};
