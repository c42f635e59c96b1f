/* One row of the file of flags, written. For the files of flag alone. */
#ifndef OFLOG_STEP_FLAG_ROW_H
#define OFLOG_STEP_FLAG_ROW_H

#include "council/flag_list.h"
#include "format/csv_writer.h"

void flag_row_write_header(struct csv_writer *writer);

/* The flag, and its sentence. */
void flag_row_write(struct csv_writer *writer, const struct areas *areas,
                    const struct listed_flag *flag);

#endif
