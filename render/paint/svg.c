#include "paint/format.h"
bool cairn_write_svg(const CairnJob *job, GError **error) {
  (void)job;
  (void)error;
  return false;
}
