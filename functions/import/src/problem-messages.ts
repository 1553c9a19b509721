import type { EventReject } from '@soundings/contracts/event';
import type { OrderTotalDoubt, PurchaseReject } from '@soundings/contracts/purchase';
import type { ReviewDoubt, ReviewRejection } from '@soundings/reviews/review-row';
import type { RowRejection } from './rows.ts';

export type ProblemReason =
  | RowRejection
  | ReviewRejection
  | ReviewDoubt
  | PurchaseReject
  | OrderTotalDoubt
  | EventReject;

/** What each reason means to the person who sent the file, and what to do about it. */
export const problemMessages: Readonly<Record<ProblemReason, string>> = {
  cut_off:
    'The row ends before its last column: the file was cut off here. Send the whole file again; rows that are in already are not doubled.',
  too_many_cells: 'The row has more cells than the header: a text with a comma lacks its quotes.',
  row_too_long: 'The row is longer than 1 MB: a quote was opened here or before and never closed.',
  not_json: 'The line is not JSON.',
  not_an_object: 'The line is JSON but not an object with named fields.',

  no_text: 'The review has no text.',
  text_too_long: 'The review is longer than 20,000 characters.',
  date_unknown:
    'The date could not be read without guessing; the review is kept without one. Write dates as 2024-03-01.',
  rating_unknown:
    'The rating is not on a scale from 1 to 5; the review is kept without one. Write other scales as 8/10.',
  nps_unknown: 'The recommendation score is not a whole number from 0 to 10; the review is kept without one.',

  missing_customer: 'The row does not say whose it is, so it joins no customer.',
  unknown_event: 'The event is none of visit, view, cart and order, nor another word for one of them.',
  missing_order: 'The order number is empty, while other rows have one.',
  missing_date: 'The row has no date.',
  unreadable_date: 'The date could not be read. Write dates as 2024-03-01 09:30.',
  future_date: 'The date lies in the future.',
  missing_amount: 'The row has neither an amount nor a unit price.',
  unreadable_amount: 'The amount is not a number.',
  unreadable_quantity: 'The quantity is not a number.',
  unreadable_currency: 'The currency is not a code of three letters such as CNY.',
  zero_price: 'Nothing was paid: a gift, a sample or a correction.',
  zero_quantity: 'The quantity is zero.',
  stock_adjustment: 'A negative quantity without a price moves stock; nobody bought or returned it.',
  money_adjustment: 'A negative price without a returned quantity is the book-keeper’s, not a customer’s.',
  cancelled_order: 'The order was cancelled or never paid.',
  test_account: 'The customer is a test account.',
  different_totals:
    'The lines of this order name different totals, so each was counted as its own amount. Look whether the column holds amounts of lines.',
  another_total:
    'An earlier import left this order with another total, which stays; the money of this line was not added to it.',
  erased_customer: 'The customer was erased on request: what was before stays away.',
};
