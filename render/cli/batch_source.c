#define _XOPEN_SOURCE 700

#include "cli/batch_source.h"

#include "cli/batch_manifest.h"
#include "cli/batch_outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct BatchSource {
  const BatchSettings *settings;
  char **specs;
  size_t n_specs, next;    /* specs, and how many have been handed out */
  BatchManifest *manifest; /* NULL: specs by name */
  int fd;                  /* of the manifest; -1 at its end */
  double n_read, size;     /* bytes; size is 0 when unknown */
  size_t n_entries;        /* of all shards */
  BatchOutputs *outputs;   /* that have been handed out */
};

gint64 batch_file_time(const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) return -1;
  return (gint64)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
}

char *batch_without_ending(const char *path) {
  static const char *const endings[] = {".json", ".yaml", ".yml", ".vl", ".vg"};
  char *name = g_strdup(path);
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(name, endings[i]) && strlen(name) > strlen(endings[i]))
      name[strlen(name) - strlen(endings[i])] = '\0';
  return name;
}

static bool open_manifest(BatchSource *source, GError **error) {
  const char *path = source->settings->manifest;
  struct stat status;
  source->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (source->fd < 0 || fstat(source->fd, &status) != 0 || S_ISDIR(status.st_mode)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: error: cannot read the manifest: %s", path,
                g_strerror(source->fd < 0 ? errno : EISDIR));
    return false;
  }
  source->size = S_ISREG(status.st_mode) ? (double)status.st_size : 0;
  source->manifest = batch_manifest_new(path);
  return true;
}

BatchSource *batch_source_new(const BatchSettings *settings, char **specs, size_t n_specs, GError **error) {
  g_autoptr(BatchSource) source = g_new0(BatchSource, 1);
  source->settings = settings;
  source->specs = specs;
  source->n_specs = n_specs;
  source->fd = -1;
  source->outputs = batch_outputs_new();
  return n_specs || open_manifest(source, error) ? g_steal_pointer(&source) : NULL;
}

void batch_source_free(BatchSource *source) {
  if (!source) return;
  if (source->fd > STDIN_FILENO) close(source->fd);
  batch_manifest_free(source->manifest);
  batch_outputs_free(source->outputs);
  g_free(source);
}

/* ---- From an entry to a job ---- */

/* A name below the output folder, and nowhere else. */
static bool stays_inside(const char *name) {
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);
  return !g_path_is_absolute(name) && !g_strv_contains((const char *const *)parts, "..");
}

/* Does it name a file, and not the folder in which that would be? */
static bool is_name(const char *name) {
  const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
  return *last && strcmp(last, ".") != 0;
}

/* The format that the ending of a name asks for, or NULL. */
static const char *format_of(const char *name) {
  const char *dot = strrchr(name, '.');
  for (const char *const *format = cairn_formats(); dot && *format; format++)
    if (strcmp(dot + 1, *format) == 0) return *format;
  return NULL;
}

static char *default_name(const json_t *entry, const char *spec) {
  const char *data = job_text(entry, "data");
  g_autofree char *base = g_path_get_basename(data ? data : spec);
  if (!data) return batch_without_ending(base);
  char *dot = strrchr(base, '.');
  if (dot && dot > base) *dot = '\0';
  return g_steal_pointer(&base);
}

static bool add_file(BatchSource *source, json_t *files, const char *name, const char *ending) {
  g_autofree char *file = g_strconcat(name, ending ? "." : "", ending, NULL);
  g_autofree char *path = g_build_filename(source->settings->out_dir, file, NULL);
  json_array_append_new(files, json_string(path));
  return batch_outputs_add(source->outputs, path);
}

static json_t *refuse(json_t *job, const char *format, const char *detail) {
  g_autofree char *message = g_strdup_printf(format, detail);
  json_object_set_new(job, "error", json_string(message));
  return job;
}

/* What is not a path of the entry itself is a parameter. */
static void add_parameters(json_t *job, const json_t *entry) {
  static const char *const own[] = {"spec", "template", "data", "output", "params", NULL};
  json_t *parameters = json_object();
  json_object_update(parameters, json_object_get(entry, "params"));
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)entry, key, value) {
    if (!g_strv_contains(own, key)) json_object_set(parameters, key, value);
  }
  if (json_object_size(parameters)) json_object_set(job, "params", parameters);
  json_decref(parameters);
}

static bool add_files(BatchSource *source, json_t *job, const char *name) {
  json_t *files = json_array();
  bool is_new = true;
  if (format_of(name)) is_new = add_file(source, files, name, NULL);
  for (char **format = source->settings->formats; !format_of(name) && *format; format++)
    is_new = add_file(source, files, name, *format) && is_new;
  json_object_set_new(job, "files", files);
  return is_new;
}

static json_t *new_job(BatchSource *source, const json_t *entry) {
  const char *spec = job_text(entry, "spec"), *output = job_text(entry, "output");
  if (!spec) spec = job_text(entry, "template");
  json_t *job = json_object();
  if (job_text(entry, "error")) return refuse(job, "%s", job_text(entry, "error"));
  g_autofree char *name = output ? g_strdup(output) : default_name(entry, spec);
  json_object_set_new(job, "chart", json_string(name));
  json_object_set_new(job, "spec", json_string(spec));
  if (strcmp(spec, "-") == 0) return refuse(job, "%s: error: a batch reads specs from files only", spec);
  if (!stays_inside(name))
    return refuse(job, "\"%s\": error: the output must lie in the folder of --out-dir", name);
  if (!is_name(name)) return refuse(job, "\"%s\": error: the output must name a file", name);
  if (json_object_get(entry, "data")) json_object_set(job, "data", json_object_get(entry, "data"));
  add_parameters(job, entry);
  return add_files(source, job, name)
             ? job
             : refuse(job, "%s: error: an earlier chart of this batch has the same output", name);
}

/* ---- The next job ---- */

static json_t *next_entry(BatchSource *source) {
  if (source->manifest) return batch_manifest_next(source->manifest);
  return source->next < source->n_specs ? json_pack("{s:s}", "spec", source->specs[source->next++]) : NULL;
}

json_t *batch_source_next(BatchSource *source) {
  for (json_t *entry; (entry = next_entry(source)) != NULL; json_decref(entry)) {
    if (source->n_entries++ % source->settings->n_shards != source->settings->shard - 1) continue;
    json_t *job = new_job(source, entry);
    json_decref(entry);
    return job;
  }
  return NULL;
}

bool batch_source_at_end(const BatchSource *source) {
  return source->manifest ? source->fd < 0 : source->next == source->n_specs;
}

int batch_source_fd(const BatchSource *source) {
  return source->fd;
}

void batch_source_read(BatchSource *source) {
  /* What has been read waits as entries, of many times the size. */
  char bytes[4 * 1024];
  ssize_t n = read(source->fd, bytes, sizeof bytes);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  batch_manifest_feed(source->manifest, bytes, n > 0 ? (size_t)n : 0);
  source->n_read += n > 0 ? (double)n : 0;
  if (n > 0) return;
  if (source->fd > STDIN_FILENO) close(source->fd);
  source->fd = -1;
}

double batch_source_fraction(const BatchSource *source) {
  if (!source->manifest) return (double)source->next / (double)MAX(source->n_specs, 1);
  if (source->fd < 0) return 1;
  return source->size > 0 ? MIN(source->n_read / source->size, 1) : NAN;
}
