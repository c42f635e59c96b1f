/* Reference values from other people's software, in CSV files that are not part of the
 * source: looked for in the folder vectors/ of $OFLOG_SHARED_DIR. Such files hold no
 * quotes, so splitting at commas reads them. */
#ifndef OFLOG_TESTS_UNIT_VECTORS_H
#define OFLOG_TESTS_UNIT_VECTORS_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

struct vectors {
    char *bytes;
    char **cells; /* the header row first, then `rows` rows of `columns` cells */
    size_t rows;
    size_t columns;
};

static inline char *vectors_load(FILE *stream)
{
    enum { LARGEST = 1 << 24 };
    char *bytes = malloc(LARGEST);
    assert_non_null(bytes);
    const size_t length = fread(bytes, 1, LARGEST, stream);
    assert_in_range(length, 2, LARGEST - 1);
    assert_int_equal(bytes[length - 1], '\n');
    bytes[length - 1] = '\0';
    return bytes;
}

/* Skips the test, saying why, where the file is not there. */
static inline struct vectors vectors_open(const char *name)
{
    const char *folder = getenv("OFLOG_SHARED_DIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/vectors/%s", folder == NULL ? "" : folder, name);
    FILE *stream = folder == NULL ? NULL : fopen(path, "r");
    if (stream == NULL) {
        print_message("# not checked against %s: %s\n", name,
                      folder == NULL ? "OFLOG_SHARED_DIR is not set" : "no such file");
        skip();
    }
    struct vectors vectors = { .bytes = vectors_load(stream) };
    fclose(stream);

    size_t room = 0;
    size_t count = 0;
    char *rest = vectors.bytes;
    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n")) {
        for (char *cell = strsep(&line, ","); cell != NULL; cell = strsep(&line, ",")) {
            if (count == room) {
                room = 2 * room + 1024;
                vectors.cells = realloc(vectors.cells, room * sizeof *vectors.cells);
                assert_non_null(vectors.cells);
            }
            vectors.cells[count++] = cell;
        }
        if (vectors.columns == 0)
            vectors.columns = count;
        assert_int_equal(count % vectors.columns, 0);
    }
    vectors.rows = count / vectors.columns - 1;
    assert_true(vectors.rows > 0);
    return vectors;
}

static inline void vectors_close(struct vectors *vectors)
{
    free(vectors->cells);
    free(vectors->bytes);
}

/* Rows count from 0; the header row is none of them. */
static inline const char *vectors_text(const struct vectors *vectors, size_t row,
                                       const char *column)
{
    for (size_t i = 0; i < vectors->columns; i++)
        if (strcmp(vectors->cells[i], column) == 0)
            return vectors->cells[(row + 1) * vectors->columns + i];
    fail_msg("the vectors have no column '%s'", column);
    return NULL;
}

/* NAN for an empty cell. */
static inline double vectors_number(const struct vectors *vectors, size_t row,
                                    const char *column)
{
    const char *text = vectors_text(vectors, row, column);
    char *end;
    const double number = strtod(text, &end);
    assert_int_equal(*end, '\0');
    return end == text ? NAN : number;
}

/* The first row after `row` whose `column` holds another text, or the number of rows. */
static inline size_t vectors_next_case(const struct vectors *vectors, size_t row,
                                       const char *column)
{
    size_t next = row + 1;
    while (next < vectors->rows && strcmp(vectors_text(vectors, next, column),
                                          vectors_text(vectors, row, column)) == 0)
        next++;
    return next;
}

/* The numbers of `column` in rows [from, to), without empty cells; the caller frees them.
 */
static inline double *vectors_column(const struct vectors *vectors, size_t from,
                                     size_t to, const char *column, size_t *count)
{
    double *numbers = malloc((to - from) * sizeof *numbers);
    assert_non_null(numbers);
    *count = 0;
    for (size_t row = from; row < to; row++) {
        const double number = vectors_number(vectors, row, column);
        if (!isnan(number))
            numbers[(*count)++] = number;
    }
    return numbers;
}

/* The numbers, parted by spaces, of one cell, without NA; the caller frees them. */
static inline double *vectors_list(const struct vectors *vectors, size_t row,
                                   const char *column, size_t *count)
{
    const char *text = vectors_text(vectors, row, column);
    double *numbers = malloc((strlen(text) + 1) * sizeof *numbers);
    assert_non_null(numbers);
    *count = 0;
    while (*text != '\0') {
        char *end;
        const double number = strtod(text, &end);
        const bool missing = strncmp(text, "NA", 2) == 0;
        if (!missing) {
            assert_true(end > text);
            numbers[(*count)++] = number;
        }
        text = missing ? text + 2 : end;
        text += strspn(text, " ");
    }
    return numbers;
}

/* Whether `found` agrees with `expected` to `tolerance`, relative above 1 and absolute
 * below; NAN only with NAN. Fails with the file's case and row otherwise. */
static inline void vectors_check(const struct vectors *vectors, size_t row,
                                 const char *what, double found, double expected,
                                 double tolerance)
{
    if (isnan(expected) ? isnan(found)
                        : fabs(found - expected) <= tolerance * fmax(1, fabs(expected)))
        return;
    fail_msg("line %zu (%s): %s is %.17g, not %.17g", row + 2,
             vectors->cells[(row + 1) * vectors->columns], what, found, expected);
}

#endif
