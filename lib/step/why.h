/* Where the numbers of a table came from: the cells of the published files, and the runs
 * between.
 *
 * Memory: the table, and the cells that are shown. A published file is read twice, once
 * for its checksum. */
#ifndef OFLOG_STEP_WHY_H
#define OFLOG_STEP_WHY_H

#include "format/receipt.h"
#include "step/step.h"

enum why_format { WHY_TEXT, WHY_CSV };

/* All of it is borrowed. */
struct why_options {
    const struct receipts *receipts;
    const struct receipt_file *tables;    /* by file of the table: name and checksum */
    const struct receipt_file *published; /* files that are known by their checksum */
    size_t published_count;
    enum why_format format;
    size_t width; /* of the text */
};

/* Writes of each row that the selection takes which cells its number came from, whether
 * the files are as they were, what stands there, how the value was made, and the runs
 * that the table went through. *doubts is the number of rows of which any of that could
 * not be told, each said in what is written. */
enum step_outcome why_run(const struct observation_table *table,
                          const struct selection *selection,
                          const struct why_options *options, struct csv_writer *writer,
                          struct step_account *account, uint64_t *doubts);

#endif
