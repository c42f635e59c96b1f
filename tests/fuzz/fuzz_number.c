/* libFuzzer: numbers are read and printed as the C library does in the C locale. The
 * bytes are taken once as a text and, the first eight of them, once as a double. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* strtod takes more than we do, and takes it from the front of any text. */
static bool is_plain_decimal(const char *text, size_t length)
{
    return length > 0 && strspn(text, "+-.0123456789eE") == length;
}

static void check_text(const uint8_t *data, size_t size)
{
    char *text = memory_take(size + 1, 1);
    memcpy(text, data, size);
    text[size] = '\0';
    char *end;
    const double theirs = strtod(text, &end);
    const bool taken =
        is_plain_decimal(text, size) && end == text + size && isfinite(theirs);
    double ours = 42;
    require(number_parse((struct text){ text, size }, &ours) == taken,
            "the same texts are numbers");
    require(same_bits(ours, taken ? theirs : 42), "the same number is read");
    free(text);
}

static void check_double(double number)
{
    char ours[NUMBER_SIZE];
    char theirs[NUMBER_SIZE];
    const size_t length = number_format(number, ours);
    snprintf(theirs, sizeof theirs, "%.15g", number == 0 ? 0.0 : number);
    require(length == strlen(ours), "the length is that of the text");
    /* Rounded up beyond a double it would be infinite to who reads it. */
    require(strcmp(ours, theirs) == 0 || isinf(strtod(theirs, NULL)),
            "the same text is printed");
    double again;
    require(number_parse(text_of(ours), &again), "what is printed can be read");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_text(data, size);
    double number;
    if (size < sizeof number)
        return 0;
    memcpy(&number, data, sizeof number);
    if (isfinite(number))
        check_double(number);
    return 0;
}
