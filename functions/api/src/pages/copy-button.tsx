type CopyProps = { text: string; label: string; done: string };

/** Puts a text into the clipboard and says so. Without scripts it stays hidden: the text stands beside it. */
export function CopyButton({ text, label, done }: CopyProps) {
  return (
    <button type="button" class="second" hidden data-copy={text} data-done={done}>
      {label}
    </button>
  );
}
