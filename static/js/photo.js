// Photos are made smaller on the phone before they are sent: a bad line carries a tenth of it. What is drawn anew has
// lost where it was taken, too. Without this, or when a picture cannot be read here, the file goes as it is, and the
// server does the same again.
(() => {
  'use strict';

  const form = document.querySelector('form[data-photo]');
  const field = form && form.querySelector('input[type="file"]');
  if (!field || !window.createImageBitmap || !window.DataTransfer || !HTMLCanvasElement.prototype.toBlob) return;
  const told = form.querySelector('[data-photo-told]');
  const LONGEST_SIDE = 2000;
  const SMALL_ENOUGH = 100 * 1024;
  const QUALITY = 0.85;
  let work = null;

  const smaller = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const drawn = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', QUALITY); });
    return drawn && drawn.size < file.size ? drawn : null;
  };

  const tell = (text) => { if (told) told.textContent = text || ''; };

  field.addEventListener('change', () => {
    const [file] = field.files;
    tell('');
    if (!file || !file.type.startsWith('image/') || file.type === 'image/svg+xml' || file.size < SMALL_ENOUGH) return;
    tell(told && told.dataset.working);
    const mine = smaller(file).then((drawn) => {
      // Another file may have been chosen meanwhile.
      if (work !== mine) return;
      if (drawn) {
        const chosen = new DataTransfer();
        chosen.items.add(new File([drawn], 'bilde.jpg', { type: 'image/jpeg' }));
        field.files = chosen.files;
      }
      tell(told && told.dataset.ready);
    }).catch(() => { tell(''); }).finally(() => { if (work === mine) work = null; });
    work = mine;
  });

  form.addEventListener('submit', (event) => {
    if (!work) return;
    event.preventDefault();
    work.then(() => form.requestSubmit());
  });
})();
