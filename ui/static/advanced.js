// What to avoid and the weighed wishes are reported when a field is left; the fold stays as the visitor left it.
let open = false;

const readTerms = () =>
  [...element.querySelectorAll('.ch-term')].map((row) => ({
    text: row.querySelector('[type=text]').value,
    weight: row.querySelector('[type=range]').value,
  }));

element.addEventListener('change', ({ target }) => {
  if (target.dataset.avoid !== undefined) trigger('apply', { kind: 'avoid', value: target.value });
  else if (target.name === 'blend') trigger('apply', { kind: 'blend', value: target.value });
  else if (target.closest('.ch-term')) trigger('apply', { kind: 'terms', value: readTerms() });
});

element.addEventListener('input', ({ target }) => {
  const output = target.parentElement.querySelector('output');
  if (target.type === 'range') output.value = `${target.value > 0 ? '+' : ''}${Number(target.value).toFixed(1)}`;
});

element.addEventListener('toggle', (event) => { open = event.target.open; }, true);

watch('value', () => {
  element.querySelector('details').open = open;
  for (const field of element.querySelectorAll('input')) {
    if (field.type === 'radio') field.checked = field.hasAttribute('checked');
    else if (field !== document.activeElement) field.value = field.getAttribute('value') ?? '';
  }
});
