/** What each reason means to the person who sent the file, and what to do about it. */
export const problemMessages: Readonly<Record<string, string>> = {
  'cut-off':
    'The row ends before its last column: the file was cut off here. Send the whole file again; rows that are in already are not doubled.',
  'too-many-cells': 'The row has more cells than the header: a text with a comma lacks its quotes.',
  'row-too-long': 'The row is longer than 1 MB: a quote was opened here or before and never closed.',
  'not-json': 'The line is not JSON.',
  'not-an-object': 'The line is JSON but not an object with named fields.',
  'no-text': 'The review has no text.',
  'text-too-long': 'The review is longer than 20,000 characters.',
  'unreadable-date':
    'The date could not be read without guessing; the review is kept without one. Write dates as 2024-03-01.',
  'unreadable-rating':
    'The rating is not on a scale from 1 to 5; the review is kept without one. Write other scales as 8/10.',
  'unreadable-nps': 'The recommendation score is not a whole number from 0 to 10; the review is kept without one.',
};
