/* What an object of a spec may hold: one table, read by the checker (spec/check.h) and written out as
 * docs/vega-lite.md (tests/spec/describe.h).
 *
 * A kind of object ("axis") has rows, one for each property that Vega-Lite 6 knows; a row says whether cairn
 * draws it and which shape its value has; a shape says which JSON values it takes, and which kinds of
 * objects. All of it is constant data. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum CairnSupport {
  CAIRN_SUPPORTED,
  CAIRN_REQUIRED,    /* supported, and the object is incomplete without it */
  CAIRN_INERT,       /* accepted; it has no effect on a still picture */
  CAIRN_UNSUPPORTED, /* would change the picture: an error, or a warning with --lenient */
} CairnSupport;

/* The JSON values that a shape takes; a set of these. */
enum {
  CAIRN_TAKES_NUMBER = 1 << 0,
  CAIRN_TAKES_STRING = 1 << 1, /* any, or one of `words` */
  CAIRN_TAKES_BOOLEAN = 1 << 2,
  CAIRN_TAKES_NULL = 1 << 3,
  CAIRN_TAKES_EXPR = 1 << 4,   /* {"expr": "..."} */
  CAIRN_TAKES_OBJECT = 1 << 5, /* of the kind that `variants` tell */
  CAIRN_TAKES_ARRAY = 1 << 6,  /* of `items` */
  CAIRN_TAKES_ANY = 1 << 7,    /* not looked into */
};

typedef struct CairnKind CairnKind;
typedef struct CairnShape CairnShape;

/* An object with `member` (of the string `value`, unless NULL) is of this kind. The last of a list may have
 * neither: the kind of all others. */
typedef struct CairnVariant {
  const char *member, *value;
  const CairnKind *kind;
} CairnVariant;

struct CairnShape {
  unsigned takes;
  const char *const *words;          /* the strings it takes, NULL-terminated; NULL: any */
  const char *const *missing;        /* those of Vega-Lite that cairn does not draw; NULL: none */
  bool (*accepts)(const char *text); /* further condition on strings, or NULL */
  const char *what;                  /* of what it accepts: "a colour" */
  const CairnVariant *variants;      /* n_variants of them; none: any object */
  size_t n_variants;
  const CairnShape *items; /* NULL: any */
  size_t length;           /* of an array; 0: any */
  bool filled;             /* an array that is not empty */
  bool not_negative;       /* of numbers: 0 or more */
};

typedef struct CairnPropertyRow {
  const char *name;
  CairnSupport support;
  const CairnShape *shape;
  const char *meaning; /* for the documentation */
} CairnPropertyRow;

struct CairnKind {
  const char *name;  /* "an axis" */
  const char *title; /* "Axis" */
  const CairnPropertyRow *rows;
  size_t n_rows;
  const CairnKind *includes[4]; /* has their rows too; NULL-terminated unless full */
  const CairnShape *others;     /* the shape of members without a row; NULL: there are none */
  const char *needs;            /* an included property that it is incomplete without, or NULL */
  /* Takes their rows too, but they have no effect, here or in the reference; a warning says so. NULL-terminated. */
  const CairnKind *const *ineffective;
  const char *instead; /* what would have an effect, for that warning */
};

/* The shape of a whole spec, and of a `config` by itself. */
extern const CairnShape cairn_shape_chart, cairn_shape_config;

/* The row of member `name`, in the kind or what it includes; NULL when there is none. */
const CairnPropertyRow *cairn_kind_find(const CairnKind *kind, const char *name);

/* The row of member `name` in the kinds whose properties have no effect in this one; NULL when there is none. */
const CairnPropertyRow *cairn_kind_find_ineffective(const CairnKind *kind, const char *name);

/* Calls `visit` for every row of the kind, its own first, then those of what it includes. */
void cairn_kind_each(const CairnKind *kind, void (*visit)(const CairnPropertyRow *row, void *data),
                     void *data);

/* The variant that this object is; NULL when it has none of the members that tell, or any object will do. */
const CairnVariant *cairn_shape_variant(const CairnShape *shape, const json_t *object);

/* Appends what the shape takes: `a number, "left" or {"expr": "..."}`. */
void cairn_shape_describe(const CairnShape *shape, GString *out);

/* Appends words in quotes: `"a", "b" or "c"` with the conjunction "or". */
void cairn_words_append(GString *out, const char *const *words, size_t n, const char *conjunction);
