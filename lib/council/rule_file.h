/* Rules from YAML, checked. */
#ifndef OFLOG_COUNCIL_RULE_FILE_H
#define OFLOG_COUNCIL_RULE_FILE_H

#include "base/messages.h"
#include "council/rule.h"

/* Adds the rules of one YAML file to `rules`. The file is a list of blocks such as
 *
 *     - id: outlier
 *       test: outlier                 # one of rule_tests
 *       kind: concern                 # concern celebrate data
 *       severity: high                # low medium high
 *       themes: [use-of-resources]    # optional: instead of the metric's
 *       metrics: [waste.recycling-rate]    # optional: asked of these too
 *       parameters: {scaled_mads: 3.5, minimum_n: 5}    # optional, of that test
 *
 * Every mistake found is said with file, line and column; false where there was any: an
 * unknown key, word or parameter, a parameter that the test does not have or that is out
 * of its bounds, an id that stands twice, a file without a rule. */
bool rules_read(struct rules *rules, const char *path, struct messages *messages);

#endif
