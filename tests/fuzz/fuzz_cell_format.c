/* libFuzzer: any format shows any number and text; what is shown has no end of its own,
 * and General shows what reads back. The first eight bytes are the number. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "format/cell_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double number, again;
    struct arena arena;
    struct text_buffer out = { 0 };
    if (size < sizeof number)
        return 0;
    memcpy(&number, data, sizeof number);
    const struct text code = { (const char *)data + sizeof number, size - sizeof number };
    if (!isfinite(number) || fabs(number) > 1e300) /* rounding may make it infinite */
        return 0;
    arena_init(&arena);
    const struct cell_format *format = cell_format_compile(code, &arena);
    cell_format_show(format, number, size % 2 == 0, &out);
    cell_format_show_text(format, text_of("text"), &out);
    require(out.length < 16384);
    out.length = 0;
    cell_format_show_general(number, &out);
    require(number_parse((struct text){ out.bytes, out.length }, &again));
    require(again == number || fabs(again / number - 1) < 1e-14 || fabs(number) < 1e-300);
    cell_format_stored_time(number, false, &out);
    free(out.bytes);
    arena_release(&arena);
    return 0;
}
