/* A disk that fails when it is told to: loaded before the C library (LD_PRELOAD), it counts what a program does to the
 * journal's files and, at a chosen number, fails or kills the program. The program itself knows nothing of it.
 *
 *   FAULT=kill-before:N      killed instead of the Nth write, sync or truncation
 *   FAULT=kill-after:N       killed right after it
 *   FAULT=torn:N             half of the Nth write is written, then killed
 *   FAULT=eio:N              the Nth fails with EIO, once
 *   FAULT=eio                all fail with EIO        \
 *   FAULT=enospc             writes fail with ENOSPC   } while the file FAULT_WHILE is there
 *   FAULT=erofs              opening for writing fails /
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum outcome { GO_ON, FAIL, TEAR, KILL_AFTER };

static atomic_long seen;

static int is_journal(const char *path) { return strstr(path, "/bantam.db") != NULL; }

static int is_journal_fd(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_journal(path);
}

static int is_on(void) {
    const char *path = getenv("FAULT_WHILE");
    return path != NULL && access(path, F_OK) == 0;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* What happens to the operation that is about to be done. */
static enum outcome next(int fd, int is_write) {
    const char *fault = getenv("FAULT");
    if (fault == NULL || !is_journal_fd(fd)) return GO_ON;
    const char *colon = strchr(fault, ':');
    if (colon == NULL) {
        if (strcmp(fault, "eio") == 0 && is_on()) { errno = EIO; return FAIL; }
        if (strcmp(fault, "enospc") == 0 && is_write && is_on()) { errno = ENOSPC; return FAIL; }
        return GO_ON;
    }
    if (atomic_fetch_add(&seen, 1) + 1 != atol(colon + 1)) return GO_ON;
    if (strncmp(fault, "kill-before", 11) == 0) die();
    if (strncmp(fault, "kill-after", 10) == 0) return KILL_AFTER;
    if (strncmp(fault, "torn", 4) == 0) { if (is_write) return TEAR; die(); }
    errno = EIO;
    return FAIL;
}

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)
#define AROUND(fd, is_write, torn, call)          \
    switch (next(fd, is_write)) {                 \
    case FAIL: return -1;                         \
    case TEAR: torn; die(); return -1;            \
    case KILL_AFTER: call; die(); return -1;      \
    default: return call;                         \
    }

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    AROUND(fd, 1, real(fd, bytes, count / 2, at), real(fd, bytes, count, at))
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    AROUND(fd, 1, real(fd, bytes, count / 2, at), real(fd, bytes, count, at))
}

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    AROUND(fd, 1, real(fd, bytes, count / 2), real(fd, bytes, count))
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    AROUND(fd, 0, (void)0, real(fd))
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    AROUND(fd, 0, (void)0, real(fd))
}

int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    AROUND(fd, 0, (void)0, real(fd, length))
}

int ftruncate(int fd, off_t length) {
    REAL(int, "ftruncate", int, off_t);
    AROUND(fd, 0, (void)0, real(fd, length))
}

static int is_refused(const char *path, int flags) {
    const char *fault = getenv("FAULT");
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
    if (fault == NULL || strcmp(fault, "erofs") != 0 || !writes || !is_journal(path) || !is_on()) return 0;
    errno = EROFS;
    return 1;
}

int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return is_refused(path, flags) ? -1 : real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    REAL(int, "open", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return is_refused(path, flags) ? -1 : real(path, flags, mode);
}
