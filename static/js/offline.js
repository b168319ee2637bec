// Forms say when they were sent, by this phone's clock; and with a service worker they wait when there is no network.
(() => {
  'use strict';

  const box = document.getElementById('offline');
  const owner = () => (box && box.dataset.owner) || '';
  const add = (form, name, value) => {
    let field = form.querySelector(`input[name="${name}"]`);
    if (!field) {
      field = document.createElement('input');
      field.type = 'hidden';
      field.name = name;
      form.append(field);
    }
    field.value = value;
  };
  const newKey = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replace(/\+/g, '-').replace(/\//g, '_');

  // Before htmx collects what it sends, so on the way down.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || !form.elements.key) return;
    add(form, 'sent_at', new Date().toISOString());
    if (owner()) add(form, 'offline', owner());
  }, true);

  if (!box || !('serviceWorker' in navigator)) return;
  const workers = navigator.serviceWorker;

  // On a phone that others use nothing may wait: whatever there was goes.
  if (box.dataset.mode === 'off') {
    workers.getRegistrations().then((all) => all.forEach((one) => {
      if (one.active) one.active.postMessage({ kind: 'forget' });
      one.unregister();
    }));
    return;
  }

  // What a page promises of the next step it cannot keep without a network.
  const network = () => document.querySelectorAll('[data-without-network]').forEach((one) => { one.hidden = navigator.onLine; });
  window.addEventListener('online', network);
  window.addEventListener('offline', network);
  network();

  const number = (count) => count.toLocaleString(document.documentElement.lang);
  const say = (text, where, line = box.querySelector('p')) => {
    line.textContent = text;
    if (!where) return;
    const link = document.createElement('a');
    link.className = 'ds-link';
    link.href = where.path;
    link.textContent = where.name;
    line.append(' ', link);
  };
  const post = (message) => workers.ready.then((one) => one.active.postMessage(message));
  const flush = () => post({ kind: 'flush' });
  const told = new Set();
  let again = 0;

  const heard = {
    waiting: ({ count, signIn, write, skew }) => {
      document.querySelectorAll('[data-write]').forEach((one) => { one.hidden = !write; });
      if (write) fill(skew);
      window.clearTimeout(again);
      if (count) again = window.setTimeout(flush, 60000);
      if (count && signIn) say(box.dataset.signIn.replace('#', number(count)), { path: '/sign-in', name: box.dataset.signInLink });
      else if (count) say(box.dataset.waiting.replace('#', number(count)));
      else say('');
    },
    // A line for each: of two that were sent together both are told.
    sent: ({ text, path, name }) => {
      if (told.has(text + path)) return;
      told.add(text + path);
      say(text, path && { path, name }, box.appendChild(document.createElement('p')));
    },
  };
  workers.addEventListener('message', ({ data }) => {
    if (!heard[data.kind]) return;
    // The page for no network is nobody's until the worker says for whom it is read.
    if (box.dataset.mode === 'page') box.dataset.owner = data.owner;
    if (data.owner === owner()) heard[data.kind](data);
  });

  // The forms of the page for no network: today and this week, by Norway's calendar, and a key for each.
  const fill = (skew) => {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });
    const now = Date.now() + skew;
    const monday = now - ((new Date(day.format(now)).getUTCDay() + 6) % 7) * 24 * 3600 * 1000;
    document.querySelectorAll('[data-day]').forEach((one) => { one.value = day.format(one.dataset.day === 'monday' ? monday : now); });
    document.querySelectorAll('form[data-write] input[name="key"]').forEach((one) => { one.value = one.value || newKey(); });
  };

  // The message stays where it was written until it is kept; then the form is for the next one.
  document.addEventListener('portal:kept', (event) => {
    const form = event.target.closest('form');
    if (!form) return;
    form.reset();
    // A draft that the page opened with is what a reset would bring back.
    form.querySelectorAll('textarea').forEach((one) => { one.value = ''; });
    form.elements.key.value = newKey();
  });

  if (location.hash === '#unsent') document.querySelectorAll('[data-unsent]').forEach((one) => { one.hidden = false; });
  if (box.dataset.mode === 'page') {
    workers.ready.then(() => post({ kind: 'count' }));
    window.addEventListener('online', flush);
    flush();
    return;
  }
  const desk = {
    owner: owner(),
    key: box.dataset.key,
    locale: box.dataset.locale,
    skew: box.dataset.now - Date.now(),
    fresh: Date.now() + box.dataset.fresh * 1000,
    last: Date.now() + box.dataset.last * 1000,
  };
  workers.register('/sw.js').then(() => post({ kind: 'desk', desk })).catch(() => {});
  window.addEventListener('online', flush);
})();
