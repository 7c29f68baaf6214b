/** Filters the matrix. It asks for nothing, keeps nothing, and makes no HTML: rows are shown or hidden. */
export const SCRIPT = `
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
`;
