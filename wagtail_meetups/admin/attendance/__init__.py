"""Who was there: the list of dates, the page of one date, stickers, a person's history."""
