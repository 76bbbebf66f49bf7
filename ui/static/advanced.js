// What to avoid and the weighed wishes are reported when a field is left; the fold stays as the visitor left it.
let open = false;

const readRows = (read) =>
  [...element.querySelectorAll('.ch-term')].map((row) => ({
    text: read(row.querySelector('[type=text]')).trim(),
    weight: Number(read(row.querySelector('[type=range]'))),
  })).filter(({ text }) => text);
const readFields = (read) => ({
  avoid: read(element.querySelector('[data-avoid]')).trim(),
  terms: JSON.stringify(readRows(read)),
});
const asTyped = (field) => field.value;
const asDrawn = (field) => field.getAttribute('value') ?? '';

// What the page said last, and what was reported since and is not in it yet: an answer to something earlier leaves
// the visitor's newer text alone.
let said = readFields(asDrawn);
let reported = {};

const report = (kind, value) => {
  reported[kind] = readFields(asTyped)[kind];
  trigger('apply', { kind, value });
};

element.addEventListener('change', ({ target }) => {
  // A field that is left for "start over" has nothing to report: its report might arrive after it.
  if (document.querySelector('#ch-reset:active')) return;
  if (target.dataset.avoid !== undefined) report('avoid', target.value);
  else if (target.name === 'blend') trigger('apply', { kind: 'blend', value: target.value });
  else if (target.closest('.ch-term')) report('terms', readRows(asTyped));
});

document.addEventListener('click', ({ target }) => {
  if (target.closest('#ch-reset, [data-example]')) reported = {};
});

element.addEventListener('input', ({ target }) => {
  const output = target.parentElement.querySelector('output');
  if (target.type === 'range') output.value = `${target.value > 0 ? '+' : ''}${Number(target.value).toFixed(1)}`;
});

element.addEventListener('toggle', (event) => { open = event.target.open; }, true);

watch('value', () => {
  element.querySelector('details').open = open;
  const now = readFields(asDrawn);
  for (const kind of Object.keys(reported)) {
    if (now[kind] !== said[kind] || now[kind] === reported[kind]) delete reported[kind];
  }
  said = now;
  for (const field of element.querySelectorAll('input')) {
    const kind = field.dataset.avoid === undefined ? 'terms' : 'avoid';
    if (field.type === 'radio') field.checked = field.hasAttribute('checked');
    else if (field !== document.activeElement && !(kind in reported)) field.value = asDrawn(field);
  }
});
