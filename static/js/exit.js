// The quick way out where JavaScript is there: nothing more is seen from the moment of the press, and the page that was
// open gives its place in the history to the one that is shown instead. Without it the form does the rest alone.
(() => {
  'use strict';

  const form = document.querySelector('form.exit');
  if (!form) return;
  const LONGEST_WAIT = 400;
  const PRESSES = 3;
  const BETWEEN_PRESSES = 1500;
  const others = 'BroadcastChannel' in window ? new BroadcastChannel('portal-exit') : null;
  let leaving = false;

  const vanish = () => {
    document.documentElement.hidden = true;
    document.title = '';
  };
  const away = () => window.location.replace(form.dataset.exit);

  const leave = () => {
    if (leaving) return;
    leaving = true;
    vanish();
    if (others) others.postMessage('away');
    // The request outlives the page. Its answer tells the browser to forget, and is waited for a moment only.
    window.setTimeout(away, LONGEST_WAIT);
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), keepalive: true, redirect: 'manual' })
      .then(away, away);
  };

  form.addEventListener('submit', (event) => { event.preventDefault(); leave(); });
  // Our other windows have the same reader, and the same somebody behind their back.
  if (others) others.addEventListener('message', () => { vanish(); away(); });

  let presses = 0;
  let latest = 0;
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat) { presses = 0; return; }
    presses = event.timeStamp - latest < BETWEEN_PRESSES ? presses + 1 : 1;
    latest = event.timeStamp;
    if (presses === PRESSES) leave();
  }, true);
})();
