/* The one period of which a title, a name or a head speaks. */
#include "council/period_title.h"

#include <stdio.h>
#include <strings.h>

#include "council/recipe.h"

enum { MOST_SPOTS = 12, PLAIN_SIZE = 48 };

enum spot_kind {
    SPOT_SPLIT,   /* 2022-23; also a year of which its last month is said */
    SPOT_QUARTER, /* beside a year */
    SPOT_DAY,
    SPOT_MONTH,
    SPOT_YEAR
};

/* One place in a title that says a time. */
struct spot {
    enum spot_kind kind;
    size_t from, to;
    size_t year_at; /* the four digits of its year */
    int year;       /* of SPOT_SPLIT and quarters of such: the one it begins in */
    int month, day, quarter;
    bool ending;    /* it is spelt by the calendar year in which it ends */
    bool financial; /* of SPOT_QUARTER: from April on */
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool period_title_is_year(int year)
{
    return year >= 1900 && year <= 2100;
}

static bool is_divider(char c)
{
    return c == '-' || c == '/' || c == '_';
}

/* --- Years --- */

/* The split year that begins at `at`, or 0; *length is what it takes. */
static int split_year_at(struct text t, size_t at, size_t *length)
{
    const bool divided = at + 4 < t.length && is_divider(t.bytes[at + 4]);
    *length = 7;
    if (text_digits_at(t, at, 4) && divided && text_digits_at(t, at + 5, 2) &&
        !text_digits_at(t, at + 5, 3) &&
        (text_number_at(t, at + 2, 2) + 1) % 100 == text_number_at(t, at + 5, 2))
        return text_number_at(t, at, 4);
    *length = 9;
    return text_digits_at(t, at, 4) && divided && text_digits_at(t, at + 5, 4) &&
                   text_number_at(t, at, 4) + 1 == text_number_at(t, at + 5, 4)
               ? text_number_at(t, at, 4)
               : 0;
}

/* The same as names of files have it: 1415, 14-15, or 201415, which is no month. */
static int short_year_at(struct text t, size_t at, size_t *length)
{
    *length = 6;
    if (text_digits_at(t, at, 6) && !text_digits_at(t, at, 7) &&
        text_number_at(t, at + 4, 2) > 12 &&
        (text_number_at(t, at + 2, 2) + 1) % 100 == text_number_at(t, at + 4, 2))
        return text_number_at(t, at, 4);
    *length = 4;
    if (text_digits_at(t, at, 4) && !text_digits_at(t, at, 5) &&
        text_number_at(t, at, 2) + 1 == text_number_at(t, at + 2, 2))
        return 2000 + text_number_at(t, at, 2);
    *length = 5;
    return text_digits_at(t, at, 2) && !text_digits_at(t, at, 3) && at + 5 <= t.length &&
                   is_divider(t.bytes[at + 2]) && t.bytes[at + 2] != '/' &&
                   text_digits_at(t, at + 3, 2) && !text_digits_at(t, at + 3, 3) &&
                   text_number_at(t, at, 2) + 1 == text_number_at(t, at + 3, 2)
               ? 2000 + text_number_at(t, at, 2)
               : 0;
}

/* --- What stands before and behind a year --- */

/* The word that ends before `at`, but for what divides words. */
static struct text word_before(struct text t, size_t at)
{
    while (at > 0 && strchr(" ,_-", t.bytes[at - 1]) != NULL)
        at--;
    const size_t to = at;
    while (at > 0 && is_letter(t.bytes[at - 1]))
        at--;
    return text_slice(t, at, to);
}

static int month_of(struct text word)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"
    };
    for (int i = 0; i < 12; i++)
        if ((word.length == 3 || word.length == strlen(months[i])) &&
            strncasecmp(word.bytes, months[i], word.length) == 0)
            return i + 1;
    return 0;
}

/* The number of one or two digits that ends before `at`, with or without "st" behind. */
static int day_before(struct text t, size_t at, size_t *from)
{
    static const char *const ends[] = { "st", "nd", "rd", "th", NULL };
    while (at > 0 && strchr(" _-", t.bytes[at - 1]) != NULL)
        at--;
    for (size_t i = 0; ends[i] != NULL && at > 2; i++)
        if (text_is(text_slice(t, at - 2, at), ends[i]) && text_digits_at(t, at - 3, 1)) {
            at -= 2;
            break;
        }
    size_t begin = at;
    while (begin > 0 && at - begin < 3 && text_digits_at(t, begin - 1, 1))
        begin--;
    *from = begin;
    return at > begin && at - begin <= 2 ? text_number_at(t, begin, at - begin) : 0;
}

static bool ends_with(struct text t, size_t to, const char *word)
{
    const struct text before = text_trim(text_slice(t, 0, to));
    const size_t length = strlen(word);
    return before.length >= length &&
           strncasecmp(before.bytes + before.length - length, word, length) == 0;
}

static bool ends_with_any(struct text t, size_t to, const char *const words[])
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (ends_with(t, to, words[i]))
            return true;
    return false;
}

/* Whether the time at `from` is said to be that of a publication. */
static bool is_of_publication(struct text t, size_t from)
{
    enum { NEAR = 28 };
    static const char *const words[] = { "publish",  "releas",   "updat",     "extract",
                                         "download", "accessed", "corrected", "copyright",
                                         "nomis",    "boundar",  "(as of",    NULL };
    const struct text near = text_slice(t, from > NEAR ? from - NEAR : 0, from);
    for (size_t i = 0; words[i] != NULL; i++)
        for (size_t at = 0; at + strlen(words[i]) <= near.length; at++)
            if (strncasecmp(near.bytes + at, words[i], strlen(words[i])) == 0)
                return true;
    return false;
}

/* A month and a day before a year make a month or a day of it. */
static void look_before(struct text t, struct spot *spot)
{
    static const char *const ending[] = { "year ending",  "year ended", "year to",
                                          "years to",     "months to",  "months ending",
                                          "months ended", NULL };
    const struct text word = word_before(t, spot->from);
    const size_t month_at = (size_t)(word.bytes - t.bytes);
    size_t day_at = spot->from;
    spot->month = month_of(word);
    if (spot->month > 0) {
        spot->kind = SPOT_MONTH;
        spot->from = month_at;
        spot->day = day_before(t, month_at, &day_at);
    }
    if (spot->day > 0) {
        spot->kind = SPOT_DAY;
        spot->from = day_at;
    }
    if (ends_with_any(t, spot->from, ending)) {
        spot->ending = true;
        spot->kind = spot->month == 12 ? SPOT_YEAR : SPOT_SPLIT;
        spot->from = spot->year_at;
        spot->year -= spot->kind == SPOT_SPLIT;
    }
}

/* "Q3" before or behind a year. */
static void look_for_quarter(struct text t, struct spot *spot)
{
    size_t at = spot->to;
    const bool split = spot->kind == SPOT_SPLIT;
    while (at < t.length && strchr(" _-;:", t.bytes[at]) != NULL)
        at++;
    if (at + 1 < t.length && t.bytes[at] == 'Q' && t.bytes[at + 1] >= '1' &&
        t.bytes[at + 1] <= '4' && !text_digits_at(t, at + 1, 2)) {
        spot->quarter = t.bytes[at + 1] - '0';
        spot->to = at + 2;
    } else {
        at = spot->from;
        while (at > 0 && strchr(" _-", t.bytes[at - 1]) != NULL)
            at--;
        if (at < 2 || t.bytes[at - 2] != 'Q' || t.bytes[at - 1] < '1' ||
            t.bytes[at - 1] > '4' || (at > 2 && is_letter(t.bytes[at - 3])))
            return;
        spot->quarter = t.bytes[at - 1] - '0';
        spot->from = at - 2;
    }
    spot->kind = SPOT_QUARTER;
    spot->financial = split;
}

/* --- Spots --- */

/* "31/03/2023" */
static bool numeric_day_at(struct text t, size_t at, struct spot *spot)
{
    const size_t day = text_digits_at(t, at, 2) ? 2 : 1;
    const size_t second = at + day + 1;
    const size_t month = text_digits_at(t, second, 2) ? 2 : 1;
    const size_t third = second + month + 1;
    if (!text_digits_at(t, second, 1) || !text_digits_at(t, third, 4) ||
        text_digits_at(t, third, 5) ||
        (t.bytes[at + day] != '/' && t.bytes[at + day] != '.') ||
        t.bytes[third - 1] != t.bytes[at + day])
        return false;
    *spot = (struct spot){ .kind = SPOT_DAY,
                           .from = at,
                           .to = third + 4,
                           .year_at = third,
                           .year = text_number_at(t, third, 4),
                           .month = text_number_at(t, second, month),
                           .day = text_number_at(t, at, day) };
    return true;
}

/* "2023-03-31" */
static bool is_iso_day(struct text t, size_t at)
{
    return text_digits_at(t, at, 4) && text_digits_at(t, at + 5, 2) &&
           text_digits_at(t, at + 8, 2) && !text_digits_at(t, at + 8, 3) &&
           t.bytes[at + 4] == t.bytes[at + 7] && is_divider(t.bytes[at + 4]);
}

/* "Apr-23" */
static bool short_month_at(struct text t, size_t at, struct spot *spot)
{
    const struct text word = word_before(t, at);
    const int month = month_of(word);
    if (month == 0 || at == 0 || strchr("-'", t.bytes[at - 1]) == NULL ||
        word.bytes + word.length != t.bytes + at - 1 || !text_digits_at(t, at, 2) ||
        text_digits_at(t, at, 3))
        return false;
    *spot = (struct spot){ .kind = SPOT_MONTH,
                           .from = (size_t)(word.bytes - t.bytes),
                           .to = at + 2,
                           .year_at = at,
                           .year = 2000 + text_number_at(t, at, 2),
                           .month = month };
    return true;
}

static bool spot_at(struct text t, size_t at, bool short_years, struct spot *spot)
{
    size_t length;
    if (is_iso_day(t, at)) {
        *spot = (struct spot){ .kind = SPOT_DAY,
                               .from = at,
                               .to = at + 10,
                               .year_at = at,
                               .year = text_number_at(t, at, 4),
                               .month = text_number_at(t, at + 5, 2),
                               .day = text_number_at(t, at + 8, 2) };
        return period_title_is_year(spot->year);
    }
    int year = split_year_at(t, at, &length);
    if (year == 0 && short_years)
        year = short_year_at(t, at, &length);
    *spot = (struct spot){ .kind = SPOT_SPLIT, .from = at, .year_at = at, .year = year };
    spot->to = at + length;
    if (period_title_is_year(year)) {
        look_for_quarter(t, spot);
        return true;
    }
    if (short_month_at(t, at, spot))
        return true;
    if (numeric_day_at(t, at, spot))
        return period_title_is_year(spot->year);
    if (!text_digits_at(t, at, 4) || text_digits_at(t, at, 5) ||
        !period_title_is_year(text_number_at(t, at, 4)))
        return false;
    *spot = (struct spot){ .kind = SPOT_YEAR,
                           .from = at,
                           .to = at + 4,
                           .year_at = at,
                           .year = text_number_at(t, at, 4) };
    look_before(t, spot);
    if (spot->kind == SPOT_YEAR && !spot->ending)
        look_for_quarter(t, spot);
    return true;
}

static size_t find_spots(struct text t, bool short_years, struct spot spots[MOST_SPOTS])
{
    size_t count = 0;
    for (size_t at = 0; at < t.length && count < MOST_SPOTS; at++) {
        struct spot spot;
        if (!text_digits_at(t, at, 1) || (at > 0 && text_digits_at(t, at - 1, 1)) ||
            !spot_at(t, at, short_years, &spot))
            continue;
        /* In the name of a file a day is that on which somebody saved it. */
        if (!is_of_publication(t, spot.from) && !(short_years && spot.kind == SPOT_DAY))
            spots[count++] = spot;
        at = spot.to - 1;
    }
    return count;
}

/* --- What they mean --- */

static bool means(const struct spot *spot, struct period *period)
{
    char plain[PLAIN_SIZE];
    switch (spot->kind) {
    case SPOT_SPLIT:
        snprintf(plain, sizeof plain, "%04d/%02d", spot->year, (spot->year + 1) % 100);
        break;
    case SPOT_QUARTER:
        snprintf(plain, sizeof plain, "%04d-Q%d",
                 spot->year + (spot->financial && spot->quarter == 4),
                 spot->financial ? spot->quarter % 4 + 1 : spot->quarter);
        break;
    case SPOT_DAY:
        snprintf(plain, sizeof plain, "%04d-%02d-%02d", spot->year, spot->month,
                 spot->day);
        break;
    case SPOT_MONTH:
        snprintf(plain, sizeof plain, "%04d-%02d", spot->year, spot->month);
        break;
    case SPOT_YEAR:
        snprintf(plain, sizeof plain, "%04d", spot->year);
        break;
    }
    return period_parse(text_of(plain), period);
}

/* From one month to another: "April 2022 to March 2023" is the year that ends in the
 * second, and so is one from August or September on. */
static bool join_year(const struct spot *first, struct spot *last)
{
    if (first->month == 0 || last->month == 0 || first->kind == SPOT_SPLIT ||
        last->kind == SPOT_SPLIT)
        return false;
    const bool whole = (last->month % 12) + 1 == first->month &&
                       last->year - first->year == (first->month > 1);
    const bool known =
        first->month == 1 || first->month == 4 || first->month == 8 || first->month == 9;
    if (!whole || !known)
        return false;
    last->kind = first->month == 1 ? SPOT_YEAR : SPOT_SPLIT;
    last->year -= first->month > 1;
    last->from = last->year_at;
    last->ending = true;
    return true;
}

/* "April to June 2023" says three months by one year; no month of them is meant. */
static bool ends_a_span(struct text t, const struct spot *spot)
{
    static const char *const to[] = { "to", "-", "\u2013", "and", NULL };
    if (spot->kind != SPOT_MONTH && spot->kind != SPOT_DAY)
        return false;
    for (size_t i = 0; to[i] != NULL; i++)
        if (ends_with(t, spot->from, to[i])) {
            const struct text before = text_trim(text_slice(t, 0, spot->from));
            return month_of(word_before(t, before.length - strlen(to[i]))) > 0;
        }
    return false;
}

static bool is_split(const struct spot *spot)
{
    return spot->kind == SPOT_SPLIT || spot->financial;
}

/* The spot with which all others agree, or the year that they share; NULL. Split years
 * say more of what is measured than dates beside them. */
static const struct spot *agreed(struct spot *spots, size_t count)
{
    struct spot *chosen = NULL;
    struct period one = { 0 }, other;
    bool splits = false, same_period = true, same_year = true;
    for (size_t i = 0; i < count; i++)
        splits = splits || is_split(&spots[i]);
    for (size_t i = 0; i < count; i++) {
        if (is_split(&spots[i]) != splits || !means(&spots[i], &other))
            continue;
        if (chosen == NULL) {
            chosen = &spots[i];
            one = other;
        }
        same_period = same_period && period_compare(one, other) == 0;
        same_year = same_year && spots[i].year == chosen->year;
    }
    if (same_period || chosen == NULL)
        return chosen;
    if (splits || !same_year)
        return NULL;
    *chosen = (struct spot){ .kind = SPOT_YEAR,
                             .from = chosen->year_at,
                             .to = chosen->year_at + 4,
                             .year_at = chosen->year_at,
                             .year = chosen->year };
    return chosen;
}

/* Which spelling reads the period where it stands. */
static void find_spelling(struct period_title *title, bool ending)
{
    static const enum period_spelling tried[] = {
        PERIOD_SPELT_DEFAULT,   PERIOD_SPELT_SPLIT,         PERIOD_SPELT_DIGITS,
        PERIOD_SPELT_QUARTER,   PERIOD_SPELT_SPLIT_QUARTER, PERIOD_SPELT_MONTH_NAME,
        PERIOD_SPELT_DAY_FIRST, PERIOD_SPELT_DAY_NAME,      PERIOD_SPELT_SHORT_SPLIT
    };
    const struct text part = text_slice(title->text, title->from, title->to);
    struct period period;
    title->spelt = true;
    if (ending && period_kind(title->means) == PERIOD_SPLIT_YEAR) {
        title->spelling = PERIOD_SPELT_YEAR_ENDING;
        return;
    }
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
        if (period_parse_spelt(tried[i], part, &period) &&
            period_compare(period, title->means) == 0) {
            title->spelling = tried[i];
            return;
        }
    title->spelling = PERIOD_SPELT_DEFAULT;
    title->spelt = false;
}

bool period_title_read(struct text text, bool short_years, struct period_title *title)
{
    struct spot spots[MOST_SPOTS];
    size_t count = find_spots(text, short_years, spots);
    if (count == 2 && join_year(&spots[0], &spots[1])) {
        spots[0] = spots[1];
        count = 1;
    }
    for (size_t i = 0; i < count; i++)
        if (ends_a_span(text, &spots[i]) ||
            (spots[i].kind == SPOT_SPLIT && spots[i].ending && spots[i].month != 0 &&
             spots[i].month != 3 && spots[i].month != 7 && spots[i].month != 8))
            return false;
    const struct spot *spot = agreed(spots, count);
    *title = (struct period_title){ .text = text };
    if (spot == NULL || !means(spot, &title->means))
        return false;
    title->from = spot->from;
    title->to = spot->to;
    title->is_day = spot->kind == SPOT_DAY;
    title->is_year = spot->kind == SPOT_YEAR && !spot->ending;
    find_spelling(title, spot->ending);
    return true;
}

/* --- What is around it --- */

static bool has_letter_and_no_digit(struct text t)
{
    bool letter = false;
    for (size_t i = 0; i < t.length; i++) {
        if (text_digits_at(t, i, 1))
            return false;
        letter = letter || is_letter(t.bytes[i]);
    }
    return letter;
}

/* Whether a recipe with these edges would read exactly the period. */
static bool cuts(const struct period_title *title, struct text after, struct text before)
{
    const struct recipe_text edges = { .after = after, .before = before };
    struct text part;
    return recipe_text_cut(&edges, title->text, &part) &&
           part.bytes == title->text.bytes + title->from &&
           part.length == title->to - title->from;
}

void period_title_edges(const struct period_title *title, struct arena *arena,
                        struct text *after, struct text *before)
{
    const struct text front = text_slice(title->text, 0, title->from);
    const struct text back = text_slice(title->text, title->to, title->text.length);
    const bool open = text_trim(back).length == 0;
    *before = open ? text_of("") : back;
    *after = front;
    for (size_t at = front.length; at-- > 0;) {
        const struct text tail = text_slice(front, at, front.length);
        const bool begins =
            is_letter(front.bytes[at]) && (at == 0 || !is_letter(front.bytes[at - 1]));
        if (begins && has_letter_and_no_digit(tail) && cuts(title, tail, *before)) {
            *after = tail;
            break;
        }
    }
    for (size_t length = 1; !open && length < back.length; length++) {
        const struct text head = text_slice(back, 0, length);
        if (cuts(title, *after, head)) {
            *before = head;
            break;
        }
    }
    *after = arena_keep(arena, *after);
    *before = arena_keep(arena, *before);
}
