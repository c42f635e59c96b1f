/* What is removed where the program ends early, by exit() or by a signal that can be
 * caught. */
#ifndef OFLOG_CMD_CLI_EARLY_END_H
#define OFLOG_CMD_CLI_EARLY_END_H

#include <signal.h>

/* From here on `clear` is called at an early end, and at any exit(). It may do only what
 * a signal's handler may. Each is taken once. */
typedef void cli_clear(void);
void cli_clear_at_early_end(cli_clear *clear);

/* What a handler reads is changed between these two. */
void cli_hold_signals(sigset_t *before);
void cli_let_signals(const sigset_t *before);

#endif
