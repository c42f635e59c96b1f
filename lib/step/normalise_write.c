/* What comes out of a run of oflog-normalise. */
#include "step/normalise_run.h"

/* Numbers that stand in place of what the row's cells hold, by column. */
struct replaced {
    bool any;
    bool is[OBSERVATION_COLUMN_COUNT];
    bool is_text[OBSERVATION_COLUMN_COUNT]; /* texts[] then, and no number */
    double number[OBSERVATION_COLUMN_COUNT];
    const char *texts[OBSERVATION_COLUMN_COUNT];
    bool has_wider;
    struct interval wider;
};

static void replace(struct replaced *replaced, enum observation_column column,
                    double number)
{
    replaced->any = replaced->is[column] = true;
    replaced->number[column] = number;
}

static void replace_text(struct replaced *replaced, enum observation_column column,
                         const char *text)
{
    replaced->any = replaced->is[column] = replaced->is_text[column] = true;
    replaced->texts[column] = text;
}

static bool is_empty(const struct normalising *n, enum observation_column column)
{
    const size_t place = n->table->places[column];
    return place == CSV_COLUMN_ABSENT || n->cells.cells[place].length == 0;
}

static bool has_room_for_limits(const struct normalising *n)
{
    const size_t *places = n->table->places;
    return n->options->limits.columns ||
           (places[OBSERVATION_LOWER] != CSV_COLUMN_ABSENT &&
            places[OBSERVATION_UPPER] != CSV_COLUMN_ABSENT);
}

static void fill_limits(struct normalising *n, const struct observation *row,
                        struct replaced *replaced)
{
    const struct metric *metric = &n->table->reading.metrics->all[row->metric];
    const struct limits_options *options = &n->options->limits;
    double numerator, denominator;
    struct interval interval;
    if (!row->has_value || !has_room_for_limits(n) ||
        n->changes[row - n->table->rows].differs)
        return;
    if (!limits_are_for(metric, options)) {
        n->limits.not_for++;
        return;
    }
    observation_cells(row, &n->cells);
    if (!is_empty(n, OBSERVATION_LOWER) || !is_empty(n, OBSERVATION_UPPER) ||
        !normalise_read_parts(n, row, &numerator, &denominator))
        return;
    const enum interval_outcome outcome =
        limits_make(metric, options, numerator, denominator, &interval);
    if (outcome != INTERVAL_DONE) {
        n->limits.none[outcome]++;
        return;
    }
    n->limits.made++;
    replace(replaced, OBSERVATION_LOWER, interval.lower);
    replace(replaced, OBSERVATION_UPPER, interval.upper);
    struct limits_options wider = *options;
    wider.level = 0.998;
    replaced->has_wider =
        options->wider && limits_make(metric, &wider, numerator, denominator,
                                      &replaced->wider) == INTERVAL_DONE;
}

static void write_cells(struct normalising *n, const struct observation *row,
                        const struct replaced *replaced, struct csv_writer *writer)
{
    observation_cells(row, &n->cells);
    for (size_t i = 0; i < n->cells.count; i++) {
        size_t column = 0;
        while (column < OBSERVATION_COLUMN_COUNT &&
               !(replaced->is[column] && n->table->places[column] == i))
            column++;
        if (column == OBSERVATION_COLUMN_COUNT)
            csv_write_cell(writer, n->cells.cells[i]);
        else if (replaced->is_text[column])
            csv_write_cell(writer, text_of(replaced->texts[column]));
        else
            csv_write_number(writer, replaced->number[column]);
    }
}

/* Whether there is a factor. */
static bool replace_money(struct normalising *n, const struct observation *row,
                          const struct normalise_change *change,
                          struct replaced *replaced, double *factor)
{
    if (!normalise_is_deflated(n, row))
        return false;
    observation_cells(row, &n->cells);
    if (change->unpriced) {
        replace_text(replaced, OBSERVATION_VALUE, "");
        replace_text(replaced, OBSERVATION_MARKER, "x");
        for (int i = 0; i < NORMALISE_MONEY_COLUMNS; i++)
            replace_text(replaced, normalise_money_columns[i], "");
        return false;
    }
    normalise_factor(n, row, factor);
    for (int i = 0; i < NORMALISE_MONEY_COLUMNS; i++) {
        const enum observation_column column = normalise_money_columns[i];
        double cash;
        if (normalise_read_part(n, column, &cash))
            replace(replaced, column, cash * *factor);
    }
    return true;
}

/* Limits for which the table has no column yet. */
static const enum observation_column limit_columns[] = { OBSERVATION_LOWER,
                                                         OBSERVATION_UPPER };

static bool adds_limits(const struct normalising *n, enum observation_column column)
{
    return n->options->limits.columns && n->table->places[column] == CSV_COLUMN_ABSENT;
}

static void write_row(struct normalising *n, const struct observation *row,
                      const struct normalise_change *change, struct csv_writer *writer)
{
    struct replaced replaced = { 0 };
    double factor = 0;
    if (change->rebuilt)
        replace(&replaced, OBSERVATION_VALUE, row->value);
    fill_limits(n, row, &replaced);
    const bool is_real = replace_money(n, row, change, &replaced, &factor);
    if (replaced.any)
        write_cells(n, row, &replaced, writer);
    else
        observation_write(row, writer);
    for (int i = 0; i < 2; i++)
        if (adds_limits(n, limit_columns[i]))
            csv_write_known(writer, replaced.is[limit_columns[i]],
                            replaced.number[limit_columns[i]]);
    if (n->options->limits.wider) {
        csv_write_known(writer, replaced.has_wider, replaced.wider.lower);
        csv_write_known(writer, replaced.has_wider, replaced.wider.upper);
    }
    if (n->options->small_numbers)
        normalise_write_small(n, row, writer);
    if (n->options->rebuild)
        csv_write_cell(writer, change->rebuilt
                                   ? n->cells.cells[n->table->places[OBSERVATION_VALUE]]
                                   : text_of(""));
    if (n->options->deflator != NULL)
        csv_write_known(writer, is_real, factor);
    if (n->options->score != SCORE_NONE)
        csv_write_known(writer, change->scored, change->score);
    csv_write_end(writer);
}

static const char *column_name(const struct normalising *n,
                               enum observation_column column)
{
    const char *given = n->table->reading.names[column];
    return given != NULL ? given : observation_column_words[column];
}

static void write_header(const struct normalising *n, struct csv_writer *writer)
{
    const char *added[NORMALISE_COLUMNS + 2];
    size_t count = 0;
    for (int i = 0; i < 2; i++)
        if (adds_limits(n, limit_columns[i]))
            added[count++] = column_name(n, limit_columns[i]);
    for (const char *const *name = n->table->reading.added; *name != NULL; name++)
        added[count++] = *name;
    added[count] = NULL;
    observation_write_header(n->table, writer, added);
}

void normalise_write(struct normalising *n, struct csv_writer *writer,
                     struct step_account *account)
{
    write_header(n, writer);
    for (size_t i = 0; i < n->table->count; i++) {
        const struct observation *row = &n->table->rows[i];
        if (row->gone)
            continue;
        write_row(n, row, &n->changes[i], writer);
        account->written++;
    }
}
