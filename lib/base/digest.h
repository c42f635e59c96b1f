/* The SHA-256 (FIPS 180-4) and the number of bytes that pass. */
#ifndef OFLOG_BASE_DIGEST_H
#define OFLOG_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sha2.h>

enum { DIGEST_SIZE = SHA256_DIGEST_STRING_LENGTH };

struct digest {
    SHA2_CTX state;
    uint64_t size; /* bytes so far */
};

/* A file that was read, and what it held. */
struct digested {
    const char *name; /* borrowed */
    uint64_t size;
    char sha256[DIGEST_SIZE];
};

void digest_init(struct digest *digest);
void digest_add(struct digest *digest, const char *bytes, size_t length);

/* Adds what a descriptor still gives, to its end. False, with errno set, where it cannot
 * be read. */
bool digest_add_rest(struct digest *digest, int descriptor);

/* Ends the counting: 64 hexadecimal digits, as sha256sum(1) prints them, and a zero byte.
 * Returns `out`. */
const char *digest_end(struct digest *digest, char out[DIGEST_SIZE]);

#endif
