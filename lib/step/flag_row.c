/* One row of the file of flags. */
#include "step/flag_row.h"

#include "council/evidence.h"
#include "page/flag_words.h"

void flag_row_write_header(struct csv_writer *writer)
{
    for (size_t i = 0; i < FLAG_COLUMN_COUNT; i++)
        csv_write_cell(writer, text_of(flag_column_words[i]));
    csv_write_end(writer);
}

void flag_row_write(struct csv_writer *writer, const struct areas *areas,
                    const struct listed_flag *flag)
{
    const struct area *area = areas_get(areas, flag->area);
    struct arena arena;
    char period[PERIOD_SIZE];
    arena_init(&arena);
    const struct text cells[FLAG_COLUMN_COUNT] = {
        [FLAG_METRIC] = flag->metric->id,
        [FLAG_AREA_CODE] = area->code,
        [FLAG_AREA_NAME] = area->name,
        [FLAG_PERIOD] = text_of(period_format(flag->period, period)),
        [FLAG_ID] = flag->id,
        [FLAG_KIND] = flag->kind,
        [FLAG_SEVERITY] = flag->severity,
        [FLAG_THEMES] = flag->themes,
        [FLAG_VALUE] = flag->value,
        [FLAG_EVIDENCE] = flag->evidence,
        [FLAG_Q_VALUE] = flag->q_value,
        [FLAG_STATUS] = flag->status,
        [FLAG_SENTENCE] = flag_words_sentence(&arena, flag),
    };
    for (size_t i = 0; i < FLAG_COLUMN_COUNT; i++)
        csv_write_cell(writer, cells[i]);
    csv_write_end(writer);
    arena_release(&arena);
}
