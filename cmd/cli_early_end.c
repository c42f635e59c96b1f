/* What is removed where the program ends early. */
#include "cli_early_end.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

/* Neither a signal's handler nor exit() can be handed anything, so this and what is to be
 * cleared is the state that is not passed on. */
enum { MOST_CLEARED = 2 };
static cli_clear *volatile cleared[MOST_CLEARED];

static void clear_all(void)
{
    for (size_t i = 0; i < MOST_CLEARED; i++)
        if (cleared[i] != NULL)
            cleared[i]();
}

/* SA_RESETHAND has put the signal's own end back; it comes when the handler returns. */
static void end_by_signal(int signal)
{
    const int error = errno;
    clear_all();
    raise(signal);
    errno = error;
}

/* A signal that the caller ignores (nohup) stays ignored. */
static void watch(void)
{
    static const int signals[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ };
    static bool watching;
    struct sigaction old;
    struct sigaction ours = { .sa_handler = end_by_signal, .sa_flags = SA_RESETHAND };
    if (watching)
        return;
    watching = true;
    atexit(clear_all);
    sigemptyset(&ours.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(signals[i], &ours, NULL);
}

void cli_clear_at_early_end(cli_clear *clear)
{
    watch();
    for (size_t i = 0; i < MOST_CLEARED && cleared[i] != clear; i++) {
        if (cleared[i] == NULL) {
            cleared[i] = clear;
            return;
        }
    }
}

void cli_hold_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, before);
}

void cli_let_signals(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}
