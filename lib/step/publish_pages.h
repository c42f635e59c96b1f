/* What the pages of a site share: who has one and where it is. For the files of publish
 * alone. */
#ifndef OFLOG_STEP_PUBLISH_PAGES_H
#define OFLOG_STEP_PUBLISH_PAGES_H

#include "page/document.h"
#include "page/words.h"
#include "step/publish_entry.h"
#include "step/publish_site.h"

/* A metric with the periods in which it is shown. */
struct publish_topic {
    const struct metric *metric;
    const struct cohort *shown[LEVEL_COUNT]; /* by level; NULL: it has none there */
};

struct publish_site {
    struct observation_table *table;
    const struct areas *areas;
    const struct selection *selection;
    const struct publish_site_options *options;
    struct publish_entries entries;
    struct publish_topic *topics; /* in the order of the definitions */
    size_t topic_count;
    /* by name, under their newest codes: those with a page of figures */
    const struct area **councils, **authorities;
    size_t council_count, authority_count;
    bool *has_figures;          /* by council number: a row that may be shown */
    struct arena arena;         /* as long as the site is made */
};

void publish_site_init(struct publish_site *site, struct observation_table *table,
                       const struct selection *selection,
                       const struct publish_site_options *options);
void publish_site_release(struct publish_site *site);

/* The area of the newest code of a council. */
const struct area *publish_newest(const struct publish_site *site, uint32_t council);

/* How many councils with a page, of classes that the metric compares and there on the
 * last day of the cohort's period, the cohort has no row of; those whose figures another
 * reports are not among them. 0 of other levels than councils. */
size_t publish_without_row(const struct publish_site *site, const struct cohort *cohort);

/* Whether there is a page of figures of this council or combined authority. */
bool publish_has_page(const struct publish_site *site, uint32_t council);

/* Texts of several things: "A", "A and B", "A, B and C". */
struct text publish_enumerate(struct arena *arena, const struct text *names,
                              size_t count);

/* Other names by which a council is looked for: those it had, and those of the councils
 * that it followed; empty, or names with commas between. */
struct text publish_former_names(const struct publish_site *site, uint32_t council,
                                 struct arena *arena);

/* The names of the councils that followed it, or empty. */
struct text publish_successor_names(const struct publish_site *site, uint32_t council,
                                    struct arena *arena);

/* Who published the figures of a metric (NULL: of all that are shown) under what licence,
 * as it has to stand on a page. */
struct text publish_licence(const struct publish_site *site, const struct metric *metric,
                            struct arena *arena);

static inline struct document_target publish_to_area(const struct area *area)
{
    return document_to(DOCUMENT_TO_AREA, area->code);
}

/* Addresses of pages from the folder of the site: a code or an id becomes the name of a
 * folder, in which any byte but letters, digits, '-', and '.' inside stands as "_" and
 * its two hexadecimal digits; so does the first of a name that Windows keeps, "con". */
struct text publish_council_path(struct arena *arena, struct text code, const char *file);
struct text publish_authority_path(struct arena *arena, struct text code,
                                   const char *file);
struct text publish_metric_path(struct arena *arena, struct text id, const char *file);

/* The address of a target, from the folder of the site; empty where it has no page. */
struct text publish_address(const struct publish_site *site, struct arena *arena,
                            struct document_target target);

/* The contents of each page. What they say is kept in the document; `arena` is as long as
 * it. */
void publish_home(const struct publish_site *site, struct document *document,
                  struct arena *arena);
void publish_metric(struct publish_site *site, const struct publish_topic *topic,
                    struct document *document, struct arena *arena);
void publish_authority(struct publish_site *site, const struct area *area,
                       struct document *document, struct arena *arena);
/* The table of figures of one council or combined authority, whose entries have been
 * gathered. */
void publish_figures(struct publish_site *site, const struct area *area,
                     struct document *document, struct arena *arena);
void publish_council_page(struct publish_site *site, const struct area *area,
                          struct document *document, struct arena *arena);
/* At a code that is not in use: what has become of it. */
void publish_former(const struct publish_site *site, const struct area *area,
                    struct document *document, struct arena *arena);
void publish_changes(const struct publish_site *site, struct document *document,
                     struct arena *arena);
void publish_methods(const struct publish_site *site, struct document *document,
                     struct arena *arena);
void publish_downloads(const struct publish_site *site, struct document *document,
                       struct arena *arena);
void publish_themes(const struct publish_site *site, struct document *document,
                    struct arena *arena);

#endif
