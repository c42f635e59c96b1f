/* What a published cell says by a recipe's rules. */
#include "council/recipe.h"

#include "base/number.h"
#include "council/value.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes the separators out of "1,234,567.8": one to three digits, then groups of three,
 * then whatever else. False where they stand anywhere else, as in "1,2345" or "12,34". */
static bool join_thousands(struct text t, char separator, char *joined,
                           struct text *number)
{
    size_t i = 0, length = 0, run = 0, groups = 0;
    if (i < t.length && (t.bytes[i] == '-' || t.bytes[i] == '+'))
        joined[length++] = t.bytes[i++];
    for (; i < t.length && (is_digit(t.bytes[i]) || t.bytes[i] == separator); i++) {
        if (t.bytes[i] == separator) {
            if (run == 0 || run > 3 || (groups > 0 && run != 3))
                return false;
            groups++;
            run = 0;
        } else {
            joined[length++] = t.bytes[i];
            run++;
        }
    }
    if (groups > 0 && run != 3)
        return false;
    for (; i < t.length; i++)
        joined[length++] = t.bytes[i];
    *number = (struct text){ joined, length };
    return true;
}

static bool read_number(const struct recipe *recipe, struct text t, char *scratch,
                        struct text *number)
{
    double ignored;
    if (recipe->percent && t.length > 0 && t.bytes[t.length - 1] == '%')
        t = text_trim(text_slice(t, 0, t.length - 1));
    *number = t;
    if (number_parse(t, &ignored))
        return true;
    return recipe->thousands != '\0' &&
           join_thousands(t, recipe->thousands, scratch, number) &&
           number_parse(*number, &ignored);
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
    if (cell.length == 0)
        return CELL_MISSING;
    if (!read_number(recipe, cell, scratch, number))
        return CELL_UNKNOWN;
    return (*markers & MARKERS_INSTEAD) != 0 ? CELL_UNKNOWN : CELL_NUMBER;
}
