// Reads a text aloud, with a voice that lives on this device and with no other: what people write is never sent to
// somebody who speaks for them. Without such a voice for a text's language there is no button.
(() => {
  'use strict';

  const speech = window.speechSynthesis;
  const pattern = document.getElementById('aloud');
  if (!speech || !pattern || !window.SpeechSynthesisUtterance) return;
  const TEXTS = '.message .words[lang], .goal blockquote[lang]';
  // A bokmål voice reads nynorsk as well, and both may be called Norwegian.
  const NORWEGIAN = ['nb', 'nn', 'no'];
  const tongue = (lang) => lang.toLowerCase().split(/[-_]/)[0];
  const isSame = (one, other) => one === other || (NORWEGIAN.includes(one) && NORWEGIAN.includes(other));
  const voiceFor = (lang) => {
    const able = speech.getVoices().filter((voice) => voice.localService === true && isSame(tongue(voice.lang), tongue(lang)));
    return able.find((voice) => tongue(voice.lang) === tongue(lang)) || able[0];
  };

  let speaking = null;
  let reading = '';
  const nameOf = (text) => `${text.closest('[id]').id} ${text.textContent}`;
  const mark = (button, on) => {
    button.setAttribute('aria-pressed', String(on));
    button.querySelectorAll('[data-when]').forEach((one) => { one.hidden = (one.dataset.when === 'speaking') !== on; });
  };
  const stop = () => {
    speech.cancel();
    if (speaking) mark(speaking, false);
    speaking = null;
  };
  const read = (text, button) => {
    const again = speaking === button;
    stop();
    const voice = voiceFor(text.lang);
    if (again || !voice) return;
    const said = new SpeechSynthesisUtterance(text.textContent);
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = said.onerror = () => { if (speaking && reading === nameOf(text)) stop(); };
    speaking = button;
    reading = nameOf(text);
    mark(button, true);
    speech.speak(said);
  };
  const draw = () => document.querySelectorAll(TEXTS).forEach((text) => {
    const there = text.nextElementSibling;
    const drawn = there && there.matches('.aloud') ? there : null;
    const able = voiceFor(text.lang);
    if (drawn && !able) drawn.remove();
    if (drawn || !able) return;
    const button = pattern.firstElementChild.cloneNode(true);
    button.classList.add('aloud');
    button.addEventListener('click', () => read(text, button));
    // The same text, drawn anew while it is read: the voice goes on, and this is now the button that stops it.
    const goesOn = speaking && !speaking.isConnected && reading === nameOf(text);
    if (goesOn) speaking = button;
    mark(button, Boolean(goesOn));
    text.after(button);
  });

  // A page that is left, hidden at once or exchanged says nothing more, and neither does the one before it.
  window.addEventListener('pagehide', stop);
  new MutationObserver(() => { if (document.documentElement.hidden) stop(); })
    .observe(document.documentElement, { attributes: true, attributeFilter: ['hidden'] });
  document.addEventListener('htmx:afterSwap', () => {
    draw();
    if (speaking && !speaking.isConnected) stop();
  });
  speech.addEventListener('voiceschanged', draw);
  stop();
  draw();
})();
