// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

/// What a page with a graph has beside the picture and its data.
namespace slipway::cli::detail {

inline constexpr char page_style[] = R"(html{color-scheme:light}
html.dark{color-scheme:dark}
html,body{margin:0;height:100%;background:#ffffff;color:#1f2328;font:14px Helvetica,Arial,'Liberation Sans',sans-serif}
html.dark,html.dark body{background:#0d1117;color:#f0f6fc}
body{display:flex;flex-direction:column}
header{display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:8px 16px;border-bottom:1px solid #d0d7de}
html.dark header,html.dark aside{border-color:#3d444d}
h1{font-size:16px;margin:0 8px 0 0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:40vw}
input,button{font:inherit;color:inherit;background:transparent;border:1px solid #afb8c1;border-radius:6px;padding:4px 10px}
input{width:240px}
button{cursor:pointer}
#count{color:#656d76;min-width:90px}
html.dark #count{color:#9198a1}
main{flex:1;display:flex;min-height:0}
#view{flex:1;min-width:0;overflow:hidden;touch-action:none;cursor:grab}
#view.moving{cursor:grabbing}
#view svg{width:100%;height:100%;display:block;user-select:none}
.node{cursor:pointer}
.node:focus{outline:none}
#view .node:focus-visible .body,#view .node.chosen .body{stroke-width:3}
.node,.edge{transition:opacity .12s}
.dim{opacity:.13}
#view .edge.near .line{stroke-width:2.4;stroke-opacity:1}
aside{width:min(460px,45vw);border-left:1px solid #d0d7de;display:flex;flex-direction:column;min-height:0}
aside[hidden]{display:none}
aside .head{display:flex;gap:8px;align-items:start;padding:12px 16px 4px}
aside h2{font-size:14px;margin:4px 0;flex:1;overflow-wrap:anywhere}
aside ul{margin:4px 16px 8px;padding:0;list-style:none;max-height:30%;overflow:auto}
aside li{padding:2px 0;overflow-wrap:anywhere}
aside li.finding{color:#cf222e}
html.dark aside li.finding{color:#ff8182}
aside li button{border:0;padding:0;text-decoration:underline;text-align:left}
aside pre{flex:1;margin:0;padding:8px 16px;overflow:auto;font:12px/1.45 ui-monospace,'Liberation Mono',monospace}
)";

inline constexpr char page_tools[] =
    "<input id=\"search\" type=\"search\" placeholder=\"search kind, name, text   /\" aria-label=\"search\"><span id=\"count\"></span>"
    "<button id=\"closer\" title=\"closer (+)\">+</button><button id=\"farther\" title=\"farther (-)\">&#8722;</button>"
    "<button id=\"whole\" title=\"the whole picture (0)\">whole</button><button id=\"theme\" title=\"light or dark\">light / dark</button>";

inline constexpr char page_panel[] =
    "<aside id=\"panel\" hidden><div class=\"head\"><h2 id=\"about\"></h2><button id=\"copy\">copy</button><button id=\"close\" title=\"close (Esc)\">"
    "close</button></div><ul id=\"ties\"></ul><pre id=\"yaml\" tabindex=\"0\"></pre></aside>\n";

inline constexpr char page_script[] = R"('use strict';
const get = id => document.getElementById(id);
const data = JSON.parse(get('data').textContent);
const view = get('view'), svg = view.querySelector('svg');
const nodes = [...svg.querySelectorAll('.node')], edges = [...svg.querySelectorAll('.edge')];
const whole = svg.viewBox.baseVal, size = {width: whole.width, height: whole.height};
const title = n => n.kind + ' ' + n.name + (n.namespace ? ' in ' + n.namespace : '');

// What is seen: the upper left corner, and how many pixels a unit of the picture has.
let x = 0, y = 0, scale = 1, chosen = null, found = null;
function show() {
  const w = view.clientWidth / scale, h = view.clientHeight / scale;
  svg.setAttribute('viewBox', `${x} ${y} ${w} ${h}`);
}
function fit() {
  scale = Math.min(view.clientWidth / size.width, view.clientHeight / size.height, 1.5);
  x = (size.width - view.clientWidth / scale) / 2;
  y = (size.height - view.clientHeight / scale) / 2;
  show();
}
function start() {
  fit();
  if (scale >= 0.4) return;  // not to be read: the upper end of it instead
  scale = Math.max(0.4, Math.min(1, view.clientWidth / size.width));
  x = Math.min(0, (size.width - view.clientWidth / scale) / 2);
  y = 0;
  show();
}
function zoom(factor, px = view.clientWidth / 2, py = view.clientHeight / 2) {
  const next = Math.min(8, Math.max(0.02, scale * factor));
  x += px / scale - px / next;
  y += py / scale - py / next;
  scale = next;
  show();
}
function center(i) {
  const b = nodes[i].getBBox();
  scale = Math.max(scale, 0.9);
  x = b.x + b.width / 2 - view.clientWidth / scale / 2;
  y = b.y + b.height / 2 - view.clientHeight / scale / 2;
  show();
}

// What stands out: the neighbours of the node under the pointer, or of the chosen one, or what was
// searched for.
function highlight(i) {
  const near = i === null ? null : new Set([i]);
  edges.forEach((e, k) => {
    const [from, to] = data.edges[k], touches = i !== null && (from === i || to === i);
    if (touches) near.add(from).add(to);
    e.classList.toggle('near', touches);
    e.classList.toggle('dim', i !== null ? !touches : found !== null && !(found.has(from) && found.has(to)));
  });
  nodes.forEach((n, k) => n.classList.toggle('dim', near ? !near.has(k) : found !== null && !found.has(k)));
}
function search() {
  const words = get('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  found = words.length ? new Set() : null;
  if (found) data.nodes.forEach((n, k) => {
    const text = (title(n) + ' ' + n.findings.join(' ') + ' ' + n.yaml).toLowerCase();
    if (words.every(w => text.includes(w))) found.add(k);
  });
  get('count').textContent = found ? found.size + ' of ' + nodes.length : '';
  highlight(null);
}
function tie(text, other) {
  const li = document.createElement('li'), b = document.createElement('button');
  b.textContent = title(data.nodes[other]);
  b.onclick = () => { choose(other); center(other); };
  const [before, after] = text;
  li.append(before, b, after);
  get('ties').append(li);
}
function choose(i) {
  if (chosen !== null) nodes[chosen].classList.remove('chosen');
  chosen = i;
  const middle = view.clientWidth;
  get('panel').hidden = i === null;
  x += (middle - view.clientWidth) / scale / 2;  // keeps the middle where it was
  show();
  highlight(i);
  if (i === null) return;
  const n = data.nodes[i];
  nodes[i].classList.add('chosen');
  get('about').textContent = title(n);
  get('yaml').textContent = n.yaml;
  get('yaml').scrollTop = 0;
  get('ties').textContent = '';
  for (const f of n.findings) {
    const li = document.createElement('li');
    li.className = 'finding';
    li.textContent = f;
    get('ties').append(li);
  }
  for (const [from, to, verb] of data.edges) {
    if (from === i) tie([verb + ' ', ''], to);
    if (to === i) tie(['', ' ' + verb + ' this'], from);
  }
}

nodes.forEach((n, i) => {
  n.tabIndex = 0;
  n.addEventListener('pointerenter', () => { if (!pointers.size) highlight(i); });
  n.addEventListener('pointerleave', () => { if (!pointers.size) highlight(chosen); });
  n.addEventListener('keydown', e => { if (e.key === 'Enter') choose(i); });
});
const pointers = new Map();
let moved = 0, pressed = null;
view.addEventListener('pointerdown', e => {
  if (e.button) return;
  pointers.set(e.pointerId, e);
  moved = 0;
  const n = e.target.closest('.node');
  pressed = n ? Number(n.dataset.node) : null;
  view.setPointerCapture(e.pointerId);
});
view.addEventListener('pointermove', e => {
  const last = pointers.get(e.pointerId);
  if (!last) return;
  moved += Math.abs(e.clientX - last.clientX) + Math.abs(e.clientY - last.clientY);
  if (pointers.size === 1 && moved > 4) {
    x -= (e.clientX - last.clientX) / scale;
    y -= (e.clientY - last.clientY) / scale;
    view.classList.add('moving');
    show();
  } else if (pointers.size === 2) {
    const other = [...pointers.values()].find(p => p.pointerId !== e.pointerId), r = view.getBoundingClientRect();
    const distance = p => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY) || 1;
    zoom(distance(e) / distance(last), (e.clientX + other.clientX) / 2 - r.left, (e.clientY + other.clientY) / 2 - r.top);
  }
  pointers.set(e.pointerId, e);
});
function release(e) {
  if (!pointers.delete(e.pointerId)) return;
  view.classList.remove('moving');
  if (e.type === 'pointerup' && moved <= 4) choose(pressed);
}
view.addEventListener('pointerup', release);
view.addEventListener('pointercancel', release);
view.addEventListener('wheel', e => {
  e.preventDefault();
  const r = view.getBoundingClientRect();
  zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0015)), e.clientX - r.left, e.clientY - r.top);
}, {passive: false});
window.addEventListener('resize', show);
window.addEventListener('keydown', e => {
  if (e.key === 'Escape') { get('search').value = ''; search(); choose(null); }
  if (e.target.tagName === 'INPUT' || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === '/') { e.preventDefault(); get('search').focus(); }
  if (e.key === '+' || e.key === '=') zoom(1.25);
  if (e.key === '-') zoom(0.8);
  if (e.key === '0') fit();
});
get('search').addEventListener('input', search);
get('search').addEventListener('keydown', e => { if (e.key === 'Enter' && found && found.size) center([...found][0]); });
get('closer').onclick = () => zoom(1.25);
get('farther').onclick = () => zoom(0.8);
get('whole').onclick = fit;
get('close').onclick = () => choose(null);
get('copy').onclick = () => {
  const range = document.createRange();
  range.selectNodeContents(get('yaml'));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.execCommand('copy');
};
const root = document.documentElement;
root.classList.toggle('dark', matchMedia('(prefers-color-scheme: dark)').matches);
get('theme').onclick = () => root.classList.toggle('dark');
start();
)";

}  // namespace slipway::cli::detail
