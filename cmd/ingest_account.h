/* The account that ends a run of oflog-ingest. */
#ifndef OFLOG_CMD_INGEST_ACCOUNT_H
#define OFLOG_CMD_INGEST_ACCOUNT_H

#include "cli.h"
#include "step/ingest.h"

/* Says what each rule left out, how areas were found, and where records and cells went.
 */
void ingest_account_give(struct cli *cli, const struct recipe *recipe,
                         const struct ingest_account *account);

/* The same for the receipt. */
void ingest_account_note(struct cli *cli, const struct recipe *recipe,
                         const struct ingest_account *account);

#endif
