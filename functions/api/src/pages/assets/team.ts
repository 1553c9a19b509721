/// <reference lib="dom" />
// What the team's pages gain where scripts run: progress without a reload, and buttons that copy. All works without it.

const EVERY_MS = 1500;

/** While work is under way, takes the newest `main` of this very page. */
async function follow(): Promise<void> {
  if (!document.querySelector('[data-live]')) return;
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  if (!document.hidden) {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
      const shown = document.querySelector('[data-live]');
      // Done: the page as a whole says something else now.
      if (!fresh) return location.reload();
      if (shown && shown.innerHTML !== fresh.innerHTML) shown.innerHTML = fresh.innerHTML;
    }
  }
  return follow();
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy ?? '');
    button.textContent = button.dataset.done ?? '';
  });
}

void follow();
