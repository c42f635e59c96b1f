/* What the cell `source` of an observation says. */
#include "step/why_source.h"

/* A row or column of a sum; the most digits that a number of them can have. */
enum { MOST_TERMS = 256, MOST_DIGITS = 18 };

struct term {
    uint64_t number;
    bool minus;
    enum why_part part;
};

static bool take_number(struct text *rest, uint64_t *number)
{
    size_t length = 0;
    *number = 0;
    for (; length < rest->length && length < MOST_DIGITS; length++) {
        const char digit = rest->bytes[length];
        if (digit < '0' || digit > '9')
            break;
        *number = *number * 10 + (uint64_t)(digit - '0');
    }
    *rest = text_slice(*rest, length, rest->length);
    return *number > 0;
}

/* "5+6-7/8": the number of terms, or 0 where it is none. */
static size_t parse_terms(struct text rest, struct term terms[MOST_TERMS])
{
    size_t count = 0;
    enum why_part part =
        memchr(rest.bytes, '/', rest.length) == NULL ? WHY_VALUE : WHY_NUMERATOR;
    bool minus = rest.length > 0 && rest.bytes[0] == '-';
    rest = text_slice(rest, minus, rest.length);
    for (;;) {
        if (count == MOST_TERMS || !take_number(&rest, &terms[count].number))
            return 0;
        terms[count].minus = minus;
        terms[count++].part = part;
        if (rest.length == 0)
            return count;
        const char sign = rest.bytes[0];
        if (sign == '/' && part == WHY_NUMERATOR)
            part = WHY_DENOMINATOR;
        else if (sign != '+' && sign != '-')
            return 0;
        minus = sign == '-';
        rest = text_slice(rest, 1, rest.length);
    }
}

static void add_cell(struct why_cells *cells, struct text source, struct text id,
                     const struct term *row, const struct term *column)
{
    const struct term *told = row->part == WHY_VALUE ? column : row;
    ARRAY_RESERVE(cells->all, cells->room, cells->count + 1);
    cells->all[cells->count++] = (struct why_cell){ .source = source,
                                                    .id = id,
                                                    .row = row->number,
                                                    .column = column->number,
                                                    .part = told->part,
                                                    .minus = row->minus || column->minus,
                                                    .state = WHY_UNBOUND };
}

/* Where the last colon of `t` stands; t.length where there is none. */
static size_t last_colon(struct text t)
{
    const char *colon = t.length == 0 ? NULL : memrchr(t.bytes, ':', t.length);
    return colon == NULL ? t.length : (size_t)(colon - t.bytes);
}

static bool parse_one(struct text source, struct why_cells *cells)
{
    struct term rows[MOST_TERMS], columns[MOST_TERMS];
    const size_t second = last_colon(source);
    const size_t first = last_colon(text_slice(source, 0, second));
    if (second == source.length || first == second || first == 0)
        return false;
    const size_t row_count = parse_terms(text_slice(source, first + 1, second), rows);
    const size_t column_count =
        parse_terms(text_slice(source, second + 1, source.length), columns);
    if (row_count == 0 || column_count == 0 || (row_count > 1 && column_count > 1))
        return false;
    cells->too_many = row_count * column_count > WHY_MOST_CELLS - cells->count;
    for (size_t i = 0; i < row_count && !cells->too_many; i++)
        for (size_t k = 0; k < column_count; k++)
            add_cell(cells, source, text_slice(source, 0, first), &rows[i], &columns[k]);
    return !cells->too_many;
}

bool why_source_parse(struct text source, struct why_cells *cells)
{
    for (;;) {
        const char *end =
            source.length == 0 ? NULL : memchr(source.bytes, ';', source.length);
        const size_t length = end == NULL ? source.length : (size_t)(end - source.bytes);
        if (!parse_one(text_trim(text_slice(source, 0, length)), cells))
            return false;
        if (end == NULL)
            return true;
        source = text_slice(source, length + 1, source.length);
    }
}
