/* libFuzzer: no text of a document becomes markup, in any format. */
#include "../unit/page_formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    page_check_formats(data, size);
    return 0;
}
