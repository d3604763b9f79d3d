/* The structure of a document (ISO 32000-1, 14.7): a figure, whose content stands in it, and links as
 * elements of their own. */
#include "paint/pdf_writer.h"
#include "scene/link.h"

/* A link's place on the page: an annotation, and its element of the structure. */
typedef struct Link {
  char *url;
  CairnBox box; /* px of the page */
  guint part, element, annotation;
} Link;

struct CairnPdfTags {
  GArray *links;
  GArray *owners; /* guint: of each part of the content the element, or 0: the figure */
  guint figure;   /* 0 until it has a number */
  char *url;      /* where what is painted next leads; NULL: nowhere */
  bool is_open;   /* the last part goes on */
};

static void clear_link(void *link) {
  g_free(((Link *)link)->url);
}

CairnPdfTags *cairn_pdf_tags_new(void) {
  CairnPdfTags *tags = g_new0(CairnPdfTags, 1);
  tags->links = g_array_new(FALSE, TRUE, sizeof(Link));
  g_array_set_clear_func(tags->links, clear_link);
  tags->owners = g_array_new(FALSE, FALSE, sizeof(guint));
  return tags;
}

void cairn_pdf_tags_free(CairnPdfTags *tags) {
  g_array_unref(tags->links);
  g_array_unref(tags->owners);
  g_free(tags->url);
  g_free(tags);
}

/* ---- Content ---- */

void cairn_pdf_end_parts(CairnPdf *pdf) {
  if (pdf->tags->is_open) cairn_put_text(pdf->content, "EMC\n");
  pdf->tags->is_open = false;
}

void cairn_pdf_begin_part(CairnPdf *pdf) {
  if (!pdf->tags->url) cairn_pdf_end_parts(pdf);
}

void cairn_pdf_lead_to(CairnPdf *pdf, const char *url) {
  CairnPdfTags *tags = pdf->tags;
  if (url && !cairn_link_is_allowed(url)) url = NULL;
  if (!url && !tags->url) return;
  cairn_pdf_end_parts(pdf);
  g_free(tags->url);
  tags->url = g_strdup(url);
}

static guint open_link(CairnPdf *pdf) {
  Link link = {.url = g_strdup(pdf->tags->url), .box = cairn_box_empty(), .part = pdf->tags->owners->len};
  link.element = cairn_pdf_reserve(&pdf->file);
  link.annotation = cairn_pdf_reserve(&pdf->file);
  g_array_append_val(pdf->tags->links, link);
  return link.element;
}

/* A part begins with what is painted in it, so that none is empty. */
bool cairn_pdf_mark(CairnPdf *pdf) {
  CairnPdfTags *tags = pdf->tags;
  if (tags->is_open) return tags->url;
  const guint owner = tags->url ? open_link(pdf) : 0;
  g_string_append_printf(pdf->content, "/%s<</MCID %u>>BDC\n", owner ? "Link" : "Figure", tags->owners->len);
  g_array_append_val(tags->owners, owner);
  tags->is_open = true;
  return tags->url;
}

static CairnBox meet(CairnBox a, CairnBox b) {
  const double left = fmax(a.x, b.x), top = fmax(a.y, b.y);
  const double right = fmin(a.x + a.width, b.x + b.width), bottom = fmin(a.y + a.height, b.y + b.height);
  return right >= left && bottom >= top ? (CairnBox){left, top, right - left, bottom - top}
                                        : cairn_box_empty();
}

void cairn_pdf_cover(CairnPdf *pdf, CairnBox box) {
  Link *link = &g_array_index(pdf->tags->links, Link, pdf->tags->links->len - 1);
  const CairnScene *scene = pdf->job->scene;
  const CairnBox seen = meet(pdf->state.clip, (CairnBox){0, 0, scene->width, scene->height});
  link->box = cairn_box_union(link->box, meet(box, seen));
}

/* ---- Links ---- */

/* What is not ASCII stands in a URL by its numbers (RFC 3987, 3.1); so may the characters that end a string.
 */
static void put_url(GString *out, const char *url) {
  for (const char *at = url; *at; at++)
    if (strchr("()\\", *at) || (unsigned char)*at >= 0x80)
      g_string_append_printf(out, "%%%02X", (unsigned char)*at);
    else if (*at >= ' ')
      g_string_append_c(out, *at);
}

static void write_annotation(CairnPdf *pdf, const Link *link, guint key, guint page) {
  GString *out = pdf->file.out;
  const double sides[] = {link->box.x * pdf->zoom, pdf->height - (link->box.y + link->box.height) * pdf->zoom,
                          (link->box.x + link->box.width) * pdf->zoom, pdf->height - link->box.y * pdf->zoom};
  cairn_pdf_begin(&pdf->file, link->annotation);
  cairn_put_text(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
  for (int i = 0; i < 4; i++) {
    if (i) cairn_put(out, " ", 1);
    cairn_pdf_number(out, cairn_box_is_empty(link->box) ? 0 : sides[i], 3);
  }
  g_string_append_printf(out, "]/StructParent %u/P %u 0 R/A<</Type/Action/S/URI/URI(", key, page);
  put_url(out, link->url);
  cairn_put_text(out, ")>>>>");
  cairn_pdf_end(&pdf->file);
}

static void write_element(CairnPdf *pdf, const Link *link, guint page) {
  GString *out = pdf->file.out;
  cairn_pdf_begin(&pdf->file, link->element);
  g_string_append_printf(out, "<</Type/StructElem/S/Link/P %u 0 R/Pg %u 0 R/K[%u<</Type/OBJR/Obj %u 0 R>>]>>",
                         pdf->tags->figure, page, link->part, link->annotation);
  cairn_pdf_end(&pdf->file);
}

void cairn_pdf_put_page_tags(const CairnPdf *pdf) {
  const GArray *links = pdf->tags->links;
  cairn_put_text(pdf->file.out, "/StructParents 0");
  if (links->len == 0) return;
  cairn_put_text(pdf->file.out, "/Annots[");
  for (guint i = 0; i < links->len; i++)
    cairn_pdf_reference(pdf->file.out, g_array_index(links, Link, i).annotation);
  cairn_put_text(pdf->file.out, "]");
}

/* ---- Structure ---- */

/* A figure without text is one that a reader is told nothing of (14.9.3); its box lets them show where it is.
 */
static void write_figure(CairnPdf *pdf, guint document, guint page) {
  GString *out = pdf->file.out;
  const CairnScene *scene = pdf->job->scene;
  const char *text = scene->description ? scene->description : scene->title;
  cairn_pdf_begin(&pdf->file, pdf->tags->figure);
  g_string_append_printf(out, "<</Type/StructElem/S/Figure/P %u 0 R/Pg %u 0 R", document, page);
  if (text) {
    cairn_put_text(out, "/Alt ");
    cairn_pdf_string(out, text, strlen(text));
  }
  cairn_put_text(out, "/A<</O/Layout/Placement/Block/BBox[0 0 ");
  cairn_pdf_number(out, pdf->width, 3);
  cairn_put(out, " ", 1);
  cairn_pdf_number(out, pdf->height, 3);
  cairn_put_text(out, "]>>/K[");
  for (guint i = 0; i < pdf->tags->owners->len; i++) {
    const guint owner = g_array_index(pdf->tags->owners, guint, i);
    if (owner)
      cairn_pdf_reference(out, owner);
    else
      g_string_append_printf(out, " %u", i);
  }
  cairn_put_text(out, "]>>");
  cairn_pdf_end(&pdf->file);
}

/* Which element each part of the page and each annotation belongs to (14.7.4.4). */
static void put_parents(const CairnPdf *pdf) {
  const CairnPdfTags *tags = pdf->tags;
  GString *out = pdf->file.out;
  cairn_put_text(out, "<</Nums[0[");
  for (guint i = 0; i < tags->owners->len; i++) {
    const guint owner = g_array_index(tags->owners, guint, i);
    cairn_pdf_reference(out, owner ? owner : tags->figure);
  }
  cairn_put_text(out, "]");
  for (guint i = 0; i < tags->links->len; i++) {
    g_string_append_printf(out, " %u", i + 1);
    cairn_pdf_reference(out, g_array_index(tags->links, Link, i).element);
  }
  cairn_put_text(out, "]>>");
}

guint cairn_pdf_write_tags(CairnPdf *pdf, guint page) {
  CairnPdfTags *tags = pdf->tags;
  guint root = cairn_pdf_reserve(&pdf->file), document = cairn_pdf_reserve(&pdf->file);
  tags->figure = cairn_pdf_reserve(&pdf->file);
  for (guint i = 0; i < tags->links->len; i++) {
    const Link *link = &g_array_index(tags->links, Link, i);
    write_annotation(pdf, link, i + 1, page);
    write_element(pdf, link, page);
  }
  write_figure(pdf, document, page);
  cairn_pdf_begin(&pdf->file, document);
  g_string_append_printf(pdf->file.out, "<</Type/StructElem/S/Document/P %u 0 R/K %u 0 R>>", root,
                         tags->figure);
  cairn_pdf_end(&pdf->file);
  cairn_pdf_begin(&pdf->file, root);
  g_string_append_printf(pdf->file.out, "<</Type/StructTreeRoot/K %u 0 R/ParentTreeNextKey %u/ParentTree",
                         document, tags->links->len + 1);
  put_parents(pdf);
  cairn_put_text(pdf->file.out, ">>");
  cairn_pdf_end(&pdf->file);
  return root;
}
