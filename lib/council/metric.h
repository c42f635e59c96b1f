/* A metric's definition: what is measured, of whom, and which end is best. */
#ifndef OFLOG_COUNCIL_METRIC_H
#define OFLOG_COUNCIL_METRIC_H

#include "base/digest.h"
#include "base/memory.h"
#include "base/messages.h"
#include "base/text_map.h"
#include "council/area.h"
#include "council/period.h"

enum metric_kind {
    METRIC_PROPORTION,
    METRIC_RATE,
    METRIC_RATIO,
    METRIC_COUNT,
    METRIC_CURRENCY,
    METRIC_MEAN,
    METRIC_SCORE,
};

enum polarity { POLARITY_HIGH, POLARITY_LOW, POLARITY_NEUTRAL, POLARITY_TARGET };

/* How confidence limits are made of numerator and denominator. Where the definition says
 * `none`, these are not counts of cases, and no method is right. */
enum metric_interval {
    METRIC_INTERVAL_UNSAID,
    METRIC_INTERVAL_NONE,
    METRIC_INTERVAL_WILSON,
    METRIC_INTERVAL_BYAR,
    METRIC_INTERVAL_EXACT
};

/* A draft is what --draft-metrics wrote and nobody has completed: its unit, kind and
 * source are guesses, and neither end of it counts as better. */
enum metric_status { METRIC_FIGURES, METRIC_DEFINED, METRIC_DRAFT };

/* Texts are good as long as the arena of metrics_read(). Optional ones may be empty. */
struct metric {
    struct text id, label, service, unit, numerator, denominator, caveats, since;
    struct text source_publisher, source_title, source_url, source_licence;
    const struct text *themes; /* best value themes */
    size_t theme_count;
    const struct text *flags; /* ids of rules */
    size_t flag_count;
    enum metric_kind kind;
    enum polarity polarity;
    enum year_kind year;
    enum metric_status status;
    enum metric_interval interval;
    struct place place; /* where it is defined */
    double target;      /* of POLARITY_TARGET */
    double per;         /* value = per * numerator / denominator; 1 where not given */
    bool has_minimum;   /* a value computed below `minimum` is shown as it */
    double minimum;
    bool none_means_zero; /* marker w is the number 0 */
    double rounded_to;    /* counts are published to the nearest of it; 0: as counted */
    bool withholds;       /* counts of these are published as c */
    double withheld_from, withheld_to;
    /* a county's figure counts what its districts' figures count too */
    bool whole_county;
    unsigned applies_to; /* 1 << enum area_class for each class that may be compared */
    int decimals;        /* for people; tables are not rounded */
    long version;
};

struct metrics {
    struct metric *all;
    size_t count;
    size_t room;
    struct text_map by_id;  /* numbers are indices into `all` */
    struct digested *files; /* those that were read, in that order */
    size_t file_count;
    size_t file_room;
    struct arena arena;
};

void metrics_init(struct metrics *metrics);
void metrics_release(struct metrics *metrics);

/* NULL where there is no metric of that id. */
const struct metric *metrics_find(const struct metrics *metrics, struct text id);

/* Says that there is none of that id, with the nearest; counted as a mistake at `place`.
 */
void metrics_say_unknown(const struct metrics *metrics, struct text id,
                         struct place place, struct messages *messages);

/* "; did you mean …?" for a message. `hint` has SUGGEST_SIZE bytes. Returns it. */
const char *metrics_hint(const struct metrics *metrics, struct text id, char *hint);

/* How good `value` is by the metric's polarity: more is better. Neutral metrics keep
 * their sign; a target is judged by minus the distance from it. */
double metric_oriented(const struct metric *metric, double value);

/* What a numerator and a denominator give. */
enum metric_parts {
    PARTS_GIVE_VALUE,
    PARTS_GIVE_MINIMUM,        /* below the metric's minimum, which stands for it */
    PARTS_WITHOUT_DENOMINATOR, /* not above 0 */
    PARTS_ABOVE_WHOLE,         /* the numerator of a proportion above its denominator */
    PARTS_NEGATIVE, /* the numerator, of what cannot be negative and has no minimum */
    PARTS_NOT_FINITE
};

/* per * numerator / denominator into *value with the first two outcomes; untouched else.
 */
enum metric_parts metric_value_of_parts(const struct metric *metric, double numerator,
                                        double denominator, double *value);

/* Whether a published value can be one: a proportion lies between 0 and `per`. */
bool metric_allows(const struct metric *metric, double value);

/* Whether values are sums of money, which prices of other years make incomparable: the
 * kind `currency`, or a unit that begins with "£" or says "pounds", as a ratio per head
 * may. A percentage of money is none. */
bool metric_is_money(const struct metric *metric);

bool metric_compares(const struct metric *metric, enum area_class class);

/* Whether the kind is one that counts may make: a proportion, rate, ratio or count. */
bool metric_has_counts(const struct metric *metric);

/* Whether a metric's parts are counts of cases or events, so that chance moves them in a
 * known way: a proportion, rate or ratio that has a method for intervals. Money, tonnes
 * and the answers of a survey are none. */
bool metric_counts_cases(const struct metric *metric);

/* The words of the definition files, each list ending in NULL, in the order of the enums.
 */
extern const char *const metric_kind_words[];
extern const char *const metric_year_words[];
/* from METRIC_INTERVAL_NONE on */
extern const char *const metric_interval_words[];

/* The seven best value themes of the statutory guidance of May 2024. */
extern const char *const metric_theme_words[];

#endif
