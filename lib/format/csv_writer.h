/* CSV rows out: quotes only where RFC 4180 needs them, LF ends; knows whether every byte
 * was taken. */
#ifndef OFLOG_FORMAT_CSV_WRITER_H
#define OFLOG_FORMAT_CSV_WRITER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/digest.h"
#include "base/text.h"

struct csv_writer {
    struct digest *digest; /* borrowed: counts what the stream took; NULL: nobody asks */
    FILE *stream; /* borrowed; NULL: bytes gather in memory for csv_writer_take() */
    char *buffer; /* bytes not yet handed to the stream */
    size_t used;
    size_t room;
    bool row_begun;    /* a cell of the current row has been written */
    bool row_is_empty; /* that one cell was empty: alone it is written as "" */
    bool for_people;   /* set after init where tables are read on a terminal, and texts of
                          strangers stand in them: what utf8_is_safe() forbids is '?' */
    bool failed;       /* the stream refused bytes; what follows is dropped */
    int error;         /* and why: errno of the first refusal */
};

void csv_writer_init(struct csv_writer *writer, FILE *stream);
void csv_writer_release(struct csv_writer *writer); /* does not flush */

/* One more cell of the current row. */
void csv_write_cell(struct csv_writer *writer, struct text cell);

/* The cell `number` (finite) as number_format() spells it. */
void csv_write_number(struct csv_writer *writer, double number);

/* The number as csv_write_number() has it where it is known and finite, else an empty
 * cell. */
void csv_write_known(struct csv_writer *writer, bool known, double number);

/* Cells already in CSV form, joined by commas, without a line end: a held row passed
 * through. At least one cell. */
void csv_write_cells_as_they_stand(struct csv_writer *writer, struct text cells);

/* Bytes between rows that are no CSV, such as a page. */
void csv_write_bytes(struct csv_writer *writer, struct text bytes);

/* Ends the row. */
void csv_write_end(struct csv_writer *writer);

/* Of a writer without a stream: the bytes written since the last taking, good until the
 * next write. The row need not have been ended. */
struct text csv_writer_take(struct csv_writer *writer);

/* Hands all bytes to the stream and flushes it. False where any byte since init was not
 * taken. */
bool csv_writer_flush(struct csv_writer *writer);

#endif
