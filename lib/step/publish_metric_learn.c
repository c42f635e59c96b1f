/* Whom councils can learn from in one metric: those that stood where others stand now. */
#include <stdlib.h>

#include "council/learn_list.h"
#include "step/publish_standings.h"

/* One of them, with its lowest start: the lesson that it is to most. */
struct teacher {
    const struct area *area;
    const struct listed_lesson *lesson;
    size_t councils; /* that stand where it once stood */
};

/* Whether `a` started further back than `b`, by the metric's better end. */
static bool starts_lower(const struct metric *metric, const struct listed_lesson *a,
                         const struct listed_lesson *b)
{
    const double x = metric_oriented(metric, a->then_value);
    const double y = metric_oriented(metric, b->then_value);
    return x != y ? x < y : period_compare(a->then_period, b->then_period) < 0;
}

static void add_lesson(const struct publish_site *site,
                       const struct listed_lesson *lesson, struct teacher *teachers,
                       size_t *count)
{
    const struct area *area =
        publish_newest(site, areas_get(site->areas, lesson->peer)->council);
    size_t i = 0;
    while (i < *count && teachers[i].area != area)
        i++;
    if (i == *count)
        teachers[(*count)++] = (struct teacher){ area, lesson, 0 };
    if (starts_lower(lesson->metric, lesson, teachers[i].lesson))
        teachers[i].lesson = lesson;
    teachers[i].councils++;
}

static int by_name(const void *a, const void *b)
{
    const struct teacher *p = a, *q = b;
    const int order = text_compare(p->area->name, q->area->name);
    return order != 0 ? order : text_compare(p->area->code, q->area->code);
}

static size_t find_teachers(const struct publish_site *site, const struct cohort *cohort,
                            struct teacher *teachers)
{
    const struct learn_list *learn = site->options->beside.learn;
    size_t count = 0;
    for (size_t i = 0; i < learn->count; i++) {
        const struct listed_lesson *lesson = &learn->all[i];
        if (lesson->improved && lesson->metric == cohort->metric &&
            period_compare(lesson->period, cohort->period) == 0)
            add_lesson(site, lesson, teachers, &count);
    }
    if (count > 0)
        qsort(teachers, count, sizeof *teachers, by_name);
    return count;
}

static struct document_cell figure_cell(const struct metric *metric, double value,
                                        struct document *document, struct arena *arena)
{
    return (struct document_cell){
        .text = document_keep(document, words_number(arena, metric, value)),
        .has_number = true,
        .number = value,
    };
}

static void add_teacher(const struct teacher *teacher, struct document *document,
                        struct document_table *table, struct arena *arena)
{
    const struct listed_lesson *lesson = teacher->lesson;
    struct document_row *row = document_table_row(table);
    row->cells[0].text = document_keep(document, teacher->area->name);
    row->cells[0].target = publish_to_area(teacher->area);
    row->cells[1] = figure_cell(lesson->metric, lesson->then_value, document, arena);
    row->cells[2].text =
        document_keep(document, words_period(arena, lesson->then_period));
    row->cells[3] = figure_cell(lesson->metric, lesson->peer_value, document, arena);
    row->cells[4] = (struct document_cell){
        .text = document_keep(document, arena_print(arena, "%zu", teacher->councils)),
        .has_number = true,
        .number = (double)teacher->councils,
    };
}

static void say_teachers(const struct teacher *teachers, size_t count,
                         const struct cohort *cohort, struct document *document,
                         struct arena *arena)
{
    struct document_table *table = document_table(
        document,
        arena_print(arena,
                    "%.*s: who stood where others stand now, and is clearly better",
                    TEXT_ARGS(cohort->metric->label)));
    document_table_column(document, table, "Council", false, true);
    document_table_column(document, table, "Stood at", true, true);
    document_table_column(document, table, "In", false, false);
    document_table_column(
        document, table,
        arena_print(arena, "In %.*s", TEXT_ARGS(words_period(arena, cohort->period)))
            .bytes,
        true, true);
    document_table_column(document, table, "Neighbours that stand there now", true, true);
    for (size_t i = 0; i < count; i++)
        add_teacher(&teachers[i], document, table, arena);
}

void publish_metric_learn(const struct publish_site *site, const struct cohort *cohort,
                          struct document *document, struct arena *arena)
{
    if (site->options->beside.learn == NULL)
        return;
    struct teacher *teachers =
        arena_take(arena, (areas_count(site->areas) + 1) * sizeof *teachers);
    const size_t count = find_teachers(site, cohort, teachers);
    document_section(document, DOCUMENT_PLAIN, text_of("learn"),
                     text_of("Who to learn from"));
    if (count == 0) {
        document_paragraph(
            document,
            text_of(
                "No council is shown to have stood where one of its neighbours stands "
                "now and to be clearly better since. Too few figures have been "
                "published, or they are too uncertain, or none has."));
    } else {
        document_paragraph(
            document,
            text_of(
                "These councils once stood where some of those they are neighbours of "
                "stand now, and are clearly better since. What they did, a figure "
                "cannot say: ring them."));
        say_teachers(teachers, count, cohort, document, arena);
    }
    document_close(document);
}
