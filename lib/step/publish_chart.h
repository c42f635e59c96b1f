/* Charts of one council's measure or of a class: what is put into them, and what they find in words.
 * For the files of publish, and one of them alone for the command line. */
#ifndef OFLOG_STEP_PUBLISH_CHART_H
#define OFLOG_STEP_PUBLISH_CHART_H

#include "council/selection.h"
#include "page/chart.h"
#include "step/publish_writing.h"
#include "step/step.h"

/* The chart of an entry, in the writing's arena; the writing's document is not used, and
 * its `beside` tells who the peers are. NULL where there is nothing to draw, or what the
 * kind shows is not there: *why then says it, in words that stand behind "no chart: ".
 *
 * A strip, a funnel and a ladder show the council's class. The title is the verdict of
 * the first comparison that has one, in its words, or numbers alone. A trend and a
 * control chart show the metric's periods of the entry's kind up to the entry's.
 *
 *   strip: peers' middle half, median and country from the entry's comparison.
 *   trend: the same over time; a line breaks where a period has no figure, and before one
 *     that is marked as not comparable with earlier ones.
 *   funnel: about the sum of numerators over that of denominators, with limits of 95% and
 *     99.8%; wider by what councils differ beside chance where the verdict was by such a
 *     funnel. Only where the metric counts cases.
 *   control: XmR, screened, from the last break on.
 *   ladder: rank intervals as oflog-rank wrote them. */
const struct chart *publish_chart(const struct publish_writing *writing,
                                  const struct publish_entry *entry, enum chart_kind kind,
                                  struct text *why);

/* The same of a class in a cohort, with no council as its subject, for strips, funnels
 * and ladders of five councils or more: a title says how far figures lie apart, how many
 * lie outside what chance explains, or how many can be told apart. Its councils have the
 * role of peers; in a ladder their description has no place but a range. */
const struct chart *publish_chart_of_class(const struct publish_entries *entries,
                                           const struct cohort *cohort,
                                           enum area_class class, enum chart_kind kind,
                                           struct arena *arena, struct text *why);

/* What the numbers beside it are of: "Household waste recycling rate, 2022 to 2023". */
struct text publish_chart_caption(const struct publish_writing *writing,
                                  const struct publish_entry *entry,
                                  const struct chart *chart);

/* The words of enum chart_kind, ending in NULL. */
extern const char *const publish_chart_words[];

/* Writes one chart as an SVG file of its own: of one area, by number, and the one metric
 * of the selection; for AREA_NONE of the class with most figures in the newest period
 * that has any. Broken, said, where there is no chart. */
enum step_outcome publish_chart_run(struct observation_table *table,
                                    const struct selection *selection, uint32_t area,
                                    enum chart_kind kind,
                                    const struct publish_beside *beside,
                                    struct csv_writer *writer,
                                    struct step_account *account);

#endif
