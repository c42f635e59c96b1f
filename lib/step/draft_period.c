/* Where an unknown table says which period its figures are of: in a column, in the heads
 * of columns, in a title, or in the name of its sheet or file. */
#include "base/utf8.h"
#include "step/draft_facts.h"

/* The better the earlier: a date may be that of the release. */
static const char *const period_words[] = { "period", "year",   "quarter",
                                            "month",  "ending", "fy",
                                            "time",   "date",   NULL };

/* --- A column --- */

static uint64_t period_cells(const struct draft_column *cells)
{
    return cells->filled - cells->periods[PERIOD_FORM_NONE];
}

bool draft_is_period(const struct draft_head *head, bool series)
{
    const struct draft_column *cells = &head->cells;
    const uint64_t years =
        cells->periods[PERIOD_FORM_YEAR] + cells->periods[PERIOD_FORM_ACADEMIC];
    if (series && period_cells(cells) * 2 > cells->filled)
        return true;
    if (cells->filled == 0 || period_cells(cells) * 10 < cells->filled * 9 ||
        cells->empty * 10 > cells->filled || cells->texts.others > 0)
        return false;
    return years * 2 < cells->filled || draft_has_any(head->name, period_words) ||
           draft_contains(head->name, "year") || draft_contains(head->name, "period");
}

/* Most different forms lose to one that names its kind. */
static enum draft_period period_form(const struct draft_column *cells)
{
    enum draft_period form = PERIOD_FORM_YEAR;
    for (enum draft_period i = PERIOD_FORM_DEFAULT; i < PERIOD_FORM_SPAN; i++)
        if (cells->periods[i] > cells->periods[form])
            form = i;
    /* A file may write 2018-19 and 2019/20: split reads both. */
    return form == PERIOD_FORM_DEFAULT && cells->periods[PERIOD_FORM_SPLIT] > 0
               ? PERIOD_FORM_SPLIT
               : form;
}

/* The place among period_words of the first that the head has. */
static size_t period_rank(const struct draft_head *head)
{
    size_t rank = 0;
    while (period_words[rank] != NULL && !draft_has_word(head->name, period_words[rank]))
        rank++;
    return rank;
}

static void find_period(struct draft *draft)
{
    for (size_t i = 0; i < draft->head_count; i++) {
        const struct draft_head *head = &draft->heads[i];
        if (head->role != ROLE_PERIOD)
            continue;
        if (draft->period == 0 ||
            period_rank(head) < period_rank(draft_head(draft, draft->period)))
            draft->period = i + 1;
    }
    if (draft->period == 0)
        return;
    const struct draft_head *head = draft_head(draft, draft->period);
    draft->period_form = period_form(&head->cells);
    draft->period_ends =
        draft->period_form == PERIOD_FORM_YEAR && draft_contains(head->name, "ending");
}

/* --- A title or a name --- */

/* Prose speaks of many times, and seldom of that of the figures. */
enum { LONGEST_TITLE = 200, FULL = 12 };

static struct text title_cell(struct draft *draft, size_t row, size_t cell)
{
    return utf8_fold(draft_sample_cell(&draft->sample, row, cell), &draft->arena);
}

static bool is_split(const struct period_title *title)
{
    return period_kind(title->means) == PERIOD_SPLIT_YEAR;
}

/* Takes what a cell says. What others say that differs is remembered: split years say
 * more of what is measured than dates, and of those that are alike neither is meant. */
static void take_title(struct draft *draft, size_t row, size_t cell)
{
    struct draft_place *place = &draft->place;
    struct period_title title;
    const struct text text = title_cell(draft, row, cell);
    if (text.length > LONGEST_TITLE || !period_title_read(text, false, &title))
        return;
    const bool found = place->where != WHERE_NOWHERE;
    if (found && period_compare(place->title.means, title.means) == 0)
        return;
    const bool better = !found || (is_split(&title) && !is_split(&place->title));
    if (found && is_split(&title) == is_split(&place->title))
        place->disputed = true;
    const struct text other = better && found ? place->title.text
                              : found         ? text
                                              : place->other;
    if (better)
        *place = (struct draft_place){ WHERE_CELL, row + 1, cell + 1, title,
                                       other,      false,   false };
    else if (place->other.length == 0)
        place->other = other;
}

static void look_in_titles(struct draft *draft)
{
    for (size_t r = 0; r + draft->layout.header_lines < draft->layout.header; r++)
        for (size_t c = 0; c < draft->sample.rows[r].count; c++)
            if (draft->sample.rows[r].filled < FULL)
                take_title(draft, r, c);
}

static void look_in_name(struct draft *draft, enum draft_where where, const char *name)
{
    struct period_title title;
    if (draft->place.where == WHERE_NOWHERE &&
        period_title_read(text_of(name), true, &title))
        draft->place = (struct draft_place){ where, 0, 0, title, { 0 }, false, false };
}

/* Whether the text says that something was so on the day, and not since or until it. */
static bool is_on_day(const struct period_title *title)
{
    const struct text before = text_trim(text_slice(title->text, 0, title->from));
    const struct text last = text_slice(before, before.length - 2, before.length);
    return title->is_day && before.length > 2 &&
           (draft_has_word(last, "on") || draft_has_word(last, "at"));
}

/* Where a title has but a year, and the heads of columns the one day of it on which
 * things were counted, that day is meant. */
static void look_for_day(struct draft *draft)
{
    struct draft_place *place = &draft->place;
    struct draft_place day = { 0 };
    if (place->where == WHERE_NOWHERE || !place->title.is_year)
        return;
    const int32_t from = period_first_day(place->title.means);
    const int32_t to = period_last_day(place->title.means, YEAR_CALENDAR);
    for (size_t r = 0; r < draft->layout.header; r++)
        for (size_t c = 0; c < draft->sample.rows[r].count; c++) {
            struct period_title title;
            const struct text text = title_cell(draft, r, c);
            if (!period_title_read(text, false, &title) || !is_on_day(&title))
                continue;
            if (period_first_day(title.means) < from ||
                period_first_day(title.means) > to ||
                (day.where != WHERE_NOWHERE &&
                 period_compare(day.title.means, title.means) != 0))
                return;
            if (day.where == WHERE_NOWHERE)
                day = (struct draft_place){ WHERE_CELL, r + 1, c + 1, title,
                                            { 0 },      false, false };
        }
    if (day.where != WHERE_NOWHERE)
        *place = day;
}

/* All heads that speak of a period must speak of the same. */
static void look_in_heads(struct draft *draft)
{
    if (draft->place.where != WHERE_NOWHERE)
        return;
    for (size_t r = 0; r < draft->layout.header; r++)
        for (size_t c = 0; c < draft->sample.rows[r].count; c++)
            take_title(draft, r, c);
    draft->place.disputed = draft->place.disputed || draft->place.other.length > 0;
}

/* A further table of a sheet is of the period of the first, unless its own title says
 * more than a year: its heads may speak of many days. */
static void take_first_place(struct draft *draft)
{
    const struct draft_place *first = &draft->first_place;
    const struct draft_place *own = &draft->place;
    const bool titled = own->where == WHERE_CELL && own->record == 1 && !own->disputed &&
                        !own->title.is_year;
    if (first->where == WHERE_NOWHERE || first->disputed || titled)
        return;
    draft->place = *first;
    draft->place.in_sheet = true;
}

static void find_place(struct draft *draft)
{
    const struct draft_request *request = draft->request;
    look_in_titles(draft);
    if (request->sheets != NULL)
        look_in_name(draft, WHERE_SHEET, request->sheets[draft->sheet]);
    look_in_name(draft, WHERE_FILE, request->file);
    look_in_heads(draft);
    look_for_day(draft);
    take_first_place(draft);
}

void draft_period_find(struct draft *draft)
{
    find_period(draft);
    if (draft->period == 0 && draft->layout.shape == SHAPE_AREAS_DOWN)
        draft_across_find(draft);
    if (draft->period == 0 && !draft->periods_across)
        find_place(draft);
}
