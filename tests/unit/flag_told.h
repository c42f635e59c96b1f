/* Flags of a table made of texts, as lines of text. */
#ifndef OFLOG_TESTS_UNIT_FLAG_TOLD_H
#define OFLOG_TESTS_UNIT_FLAG_TOLD_H

#include "table_told.h"

#include "council/evidence.h"
#include "council/rule_file.h"
#include "step/flag.h"

/* "RULE KIND SEVERITY: EVIDENCE" a line, and " q=Q" where there is one, of each flag that
 * the rows raise by the rules in the file; then what was said. The caller frees it. */
static inline char *flags_told(const char *rules_file, const char *definitions,
                               const char *header, const char *rows)
{
    char *text = NULL, *told = NULL;
    size_t length;
    struct table_told t;
    struct rules rules;
    struct selection selection = { 0 };
    struct step_account account = { 0 };
    struct flag_count count = { 0 };
    struct csv_writer writer;
    assert_true(asprintf(&text, "%s\n%s", header, rows) > 0);
    table_told_open(&t, definitions, text);
    free(text);
    rules_init(&rules);
    assert_true(rules_read(&rules, rules_file, &t.messages));
    const struct flag_options options = { .rules = &rules, .against = "peer" };
    csv_writer_init(&writer, NULL);
    assert_int_equal(flag_run(&t.table, &selection, &options, &writer, &account, &count),
                     STEP_DONE);
    assert_int_equal(account.written + t.refusals.count, t.table.rows_read);

    FILE *stream = open_memstream(&told, &length);
    struct text all = csv_writer_take(&writer);
    struct csv_cells cells = { 0 };
    for (bool header_seen = false; all.length > 0; header_seen = true) {
        const size_t end =
            (size_t)((char *)memchr(all.bytes, '\n', all.length) - all.bytes);
        csv_split(&cells, text_slice(all, 0, end));
        assert_int_equal(cells.count, FLAG_COLUMN_COUNT);
        if (header_seen)
            fprintf(
                stream, "%.*s %.*s %.*s: %.*s%s%.*s\n", TEXT_ARGS(cells.cells[4]),
                TEXT_ARGS(cells.cells[5]), TEXT_ARGS(cells.cells[6]),
                TEXT_ARGS(cells.cells[9]),
                text_is_empty(cells.cells[10]) ? "" : " q=", TEXT_ARGS(cells.cells[10]));
        all = text_slice(all, end + 1, all.length);
    }
    fputs(table_told_said(&t), stream);
    fclose(stream);
    csv_cells_release(&cells);
    csv_writer_release(&writer);
    rules_release(&rules);
    table_told_close(&t);
    return told;
}

#endif
