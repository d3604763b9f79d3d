#include "scene/link.h"

#include <glib.h>
#include <string.h>

/* RFC 3986, section 2, and all that an IRI (RFC 3987) may have beyond ASCII. */
static bool is_of_urls(unsigned char c) {
  return c >= 0x80 || g_ascii_isalnum((char)c) || (c && strchr("-._~:/?#[]@!$&'()*+,;=%", c));
}

bool cairn_link_is_allowed(const char *url) {
  static const char *const schemes[] = {"http://", "https://", "mailto:"};
  bool known = false;
  for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
    known |= g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0;
  for (const char *at = url; known && *at; at++)
    known = is_of_urls((unsigned char)*at);
  return known && g_utf8_validate(url, -1, NULL);
}
