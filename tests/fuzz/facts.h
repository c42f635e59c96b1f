/* What fuzzers of observations know: councils that end, follow and change their code, a
 * region, and metrics of each kind; and how they say that something does not hold. */
#ifndef OFLOG_TESTS_FUZZ_FACTS_H
#define OFLOG_TESTS_FUZZ_FACTS_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "council/metric_file.h"
#include "council/observation_table.h"

static inline void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static const struct {
    const char *name;
    const char *content;
} files[] = {
    { "areas.csv", "code,council,name,class,region,valid_from,valid_to\n"
                   "E06000001,a,Hartlepool,unitary,North East,,\n"
                   "E06000059,b,Dorset,unitary,South West,2019-04-01,\n"
                   "E10000009,c,Dorset,county,South West,,2019-03-31\n"
                   "E08000019,d,Sheffield,metropolitan-district,,,2025-03-31\n"
                   "E08000039,d,Sheffield,metropolitan-district,,2025-04-01,\n"
                   "E12000001,e,North East,region,,,\n" },
    { "spellings.csv", "spelling,council\nHpl,a\n" },
    { "memberships.csv", "area,parent,kind,from,to\n" },
    { "successors.csv", "council,successor,date,kind\nc,b,2019-04-01,merged\n" },
    { "joint.csv", "council,metric,reporter,from,to\n" },
    { "metrics.yaml",
      "- {id: r, label: L, service: s, kind: rate, unit: u, polarity: high,\n"
      "   year: financial, applies_to: [unitary, county, metropolitan-district],\n"
      "   source: {publisher: P, title: T, licence: L}, none_means_zero: true}\n"
      "- {id: s, label: L, service: s, kind: rate, unit: u, polarity: low,\n"
      "   year: academic, applies_to: [region], \n"
      "   source: {publisher: P, title: T, licence: L}}\n"
      "- {id: p, label: L, service: s, kind: proportion, unit: u, polarity: high,\n"
      "   per: 100, interval: wilson, year: financial, applies_to: [unitary, county],\n"
      "   source: {publisher: P, title: T, licence: L}}\n"
      "- {id: e, label: L, service: s, kind: ratio, unit: u, polarity: neutral,\n"
      "   per: 1000, interval: byar, year: calendar, applies_to: [unitary, county],\n"
      "   source: {publisher: P, title: T, licence: L}}\n"
      "- {id: c, label: L, service: s, kind: count, unit: u, polarity: {target: 5},\n"
      "   interval: exact, year: financial, applies_to: [unitary, county],\n"
      "   source: {publisher: P, title: T, licence: L}}\n" },
};

struct facts {
    struct areas *areas;
    struct metrics metrics;
};

static inline void write_files(const char *folder, bool away)
{
    char path[128];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        FILE *stream = away ? NULL : fopen(path, "w");
        if (away)
            unlink(path);
        else
            require(stream != NULL && fputs(files[i].content, stream) >= 0 &&
                        fclose(stream) == 0,
                    "the facts are written");
    }
}

/* Read once and kept for all inputs. */
static inline const struct facts *known(void)
{
    static struct facts facts;
    char folder[] = P_tmpdir "/oflog-fuzz.XXXXXX", path[128];
    struct messages messages;
    if (facts.areas != NULL)
        return &facts;
    require(mkdtemp(folder) != NULL, "there is a folder for the facts");
    write_files(folder, false);
    messages_init(&messages, stderr, "fuzz");
    metrics_init(&facts.metrics);
    snprintf(path, sizeof path, "%s/metrics.yaml", folder);
    facts.areas = areas_open(folder, &messages);
    require(facts.areas != NULL && metrics_read(&facts.metrics, path, &messages),
            "the facts are read");
    write_files(folder, true);
    rmdir(folder);
    return &facts;
}

#endif
