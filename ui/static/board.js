// The board of favourites: ids and notes in this browser's own storage, nowhere else. Where that is closed, as in some
// frames, the board lasts as long as the page.
// A visitor's own catalogue has another address, and a board of its own.
const KEY = `chaise-board${location.pathname === '/' ? '' : location.pathname}`;
const MAX_KEPT = 100;

const read = () => {
  try {
    const entries = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return (Array.isArray(entries) ? entries : []).filter((entry) => typeof entry?.id === 'string').slice(0, MAX_KEPT);
  } catch {
    return [];
  }
};

let kept = read();

const write = () => {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Kept for as long as the page is open.
  }
};

const mark = () => {
  const ids = new Set(kept.map((entry) => entry.id));
  for (const button of document.querySelectorAll('[data-keep]')) {
    const pressed = String(ids.has(button.dataset.keep));
    if (button.getAttribute('aria-pressed') !== pressed) button.setAttribute('aria-pressed', pressed);
  }
  for (const count of document.querySelectorAll('[data-board] .ch-count')) {
    // Said only where it changes, or the observer below would see it and never come to rest.
    if (count.textContent !== String(kept.length)) count.textContent = kept.length;
    count.hidden = kept.length === 0;
  }
};

const isOpen = () => element.querySelector('.ch-board') !== null;
const show = () => trigger('apply', { ids: kept.map((entry) => entry.id) });

const change = (entries) => {
  kept = entries.slice(-MAX_KEPT);
  write();
  mark();
  if (isOpen()) show();
};

const without = (id) => kept.filter((entry) => entry.id !== id);

document.addEventListener('click', ({ target }) => {
  const keep = target.closest('[data-keep]')?.dataset.keep;
  const takeOff = target.closest('[data-take-off]')?.dataset.takeOff;
  if (keep !== undefined) {
    change(kept.some((entry) => entry.id === keep) ? without(keep) : [...kept, { id: keep, note: '' }]);
  } else if (takeOff !== undefined) {
    change(without(takeOff));
  } else if (target.closest('[data-board]')) {
    show();
  } else if (target.closest('[data-print]')) {
    window.print();
  } else if (target.closest('[data-csv]')) {
    save();
  }
});

element.addEventListener('input', ({ target }) => {
  const { note } = target.dataset;
  if (note === undefined) return;
  kept = kept.map((entry) => (entry.id === note ? { ...entry, note: target.value } : entry));
  write();
});

// A cell that a spreadsheet would take for a formula becomes text.
const quote = (cell) => {
  const text = /^\s*[=+\-@]|^[\t\r\n]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
};

const save = () => {
  const list = element.querySelector('.ch-kept');
  const rows = [...list.querySelectorAll('.ch-kept-item')].map((item) => [
    ...JSON.parse(item.dataset.cells),
    item.querySelector('[data-note]').value,
  ]);
  const lines = [JSON.parse(list.dataset.columns), ...rows].map((cells) => cells.map(quote).join(','));
  // The mark at the beginning has spreadsheets read it as UTF-8.
  const file = new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' });
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: 'chaise-board.csv' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

const setPrinting = (on) => document.documentElement.classList.toggle('ch-printing', on && isOpen());
window.addEventListener('beforeprint', () => setPrinting(true));
window.addEventListener('afterprint', () => setPrinting(false));

// Another window of the same visitor.
window.addEventListener('storage', (event) => {
  if (event.key !== KEY) return;
  kept = read();
  mark();
  if (isOpen()) show();
});

watch('value', () => {
  const notes = new Map(kept.map((entry) => [entry.id, entry.note]));
  for (const field of element.querySelectorAll('[data-note]')) {
    if (field !== document.activeElement) field.value = notes.get(field.dataset.note) ?? '';
  }
});

new MutationObserver(mark).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-keep'] });
mark();
