/* All councils of one class in pictures: what the eye sees before it reads the table. */
#include "page/chart_table.h"
#include "step/publish_chart.h"
#include "step/publish_standings.h"

static const struct chart *make(const struct publish_site *site,
                                const struct publish_standings *standings,
                                enum area_class class, enum chart_kind kind,
                                struct arena *arena)
{
    struct text why;
    return publish_chart_of_class(&site->entries, standings->cohort, class, kind, arena,
                                  &why);
}

/* The table of the class has each figure; only a funnel's counts and limits are nowhere
 * else. */
static void add_funnel(struct document *document, const struct chart *chart,
                       const struct publish_standings *standings, enum area_class class,
                       struct arena *arena)
{
    document_chart(document, chart);
    chart_table(document, chart,
                arena_print(arena, "%.*s, %.*s: %s by size",
                            TEXT_ARGS(standings->metric->label),
                            TEXT_ARGS(words_period(arena, standings->cohort->period)),
                            words_classes(class)));
}

/* It is long: a rung for each. */
static void add_ladder(struct document *document, const struct chart *chart)
{
    document_open(document, DOCUMENT_DETAILS, DOCUMENT_PLAIN,
                  text_of("Which places each may have, in a chart"));
    document_chart(document, chart);
    document_close(document);
}

void publish_standings_charts(const struct publish_site *site,
                              const struct publish_standings *standings,
                              enum area_class class, struct document *document,
                              struct arena *arena)
{
    const struct chart *strip = make(site, standings, class, CHART_STRIP, arena);
    const struct chart *funnel = make(site, standings, class, CHART_FUNNEL, arena);
    const struct chart *ladder = make(site, standings, class, CHART_LADDER, arena);
    if (strip != NULL)
        document_chart(document, strip);
    if (funnel != NULL)
        add_funnel(document, funnel, standings, class, arena);
    if (ladder != NULL)
        add_ladder(document, ladder);
}
