/* The account that ends a run of oflog-ingest. */
#include "ingest_account.h"

static const char *plural(unsigned long long count)
{
    return count == 1 ? "" : "s";
}

static void note_rules(struct cli *cli, const struct recipe *recipe,
                       const struct ingest_account *account)
{
    for (size_t i = 0; i < recipe->rule_count; i++) {
        const unsigned long long rows = account->rows_left_out[i];
        if (rows > 0)
            messages_note(&cli->messages, "left out by rule '%.*s': %llu %s%s",
                          TEXT_ARGS(recipe->rules[i].name), rows,
                          recipe->rules[i].of_value ? "cell" : "row", plural(rows));
    }
    if (account->reported_jointly > 0)
        messages_note(
            &cli->messages,
            "%llu empty figures are x: another council reports for these councils",
            (unsigned long long)account->reported_jointly);
}

/* How areas were found: a table that is read by names alone deserves a second look. */
static void note_areas(struct cli *cli, const struct ingest_account *account)
{
    static const char *const words[] = { "by code", "by name", "by another spelling" };
    struct text list = text_of("");
    for (int by = 0; by < AREA_BY_COUNT; by++)
        if (account->areas_by[by] > 0)
            list = arena_print(&cli->arena, "%.*s, %llu %s", TEXT_ARGS(list),
                               (unsigned long long)account->areas_by[by], words[by]);
    if (account->areas_recoded > 0)
        list = arena_print(&cli->arena, "%.*s, %llu recoded", TEXT_ARGS(list),
                           (unsigned long long)account->areas_recoded);
    if (account->areas_refused > 0)
        list = arena_print(&cli->arena, "%.*s, %llu refused", TEXT_ARGS(list),
                           (unsigned long long)account->areas_refused);
    if (list.length > 0)
        messages_note(&cli->messages, "areas found: %.*s",
                      TEXT_ARGS(text_slice(list, 2, list.length)));
}

void ingest_account_give(struct cli *cli, const struct recipe *recipe,
                         const struct ingest_account *account)
{
    note_rules(cli, recipe, account);
    note_areas(cli, account);
    cli_note_if_most_are_refused(cli, account->cells_refused,
                                 account->cells - account->cells_left_out);
    messages_note(&cli->messages,
                  "%llu records = %llu above the table + %llu rows + %llu blank + %llu "
                  "outside; %llu of %llu columns read",
                  (unsigned long long)(account->records_above + account->rows +
                                       account->blank_rows + account->records_outside),
                  (unsigned long long)account->records_above,
                  (unsigned long long)account->rows,
                  (unsigned long long)account->blank_rows,
                  (unsigned long long)account->records_outside,
                  (unsigned long long)account->columns_claimed,
                  (unsigned long long)account->columns);
    messages_note(
        &cli->messages,
        "%llu rows, %llu cells in = %llu observations + %llu refused + %llu left out",
        (unsigned long long)account->rows, (unsigned long long)account->cells,
        (unsigned long long)account->observations,
        (unsigned long long)account->cells_refused,
        (unsigned long long)account->cells_left_out);
}

void ingest_account_note(struct cli *cli, const struct recipe *recipe,
                         const struct ingest_account *account)
{
    cli_receipt_account(&cli->receipt, "cells", account->cells, account->observations,
                        account->cells_refused, account->cells_left_out);
    for (size_t i = 0; i < recipe->rule_count; i++)
        cli_receipt_rule(&cli->receipt, recipe->rules[i].name, account->rows_left_out[i]);
}
