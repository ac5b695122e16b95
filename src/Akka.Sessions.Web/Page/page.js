// Puts what the server sends where it belongs. Without it the page is the same, and comes anew every ten seconds.
(() => {
  const link = document.getElementById("link");
  const show = (text, kind) => { link.textContent = text; link.className = kind; };
  const waiting = new Map();
  const put = () => {
    for (const [id, html] of waiting) {
      const element = document.getElementById(id);
      // Not under a pointer that is pressing a button of it: that would be no click any more.
      if (element.querySelector(":active")) continue;
      element.innerHTML = html;
      waiting.delete(id);
    }
    if (waiting.size > 0) setTimeout(put, 200);
  };
  const open = () => {
    const source = new EventSource(document.body.dataset.live);
    source.onopen = () => show("live", "good");
    source.onmessage = (message) => {
      for (const [id, html] of Object.entries(JSON.parse(message.data))) waiting.set(id, html);
      put();
    };
    source.onerror = () => {
      show("no connection", "bad");
      // It tries again by itself, unless it was answered something else than a stream.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 3000);
    };
  };
  open();
})();
