/* Values made comparable. */
#include "step/normalise.h"

#include <stdlib.h>

#include "base/counted.h"
#include "council/limits.h"
#include "step/normalise_run.h"

void normalise_columns(const struct normalise_options *options,
                       const char *columns[NORMALISE_COLUMNS])
{
    size_t count = 0;
    if (options->limits.wider) {
        columns[count++] = limits_wider_columns[0];
        columns[count++] = limits_wider_columns[1];
    }
    if (options->small_numbers) {
        columns[count++] = "value_low";
        columns[count++] = "value_high";
        columns[count++] = "small_number";
    }
    if (options->rebuild)
        columns[count++] = "published";
    if (options->deflator != NULL)
        columns[count++] = "real_factor";
    if (options->score != SCORE_NONE)
        columns[count++] = "score";
    columns[count] = NULL;
}

static void note_counts(const struct normalising *n)
{
    struct messages *messages = n->table->reading.messages;
    if (n->disagreeing > NORMALISE_MOST_SAID)
        messages_note(
            messages,
            "%s in all differ from their parts; if these should give them, look at "
            "'per' in the metric's definition",
            counted(n->disagreeing, "published value").text);
    if (n->impossible > NORMALISE_MOST_SAID)
        messages_note(messages, "%s in all are not proportions",
                      counted(n->impossible, "published value").text);
    if (n->filled > 0)
        messages_note(messages, "%s filled from %s parts",
                      counted(n->filled, "empty value").text,
                      counted_word(n->filled, "its", "their"));
    if (n->at_minimum > 0)
        messages_note(messages, "%s came out below %s metric's minimum and %s set to it",
                      counted(n->at_minimum, "value").text,
                      counted_word(n->at_minimum, "its", "their"),
                      counted_word(n->at_minimum, "was", "were"));
    if (n->deflated > 0)
        messages_note(messages, "%s of money put into other prices",
                      counted(n->deflated, "row").text);
    if (n->unpriced > 0)
        messages_note(messages,
                      "%s of money before or after the deflator's periods; now x",
                      counted(n->unpriced, "row").text);
    if (n->without_denominator > 0)
        messages_note(
            messages, "%s %s", counted(n->without_denominator, "row").text,
            counted_word(n->without_denominator,
                         "has no denominator above 0 and keeps the value it has",
                         "have no denominator above 0 and keep the value they "
                         "have"));
}

enum step_outcome normalise_run(struct observation_table *table,
                                const struct normalise_options *options,
                                struct csv_writer *writer, struct step_account *account)
{
    const size_t longest = areas_count(table->reading.areas) + 1;
    const uint64_t refused = table->reading.refusals->count;
    struct normalising n = {
        .table = table,
        .options = options,
        .changes = memory_take(table->count, sizeof *n.changes),
        .groups = memory_take(longest, sizeof *n.groups),
        .oriented = memory_take(longest, sizeof *n.oriented),
    };
    memset(n.changes, 0, table->count * sizeof *n.changes);
    bool going_on = true;
    for (size_t i = 0; i < table->count && going_on; i++) {
        normalise_rebuild(&n, &table->rows[i]);
        normalise_deflate(&n, &table->rows[i]);
        going_on = !table->reading.strict || table->reading.refusals->count == refused;
    }
    if (going_on) {
        note_counts(&n);
        normalise_score(&n);
        normalise_write(&n, writer, account);
        limits_note(&n.limits, &options->limits, table->reading.messages);
    }
    csv_cells_release(&n.cells);
    free(n.changes);
    free(n.groups);
    free(n.oriented);
    return going_on ? STEP_DONE : STEP_BROKEN;
}
