/* What a published cell says by a recipe's rules. */
#include "council/recipe.h"

#include <stdio.h>

#include "council/value.h"

static bool ends_with(struct text t, struct text end)
{
    return t.length >= end.length &&
           text_equal(text_slice(t, t.length - end.length, t.length), end);
}

static const char *find(struct text t, struct text part)
{
    return t.length == 0 ? NULL : memmem(t.bytes, t.length, part.bytes, part.length);
}

static bool test_asks_for(const struct recipe_test *test, struct text cell,
                          struct text wanted)
{
    switch (test->question) {
    case RECIPE_STARTS_WITH:
        return text_starts_with(cell, wanted);
    case RECIPE_ENDS_WITH:
        return ends_with(cell, wanted);
    case RECIPE_CONTAINS:
        return find(cell, wanted) != NULL;
    case RECIPE_IS:
    case RECIPE_IS_NOT:
    case RECIPE_EMPTY:
        break;
    }
    return text_equal(cell, wanted);
}

bool recipe_test_holds(const struct recipe_test *test, struct text cell)
{
    cell = text_trim(cell);
    if (test->question == RECIPE_EMPTY)
        return cell.length == 0;
    for (size_t i = 0; i < test->text_count; i++)
        if (test_asks_for(test, cell, test->texts[i]))
            return test->question != RECIPE_IS_NOT;
    return test->question == RECIPE_IS_NOT;
}

bool recipe_text_cut(const struct recipe_text *text, struct text whole, struct text *part)
{
    if (text->after.length > 0) {
        const char *found = find(whole, text->after);
        if (found == NULL)
            return false;
        whole = text_slice(whole, (size_t)(found - whole.bytes) + text->after.length,
                           whole.length);
    }
    if (text->before.length > 0) {
        const char *found = find(whole, text->before);
        if (found != NULL)
            whole = text_slice(whole, 0, (size_t)(found - whole.bytes));
    }
    *part = text_trim(whole);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes the separators out of "1,234,567.8": one to three digits, then groups of three,
 * then whatever else. False where they stand anywhere else, as in "1,2345" or "12,34".
 * Appends to *length bytes of `joined`. */
static bool join_thousands(struct text t, struct text separator, char *joined,
                           size_t *length)
{
    size_t i = 0, run = 0, groups = 0;
    while (i < t.length) {
        if (is_digit(t.bytes[i])) {
            joined[(*length)++] = t.bytes[i++];
            run++;
        } else if (separator.length > 0 &&
                   text_starts_with(text_slice(t, i, t.length), separator)) {
            if (run == 0 || run > 3 || (groups > 0 && run != 3))
                return false;
            groups++;
            run = 0;
            i += separator.length;
        } else {
            break;
        }
    }
    if (groups > 0 && run != 3)
        return false;
    for (; i < t.length; i++)
        joined[(*length)++] = t.bytes[i];
    return true;
}

/* Takes `prefix` off the front of *t, and white space behind it. */
static bool take_prefix(struct text *t, struct text prefix)
{
    if (prefix.length == 0 || !text_starts_with(*t, prefix))
        return false;
    *t = text_trim(text_slice(*t, prefix.length, t->length));
    return true;
}

enum sign { SIGN_NONE, SIGN_PLUS, SIGN_MINUS };

static enum sign take_sign(const struct recipe_numbers *numbers, struct text *t)
{
    if (take_prefix(t, text_of("-")))
        return SIGN_MINUS;
    for (size_t i = 0; i < numbers->minus_count; i++)
        if (take_prefix(t, numbers->minus[i]))
            return SIGN_MINUS;
    return take_prefix(t, text_of("+")) ? SIGN_PLUS : SIGN_NONE;
}

static bool take_brackets(const struct recipe_numbers *numbers, struct text *t)
{
    if (!numbers->brackets || t->length < 2 || t->bytes[0] != '(' ||
        t->bytes[t->length - 1] != ')')
        return false;
    *t = text_trim(text_slice(*t, 1, t->length - 1));
    return true;
}

/* Spells `t` as a plain decimal in `scratch`: signs first, then separators. The sign may
 * stand on either side of the currency. */
static bool spell_plainly(const struct recipe_numbers *numbers, struct text t,
                          char *scratch, struct text *number)
{
    double ignored;
    size_t length = 0;
    const bool bracketed = take_brackets(numbers, &t);
    enum sign sign = take_sign(numbers, &t);
    if (take_prefix(&t, numbers->currency) && sign == SIGN_NONE)
        sign = take_sign(numbers, &t);
    if (bracketed && sign != SIGN_NONE)
        return false;
    if (numbers->percent && t.length > 0 && t.bytes[t.length - 1] == '%')
        t = text_trim(text_slice(t, 0, t.length - 1));
    if (bracketed || sign == SIGN_MINUS)
        scratch[length++] = '-';
    if (t.length == 0 || (!is_digit(t.bytes[0]) && t.bytes[0] != '.') ||
        !join_thousands(t, numbers->thousands, scratch, &length))
        return false;
    *number = (struct text){ scratch, length };
    return number_parse(*number, &ignored);
}

/* Noise of binary arithmetic, 36.699999999999996, is cut off where the recipe says so. */
static void keep_digits(size_t digits, char *scratch, struct text *number)
{
    double value = 0;
    char rounded[NUMBER_SIZE];
    number_parse(*number, &value);
    snprintf(rounded, sizeof rounded, "%.*e", (int)digits - 1, value);
    number_parse(text_of(rounded), &value);
    *number = (struct text){ scratch, number_format(value, scratch) };
}

static bool read_number(const struct recipe *recipe, struct text t, char *scratch,
                        struct text *number)
{
    double value;
    *number = t;
    if (!number_parse(t, &value) && !spell_plainly(&recipe->numbers, t, scratch, number))
        return false;
    if (recipe->numbers.digits > 0)
        keep_digits(recipe->numbers.digits, scratch, number);
    return true;
}

/* The number of the longest mark that *cell ends with, or TEXT_MAP_ABSENT. */
static uint32_t longest_mark(const struct recipe *recipe, struct text cell)
{
    const struct text *marks = recipe->marks.keys;
    uint32_t longest = TEXT_MAP_ABSENT;
    for (uint32_t i = 0; i < recipe->marks.count; i++)
        if (ends_with(cell, marks[i]) &&
            (longest == TEXT_MAP_ABSENT || marks[i].length > marks[longest].length))
            longest = i;
    return longest;
}

/* Takes marks off the end of *cell. */
static void take_marks(const struct recipe *recipe, struct text *cell, unsigned *markers)
{
    for (uint32_t mark; (mark = longest_mark(recipe, *cell)) != TEXT_MAP_ABSENT;) {
        *markers |= recipe->mark_means[mark];
        *cell = text_trim(
            text_slice(*cell, 0, cell->length - recipe->marks.keys[mark].length));
    }
}

enum cell_outcome recipe_read_cell(const struct recipe *recipe, struct text cell,
                                   char *scratch, struct text *number, unsigned *markers)
{
    cell = text_trim(cell);
    *markers = 0;
    *number = text_of("");
    const uint32_t marker = recipe->markers.count == 0
                                ? TEXT_MAP_ABSENT
                                : text_map_find(&recipe->markers, cell);
    if (marker != TEXT_MAP_ABSENT) {
        *markers = recipe->marker_of[marker];
        return CELL_MISSING;
    }
    if (recipe->shorthand && !markers_parse_shorthand(cell, &cell, markers))
        return CELL_UNKNOWN;
    take_marks(recipe, &cell, markers);
    if (cell.length == 0)
        return CELL_MISSING;
    if (!read_number(recipe, cell, scratch, number))
        return CELL_UNKNOWN;
    return (*markers & MARKERS_INSTEAD) != 0 ? CELL_UNKNOWN : CELL_NUMBER;
}
