/* Who to learn from. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_LEARN_H
#define OFLOG_STEP_PUBLISH_LEARN_H

#include "step/publish_writing.h"

/* For each measure the similar councils that do clearly better, and of those the ones
 * that started where the council stands, with the evidence; nothing without a list of
 * them. */
void publish_learn(const struct publish_writing *writing);

#endif
