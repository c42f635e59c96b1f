/* Who a council is compared with, by name. For the files of publish alone. */
#ifndef OFLOG_STEP_PUBLISH_PEERS_H
#define OFLOG_STEP_PUBLISH_PEERS_H

#include "step/publish_writing.h"

/* Each set of peers of the table, named as far as the table and the list of neighbours
 * tell. */
void publish_peers(const struct publish_writing *writing);

#endif
