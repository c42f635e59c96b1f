/* What oflog-compare and oflog-rank wrote beside a row. */
#include "council/comparison.h"

#include "base/number.h"
#include "base/suggest.h"

static const char *const column_words[COMPARISON_COLUMN_COUNT] = {
    [COMPARISON_GROUP] = "group",     [COMPARISON_N] = "n",
    [COMPARISON_MISSING] = "missing", [COMPARISON_Q1] = "q1",
    [COMPARISON_MEDIAN] = "median",   [COMPARISON_Q3] = "q3",
    [COMPARISON_MADS] = "mads",       [COMPARISON_VERDICT] = "verdict",
    [COMPARISON_RANK] = "rank",       [COMPARISON_RANKED] = "ranked"
};
static const char *const verdict_words[] = { "",       "better", "similar", "worse",
                                             "higher", "lower",  NULL };

/* The prefix of a comparison that the table does have: what stands before "_verdict". */
static struct text other_prefix(const struct observation_table *table)
{
    const struct text ending = text_of("_verdict");
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct text name = table->columns.names[i];
        if (name.length > ending.length &&
            text_equal(text_slice(name, name.length - ending.length, name.length),
                       ending))
            return text_slice(name, 0, name.length - ending.length);
    }
    return text_of("");
}

static void say_missing(const struct observation_table *table, struct text name)
{
    const struct text other = other_prefix(table);
    struct suggestions near;
    char hint[SUGGEST_SIZE];
    suggest_init(&near, name);
    for (size_t i = 0; i < table->columns.count; i++)
        suggest_offer(&near, table->columns.names[i]);
    messages_say(table->reading.messages, (struct place){ table->files[0], 0, 0 },
                 "there is no column '%.*s', which oflog-compare adds%s%.*s%s",
                 TEXT_ARGS(name),
                 other.length > 0 ? "; the table has a comparison for --against=" : "",
                 TEXT_ARGS(other), suggest_format(&near, hint));
}

bool comparison_find(const struct observation_table *table, const char *prefix,
                     struct comparison_columns *columns)
{
    struct arena arena;
    arena_init(&arena);
    bool fine = true;
    for (size_t i = 0; i < COMPARISON_COLUMN_COUNT && fine; i++) {
        const bool of_rank = i >= COMPARISON_RANK;
        const struct text name =
            of_rank ? text_of(column_words[i])
                    : arena_print(&arena, "%s_%s", prefix, column_words[i]);
        columns->places[i] = csv_columns_find(&table->columns, name);
        fine = of_rank || columns->places[i] != CSV_COLUMN_ABSENT;
        if (!fine)
            say_missing(table, name);
    }
    arena_release(&arena);
    return fine;
}

static bool read_verdict(struct text cell, enum verdict *verdict)
{
    for (size_t i = 0; verdict_words[i] != NULL; i++) {
        if (!text_is(cell, verdict_words[i]))
            continue;
        *verdict = (enum verdict)i;
        return true;
    }
    return false;
}

size_t comparison_read(const struct comparison_columns *columns,
                       const struct csv_cells *cells, struct comparison *comparison)
{
    *comparison = (struct comparison){ 0 };
    for (size_t i = 0; i < COMPARISON_COLUMN_COUNT; i++) {
        const size_t place = columns->places[i];
        if (place == CSV_COLUMN_ABSENT)
            continue;
        const struct text cell = cells->cells[place];
        comparison->cells[i] = cell;
        bool fine = true;
        if (i == COMPARISON_VERDICT)
            fine = read_verdict(cell, &comparison->verdict);
        else if (i != COMPARISON_GROUP && cell.length > 0)
            fine = comparison->has[i] = number_parse(cell, &comparison->numbers[i]);
        if (!fine)
            return place;
    }
    return CSV_COLUMN_ABSENT;
}
