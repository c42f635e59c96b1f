/* Where links of a page may lead. */
#include "page/address.h"

static bool is_of_the_web(struct text address)
{
    return text_starts_with(address, text_of("https://")) ||
           text_starts_with(address, text_of("http://"));
}

/* Relative: no host, and no scheme before the first '/', '?' or '#'. */
static bool is_of_the_folder(struct text address)
{
    if (text_starts_with(address, text_of("//")))
        return false;
    for (size_t i = 0; i < address.length; i++) {
        if (memchr("/?#", address.bytes[i], 3) != NULL)
            return true;
        if (address.bytes[i] == ':')
            return false;
    }
    return address.length > 0;
}

bool address_is_safe(struct text address)
{
    for (size_t i = 0; i < address.length; i++) {
        const unsigned char byte = address.bytes[i];
        if (byte <= ' ' || byte == 0x7f || byte == '\\')
            return false;
    }
    return is_of_the_web(address) || is_of_the_folder(address);
}

struct text address_of(struct document_target target,
                       struct text (*resolve)(void *state, struct document_target target),
                       void *state)
{
    struct text address = text_of("");
    switch (target.kind) {
    case DOCUMENT_NOWHERE:
    case DOCUMENT_TO_SECTION:
        break;
    case DOCUMENT_TO_WEB:
        if (is_of_the_web(target.name))
            address = target.name;
        break;
    case DOCUMENT_TO_AREA:
    case DOCUMENT_TO_METRIC:
    case DOCUMENT_TO_PAGE:
    case DOCUMENT_TO_FILE:
        if (resolve != NULL)
            address = resolve(state, target);
        break;
    }
    return address_is_safe(address) ? address : text_of("");
}
