// Asks the phone whether it may be knocked at, and hands the address it gives to the form. Nothing else of it is sent.
(() => {
  'use strict';

  const section = document.querySelector('[data-push-key]');
  const form = section && section.querySelector('form[data-push]');
  if (!form || !('serviceWorker' in navigator)) return;
  const told = section.querySelector('[data-push-no]');
  const no = () => { told.textContent = told.dataset.pushNo; };
  if (!('PushManager' in window) || !('Notification' in window)) { no(); return; }
  form.hidden = false;

  form.querySelector('button').addEventListener('click', async () => {
    try {
      if (await Notification.requestPermission() !== 'granted') { no(); return; }
      const worker = await navigator.serviceWorker.ready;
      const given = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: section.dataset.pushKey });
      form.elements.endpoint.value = given.endpoint;
      form.requestSubmit();
    } catch { no(); }
  });
})();
