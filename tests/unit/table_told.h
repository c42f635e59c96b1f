/* An observation table made of texts, for tests of what reads one: definitions and rows
 * as they would stand in files, facts from data/ of the source. */
#ifndef OFLOG_TESTS_UNIT_TABLE_TOLD_H
#define OFLOG_TESTS_UNIT_TABLE_TOLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "council/metric_file.h"
#include "council/observation_table.h"

/* The path of a new file with that content; the caller unlinks and frees it. */
static inline char *file_told(const char *content)
{
    char *path = strdup(P_tmpdir "/oflog-test.XXXXXX");
    const int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, content, strlen(content)), strlen(content));
    close(descriptor);
    return path;
}

struct table_told {
    struct messages messages;
    char *said;
    size_t said_length;
    struct metrics metrics;
    struct areas *areas;
    struct refusals refusals;
    struct observation_table table;
};

static inline void table_told_open(struct table_told *t, const char *definitions,
                                   const char *rows)
{
    char data[4096];
    const char *source = getenv("srcdir");
    snprintf(data, sizeof data, "%s/data", source == NULL ? "." : source);
    messages_init(&t->messages, open_memstream(&t->said, &t->said_length), "test");
    metrics_init(&t->metrics);
    char *path = file_told(definitions);
    assert_true(metrics_read(&t->metrics, path, &t->messages));
    unlink(path);
    free(path);
    t->areas = areas_open(data, &t->messages);
    assert_non_null(t->areas);
    refusals_init(&t->refusals, &t->messages, NULL);
    const struct observation_reading reading = { .metrics = &t->metrics,
                                                 .areas = t->areas,
                                                 .messages = &t->messages,
                                                 .refusals = &t->refusals };
    observation_table_init(&t->table, &reading);
    FILE *stream = tmpfile();
    assert_non_null(stream);
    fputs(rows, stream);
    rewind(stream);
    struct byte_source *bytes =
        byte_source_open(fileno(stream), "rows.csv", &t->messages);
    assert_true(observation_table_read(&t->table, bytes));
    byte_source_close(bytes);
    fclose(stream);
    assert_true(observation_table_settle(&t->table));
}

/* What was said so far; good until the next message. */
static inline const char *table_told_said(struct table_told *t)
{
    fflush(t->messages.stream);
    return t->said;
}

static inline void table_told_close(struct table_told *t)
{
    observation_table_release(&t->table);
    areas_close(t->areas);
    metrics_release(&t->metrics);
    refusals_release(&t->refusals);
    fclose(t->messages.stream);
    free(t->said);
}

#endif
