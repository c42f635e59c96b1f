/* Names of columns, groups and sheets that differ from one edition of a file to the next.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/pattern.h"
#include "council/recipe.h"

static const struct text first_year = { "{first-year}", 12 };
static const struct text last_year = { "{last-year}", 11 };

struct recipe_years recipe_years_of(struct period period)
{
    char spelt[PERIOD_SIZE];
    const int year = atoi(period_format(period, spelt));
    return (struct recipe_years){ true, year,
                                  year + (period_kind(period) == PERIOD_SPLIT_YEAR) };
}

static const char *find(struct text t, struct text part)
{
    return t.length == 0 ? NULL : memmem(t.bytes, t.length, part.bytes, part.length);
}

bool recipe_names_have_years(const struct recipe_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        if (find(names->texts[i], first_year) != NULL ||
            find(names->texts[i], last_year) != NULL)
            return true;
    return false;
}

/* The year that a word in braces at the beginning of `t` stands for, as a pattern has it;
 * *length becomes that of the word. NULL where there is none. */
static const char *year_at(struct text t, struct recipe_years years, size_t *length,
                           char digits[16])
{
    const bool first = text_starts_with(t, first_year);
    if (!first && !text_starts_with(t, last_year))
        return NULL;
    *length = first ? first_year.length : last_year.length;
    if (!years.known)
        return "{year}";
    snprintf(digits, 16, "%04d", first ? years.first : years.last);
    return digits;
}

struct text recipe_name_of(struct text name, struct recipe_years years,
                           struct arena *arena)
{
    char digits[16];
    size_t used = 0, length = 0;
    char *bytes = arena_take_bytes(arena, name.length + 1);
    for (size_t i = 0; i < name.length; i += length) {
        const char *year =
            year_at(text_slice(name, i, name.length), years, &length, digits);
        if (year == NULL) {
            length = 1;
            bytes[used++] = name.bytes[i];
            continue;
        }
        memcpy(bytes + used, year, strlen(year));
        used += strlen(year);
    }
    return (struct text){ bytes, used };
}

static bool is_such(struct text wanted, struct text name, bool beginning,
                    struct recipe_years years)
{
    struct arena arena;
    if (memchr(wanted.bytes, '{', wanted.length) == NULL)
        return beginning ? text_starts_with(name, wanted) : text_equal(name, wanted);
    arena_init(&arena);
    const struct text pattern = recipe_name_of(wanted, years, &arena);
    const bool such =
        beginning ? pattern_begins(pattern, name) : pattern_holds(pattern, name);
    arena_release(&arena);
    return such;
}

bool recipe_names_have(const struct recipe_names *names, struct text name, bool beginning,
                       struct recipe_years years)
{
    for (size_t i = 0; i < names->count; i++)
        if (is_such(names->texts[i], name, beginning, years))
            return true;
    return false;
}

bool recipe_column_is_named(const struct recipe_column *column, struct text name,
                            struct recipe_years years)
{
    return recipe_names_have(&column->names, name, false, years) ||
           recipe_names_have(&column->beginnings, name, true, years);
}

struct text recipe_column_name(const struct recipe_column *column)
{
    return column->names.count > 0        ? column->names.texts[0]
           : column->beginnings.count > 0 ? column->beginnings.texts[0]
                                          : text_of("");
}
