/**
 * The HTML with which a team's own page shows a survey in a frame. The survey's definition must name that page's origin
 * in `embedOrigins`, or browsers refuse to show it.
 */
export function embedSnippet({ url, title }: { url: string; title: string }): string {
  return `<iframe src="${attribute(url)}" title="${attribute(title)}" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-forms allow-scripts allow-same-origin allow-popups" style="width:100%;height:40rem;border:0"></iframe>`;
}

function attribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
