/* Reads SVG path data (SVG 1.1, chapter 8). */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "scene/path.h"

typedef struct Reader {
  const char *at;
  CairnPath *path;
  double scale_x, scale_y;
  CairnPoint current, start, control; /* unscaled; `control` is the last control point, for S and T */
  char previous;                      /* the last command, upper case */
} Reader;

static void skip_separators(Reader *reader) {
  while (*reader->at && strchr(" \t\r\n\f,", *reader->at))
    reader->at++;
}

static size_t span_digits(const char *text) {
  return strspn(text, "0123456789");
}

static size_t number_length(const char *text) {
  size_t n = text[0] == '+' || text[0] == '-', whole = span_digits(text + n), fraction = 0;
  n += whole;
  if (text[n] == '.') {
    fraction = span_digits(text + n + 1);
    n += 1 + fraction;
  }
  if (whole + fraction == 0) return 0;
  if (text[n] == 'e' || text[n] == 'E') {
    size_t sign = text[n + 1] == '+' || text[n + 1] == '-', digits = span_digits(text + n + 1 + sign);
    if (digits) n += 1 + sign + digits;
  }
  return n;
}

static bool read_number(Reader *reader, double *out) {
  skip_separators(reader);
  size_t length = number_length(reader->at);
  if (length == 0 || !cairn_number_parse(reader->at, length, out)) return false;
  reader->at += length;
  return true;
}

/* Flags of arcs may stand without separators: "a1 1 0 01 2 2". */
static bool read_flag(Reader *reader, double *out) {
  skip_separators(reader);
  if (*reader->at != '0' && *reader->at != '1') return false;
  *out = *reader->at++ - '0';
  return true;
}

static bool read_arguments(Reader *reader, char command, double *arguments, size_t n) {
  for (size_t i = 0; i < n; i++) {
    bool is_flag = command == 'A' && (i == 3 || i == 4);
    if (!(is_flag ? read_flag : read_number)(reader, &arguments[i])) return false;
  }
  return true;
}

/* ---- Drawing ---- */

static void move_to(Reader *reader, CairnPoint p) {
  cairn_path_move(reader->path, p.x * reader->scale_x, p.y * reader->scale_y);
  reader->current = reader->start = p;
}

static void line_to(Reader *reader, CairnPoint p) {
  cairn_path_line(reader->path, p.x * reader->scale_x, p.y * reader->scale_y);
  reader->current = p;
}

static void curve_to(Reader *reader, CairnPoint c1, CairnPoint c2, CairnPoint p) {
  double sx = reader->scale_x, sy = reader->scale_y;
  cairn_path_curve(reader->path, c1.x * sx, c1.y * sy, c2.x * sx, c2.y * sy, p.x * sx, p.y * sy);
  reader->control = c2;
  reader->current = p;
}

static void quadratic_to(Reader *reader, CairnPoint c, CairnPoint p) {
  CairnPoint from = reader->current;
  CairnPoint c1 = {from.x + (c.x - from.x) * 2 / 3, from.y + (c.y - from.y) * 2 / 3};
  CairnPoint c2 = {p.x + (c.x - p.x) * 2 / 3, p.y + (c.y - p.y) * 2 / 3};
  curve_to(reader, c1, c2, p);
  reader->control = c;
}

/* The control point that continues the last curve smoothly; the current point after other commands. */
static CairnPoint reflected(const Reader *reader, const char *curves) {
  if (!reader->previous || !strchr(curves, reader->previous)) return reader->current;
  return (CairnPoint){2 * reader->current.x - reader->control.x, 2 * reader->current.y - reader->control.y};
}

/* An elliptical arc around its centre. */
typedef struct Ellipse {
  CairnPoint centre;
  double rx, ry, cosine, sine;
} Ellipse;

static CairnPoint on_ellipse(const Ellipse *e, double x, double y) {
  return (CairnPoint){e->centre.x + e->cosine * e->rx * x - e->sine * e->ry * y,
                      e->centre.y + e->sine * e->rx * x + e->cosine * e->ry * y};
}

static void ellipse_to(Reader *reader, const Ellipse *e, double start, double sweep, CairnPoint end) {
  int n = (int)ceil(fabs(sweep) / (G_PI / 2) - 1e-9);
  double part = sweep / n, handle = 4.0 / 3 * tan(part / 4);
  for (int i = 0; i < n; i++) {
    double a = start + i * part, b = a + part;
    CairnPoint c1 = on_ellipse(e, cos(a) - handle * sin(a), sin(a) + handle * cos(a));
    CairnPoint c2 = on_ellipse(e, cos(b) + handle * sin(b), sin(b) - handle * cos(b));
    curve_to(reader, c1, c2, i + 1 == n ? end : on_ellipse(e, cos(b), sin(b)));
  }
}

/* From end points to centre: SVG 1.1, F.6.5 and F.6.6. */
static void arc_to(Reader *reader, const double *arguments, CairnPoint end) {
  CairnPoint from = reader->current;
  double rx = fabs(arguments[0]), ry = fabs(arguments[1]), turn = arguments[2] * G_PI / 180;
  if (rx == 0 || ry == 0 || (from.x == end.x && from.y == end.y)) {
    line_to(reader, end);
    return;
  }
  double cosine = cos(turn), sine = sin(turn), hx = (from.x - end.x) / 2, hy = (from.y - end.y) / 2;
  double x = cosine * hx + sine * hy, y = -sine * hx + cosine * hy;
  double excess = x * x / (rx * rx) + y * y / (ry * ry), grow = sqrt(fmax(excess, 1));
  rx *= grow;
  ry *= grow;
  double spread = sqrt(fmax(1 / fmax(excess / (grow * grow), 1e-300) - 1, 0));
  if (arguments[3] == arguments[4]) spread = -spread;
  double cx = spread * rx * y / ry, cy = -spread * ry * x / rx;
  Ellipse e = {
      {cosine * cx - sine * cy + (from.x + end.x) / 2, sine * cx + cosine * cy + (from.y + end.y) / 2},
      rx,
      ry,
      cosine,
      sine};
  double start = atan2((y - cy) / ry, (x - cx) / rx);
  double sweep = atan2((-y - cy) / ry, (-x - cx) / rx) - start;
  if (arguments[4] == 0 && sweep > 0) sweep -= 2 * G_PI;
  if (arguments[4] != 0 && sweep < 0) sweep += 2 * G_PI;
  if (isfinite(sweep) && fabs(sweep) > 1e-12)
    ellipse_to(reader, &e, start, sweep, end);
  else
    line_to(reader, end);
}

/* ---- Commands ---- */

static size_t n_arguments(char command) {
  switch (command) {
  case 'M':
  case 'L':
  case 'T':
    return 2;
  case 'H':
  case 'V':
    return 1;
  case 'S':
  case 'Q':
    return 4;
  case 'C':
    return 6;
  case 'A':
    return 7;
  default:
    return 0;
  }
}

/* (a[i], a[i + 1]) as a point, `base` added. */
static CairnPoint point_at(const double *a, size_t i, CairnPoint base) {
  return (CairnPoint){a[i] + base.x, a[i + 1] + base.y};
}

static void run(Reader *reader, char command, bool relative, const double *a) {
  CairnPoint base = relative ? reader->current : (CairnPoint){0, 0};
  switch (command) {
  case 'M':
    move_to(reader, point_at(a, 0, base));
    return;
  case 'L':
    line_to(reader, point_at(a, 0, base));
    return;
  case 'H':
    line_to(reader, (CairnPoint){a[0] + base.x, reader->current.y});
    return;
  case 'V':
    line_to(reader, (CairnPoint){reader->current.x, a[0] + base.y});
    return;
  case 'C':
    curve_to(reader, point_at(a, 0, base), point_at(a, 2, base), point_at(a, 4, base));
    return;
  case 'S':
    curve_to(reader, reflected(reader, "CS"), point_at(a, 0, base), point_at(a, 2, base));
    return;
  case 'Q':
    quadratic_to(reader, point_at(a, 0, base), point_at(a, 2, base));
    return;
  case 'T':
    quadratic_to(reader, reflected(reader, "QT"), point_at(a, 0, base));
    return;
  case 'A':
    arc_to(reader, a, point_at(a, 5, base));
    return;
  default: /* Z */
    cairn_path_close(reader->path);
    reader->current = reader->start;
    return;
  }
}

/* One command letter with all its sets of arguments; more pairs after a move are lines. */
static bool read_command(Reader *reader) {
  skip_separators(reader);
  char letter = *reader->at, command = g_ascii_toupper(letter);
  if (!letter || !strchr("MLHVCSQTAZ", command)) return false;
  if (!reader->previous && command != 'M') return false;
  reader->at++;
  double arguments[7];
  size_t n = n_arguments(command);
  if (n > 0 && !read_arguments(reader, command, arguments, n)) return false;
  do {
    run(reader, command, letter != command, arguments);
    reader->previous = command;
    if (command == 'M') {
      command = 'L';
      letter = letter == 'm' ? 'l' : 'L';
    }
  } while (n > 0 && read_arguments(reader, command, arguments, n));
  return true;
}

void cairn_path_svg(CairnPath *path, const char *data, double scale_x, double scale_y) {
  Reader reader = {.at = data ? data : "", .path = path, .scale_x = scale_x, .scale_y = scale_y};
  while (read_command(&reader)) {
  }
}
