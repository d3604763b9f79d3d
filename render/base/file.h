/* Input files, the folders that a spec may read from, and output that is there whole or not at all. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* ---- Input ---- */

/* A source of bytes: a regular file, standard input or memory. */
typedef struct CairnInput CairnInput;

/* Opens a regular file; "-" is standard input. Folders, devices, sockets and pipes with a name are refused.
 */
CairnInput *cairn_input_open(const char *path, GError **error);

/* Reads from memory; `name` stands for the path in messages. */
CairnInput *cairn_input_from_bytes(const char *name, GBytes *bytes);

void cairn_input_free(CairnInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnInput, cairn_input_free)

/* Up to `size` bytes into `buffer`; *n becomes how many, 0 at the end. */
bool cairn_input_read(CairnInput *input, char *buffer, size_t size, size_t *n, GError **error);

/* The next read starts at the first byte again. Standard input that was opened by cairn_input_open is read
 * into memory as a whole at its first read, so that it can be rewound too. */
bool cairn_input_rewind(CairnInput *input, GError **error);

/* Is told of the bytes of an input while they are copied. */
typedef struct CairnInputWatch {
  void (*copied)(void *data, const char *bytes, size_t n);
  void *data;
} CairnInputWatch;

/* Makes standard input one that can be read several times: its bytes go to a file without a name, in the folder
 * that TMPDIR names, else in /var/tmp or /tmp (in memory where none can be made). Other inputs stay as they are.
 * `watch` may be NULL. */
bool cairn_input_keep(CairnInput *input, const CairnInputWatch *watch, GError **error);

/* Bytes in all if known, else 0; a hint, as the file may change. */
size_t cairn_input_size(const CairnInput *input);

/* Tells a file from other files, and from itself after a change; compared byte by byte. */
typedef struct CairnFileStamp {
  guint64 device, inode, size;
  gint64 modified_s, modified_ns, changed_s, changed_ns; /* content; content, name or rights */
} CairnFileStamp;

/* The stamp of the file that was opened; false where the bytes come from elsewhere. */
bool cairn_input_stamp(const CairnInput *input, CairnFileStamp *stamp);

/* The path or name for messages, owned by the input; standard input is "<stdin>". */
const char *cairn_input_name(const CairnInput *input);

/* A whole file (or "-") with a NUL after the last byte, which is not counted. More than `limit` bytes is an
 * error. */
GBytes *cairn_file_read(const char *path, size_t limit, GError **error);

/* ---- Where a spec may read from ---- */

/* The real path of the file that `url` (a data.url) names, relative to `base_dir` ("" is the working folder).
 * The file must lie in `base_dir` or below, or in or below one of `allow_dirs` (NULL-terminated, may be
 * NULL), after symbolic links are resolved. URLs with a scheme are refused. Errors carry no place. Free with
 * g_free. */
char *cairn_path_resolve(const char *base_dir, const char *url, const char *const *allow_dirs,
                         GError **error);

/* Do both paths lead to one file that is there? */
bool cairn_path_is_same(const char *a, const char *b);

/* A real path as messages show it: relative to the working folder when it is below, else as it is. Free with
 * g_free. */
char *cairn_path_shown(const char *real_path);

/* ---- Output ---- */

/* A file being written. Until cairn_output_commit a regular file keeps its old content, or does not exist. */
typedef struct CairnOutput CairnOutput;

/* Bytes go to a new file in the folder of `path`, which has no name yet where the file system can do that,
 * with the permissions that the umask gives; a device or a pipe is written directly, "-" is standard output.
 * A symbolic link is followed. */
CairnOutput *cairn_output_open(const char *path, GError **error);

/* False with CAIRN_ERROR_OUTPUT at the path when the disk is full, the pipe is closed, ... (the program must
 * ignore SIGPIPE to get the latter as an error). */
bool cairn_output_write(CairnOutput *output, const void *bytes, size_t n, GError **error);

/* Puts the new file in the place of the old one in one step. With `sync`, the content and the folder are on
 * the disk when this returns. After a failure the old file is untouched. */
bool cairn_output_commit(CairnOutput *output, bool sync, GError **error);

/* Removes what was not committed. */
void cairn_output_free(CairnOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnOutput, cairn_output_free)

/* Removes from a folder what processes that were killed have left there unfinished; what is being written
 * stays. */
void cairn_output_remove_unfinished(const char *folder);

/* Opens, writes and commits in one call. */
bool cairn_file_write(const char *path, const void *bytes, size_t n, bool sync, GError **error);
