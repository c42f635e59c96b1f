/* The SHA-256 and the number of bytes that pass. */
#include "base/digest.h"

#include <errno.h>
#include <unistd.h>

void digest_init(struct digest *digest)
{
    SHA256Init(&digest->state);
    digest->size = 0;
}

void digest_add(struct digest *digest, const char *bytes, size_t length)
{
    SHA256Update(&digest->state, (const uint8_t *)bytes, length);
    digest->size += length;
}

bool digest_add_rest(struct digest *digest, int descriptor)
{
    char buffer[1 << 14];
    for (;;) {
        const ssize_t count = read(descriptor, buffer, sizeof buffer);
        if (count == 0)
            return true;
        if (count > 0)
            digest_add(digest, buffer, (size_t)count);
        else if (errno != EINTR)
            return false;
    }
}

const char *digest_end(struct digest *digest, char out[DIGEST_SIZE])
{
    return SHA256End(&digest->state, out);
}
