/* libFuzzer: our reader promises what its header says for any bytes, and cuts cells as
 * libcsv does. The first byte chooses in which pieces the others arrive. */
#include "../unit/csv_told.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the source would turn into other bytes is not what libcsv is given. */
static bool is_plain(struct text t)
{
    return byte_packing_of(t) == BYTES_PLAIN &&
           !text_starts_with(t, text_of("\xff\xfe")) &&
           !text_starts_with(t, text_of("\xfe\xff"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const char *bytes = (const char *)data + 1;
    const size_t length = size - 1;
    if (!is_plain((struct text){ bytes, length }))
        return 0;
    const size_t least = length / 200 + 1;
    const size_t wished = data[0] % 32;
    csv_require(
        csv_both_agree(bytes, length, wished > 0 && wished < least ? least : wished),
        "our reader and libcsv agree");
    return 0;
}
