/* The account that ends a run of oflog-ingest. */
#include "ingest_account.h"

#include "base/counted.h"

static void note_rules(struct cli *cli, const struct recipe *recipe,
                       const struct ingest_account *account)
{
    for (size_t i = 0; i < recipe->rule_count; i++) {
        const char *noun = recipe->rules[i].of_value ? "cell" : "row";
        if (account->rows_left_out[i] > 0)
            messages_note(&cli->messages, "left out by rule '%.*s': %s",
                          TEXT_ARGS(recipe->rules[i].name),
                          counted(account->rows_left_out[i], noun).text);
    }
    if (account->reported_jointly > 0)
        messages_note(
            &cli->messages, "%s %s x: another council reports for %s",
            counted(account->reported_jointly, "empty figure").text,
            counted_word(account->reported_jointly, "is", "are"),
            counted_word(account->reported_jointly, "this council", "these councils"));
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
    messages_note(
        &cli->messages,
        "%s = %llu above the table + %s + %llu blank + %llu outside; %llu of %s "
        "read",
        counted(account->records_above + account->rows + account->blank_rows +
                    account->records_outside,
                "record")
            .text,
        (unsigned long long)account->records_above, counted(account->rows, "row").text,
        (unsigned long long)account->blank_rows,
        (unsigned long long)account->records_outside,
        (unsigned long long)account->columns_claimed,
        counted(account->columns, "column").text);
    messages_note(&cli->messages, "%s, %s in = %s + %llu refused + %llu left out",
                  counted(account->rows, "row").text,
                  counted(account->cells, "cell").text,
                  counted(account->observations, "observation").text,
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
