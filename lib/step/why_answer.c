/* What was found of one row, and how it is written for machines. */
#include "step/why_answer.h"

#include "base/number.h"

const char *const why_state_words[] = { "as-read", "changed", "missing", "no-receipt",
                                        NULL };
const char *const why_part_words[] = { "value", "numerator", "denominator", NULL };

struct text why_cell_of(const struct why_answer *answer, enum observation_column column)
{
    const size_t place = answer->table->places[column];
    return place == CSV_COLUMN_ABSENT ? text_of("") : answer->cells[place];
}

bool why_is_whole(const struct why_answer *answer)
{
    return answer->chain->count > 0 && answer->chain->gap_count == 0 && !answer->guessed;
}

bool why_is_doubtful(const struct why_answer *answer)
{
    if (answer->made.count == 0 || !why_is_whole(answer))
        return true;
    for (size_t i = 0; i < answer->made.count; i++)
        if (answer->made.all[i].state != WHY_SAME || !answer->made.all[i].found)
            return true;
    return false;
}

const char *why_letters(uint64_t column, char out[WHY_LETTERS_SIZE])
{
    char reversed[WHY_LETTERS_SIZE];
    size_t length = 0;
    for (; column > 0; column = (column - 1) / 26)
        reversed[length++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < length; i++)
        out[i] = reversed[length - 1 - i];
    out[length] = 0;
    return out;
}

static const char *const csv_columns[] = {
    "metric", "area_code", "period", "value", "source", "part",   "sign", "file", "size",
    "sha256", "state",     "sheet",  "row",   "column", "letter", "head", "text", "chain",
};

void why_write_csv_header(struct csv_writer *writer)
{
    for (size_t i = 0; i < sizeof csv_columns / sizeof *csv_columns; i++)
        csv_write_cell(writer, text_of(csv_columns[i]));
    csv_write_end(writer);
}

static void write_row(const struct why_answer *answer, struct csv_writer *writer)
{
    static const enum observation_column columns[] = {
        OBSERVATION_METRIC, OBSERVATION_AREA_CODE, OBSERVATION_PERIOD, OBSERVATION_VALUE
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_write_cell(writer, why_cell_of(answer, columns[i]));
}

static void write_file(const struct receipt_file *file, const char *opened,
                       struct csv_writer *writer)
{
    static const struct receipt_file none = { 0 };
    file = file == NULL ? &none : file;
    csv_write_cell(writer, opened == NULL ? file->name : text_of(opened));
    csv_write_known(writer, file->hashed, (double)file->size);
    csv_write_cell(writer, text_of(file->sha256));
}

static void write_place(const struct why_cell *cell, struct csv_writer *writer)
{
    char letters[WHY_LETTERS_SIZE];
    csv_write_cell(writer, text_of(why_state_words[cell->state]));
    csv_write_cell(writer, cell->file == NULL ? text_of("") : cell->file->sheet);
    csv_write_number(writer, (double)cell->row);
    csv_write_number(writer, (double)cell->column);
    csv_write_cell(writer, text_of(why_letters(cell->column, letters)));
    csv_write_cell(writer, cell->head);
    csv_write_cell(writer, cell->text);
}

/* A row for each cell; one that names none where the row's source does not. */
void why_write_csv(const struct why_answer *answer, struct csv_writer *writer)
{
    const char *chain = why_is_whole(answer) ? "whole" : "broken";
    for (size_t i = 0; i < answer->made.count; i++) {
        const struct why_cell *cell = &answer->made.all[i];
        write_row(answer, writer);
        csv_write_cell(writer, cell->source);
        csv_write_cell(writer, text_of(why_part_words[cell->part]));
        csv_write_cell(writer, text_of(cell->minus ? "-" : "+"));
        write_file(cell->file, cell->opened, writer);
        write_place(cell, writer);
        csv_write_cell(writer, text_of(chain));
        csv_write_end(writer);
    }
    if (answer->made.count > 0)
        return;
    write_row(answer, writer);
    csv_write_cell(writer, answer->source);
    for (size_t i = 5; i + 1 < sizeof csv_columns / sizeof *csv_columns; i++)
        csv_write_cell(writer, text_of(""));
    csv_write_cell(writer, text_of(chain));
    csv_write_end(writer);
}
