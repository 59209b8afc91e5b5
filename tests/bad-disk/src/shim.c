/* Stands between a test's child process and the C library: of what changes a file below one folder, call number AT fails, or the process
 * is killed there; everything that was done is written to a log, from which the disk of any instant can be made again.
 *
 * BAD_DISK_FOLDER, BAD_DISK_LOG (outside of the folder), BAD_DISK_AT (0: never), BAD_DISK_HOW: eio, full (once), eio-on, full-on (from then
 * on), kill, torn (half of a write, then killed). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *folder, *how;
static size_t folder_len;
static long at, seen;
static int log_fd = -1, ready;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static void begin(void) {
    if (ready) return;
    ready = 1;
    folder = getenv("BAD_DISK_FOLDER");
    const char *log = getenv("BAD_DISK_LOG"), *number = getenv("BAD_DISK_AT");
    how = getenv("BAD_DISK_HOW");
    if (!folder || !log || !how) { folder = NULL; return; }
    folder_len = strlen(folder);
    at = number ? atol(number) : 0;
    log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int below(const char *path) {
    return folder && path && !strncmp(path, folder, folder_len) && (path[folder_len] == '/' || !path[folder_len]);
}

/* The path of an open file below the folder. */
static int path_of(int fd, char *path) {
    char link[64];
    begin();
    if (!folder || fd == log_fd) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return below(path);
}

static void put(char kind, uint64_t file, uint64_t place, const char *one, size_t one_len, const void *two, size_t two_len) {
    char head[33];
    uint64_t numbers[4] = {file, place, one_len, two_len};
    head[0] = kind;
    memcpy(head + 1, numbers, sizeof numbers);
    char *all = malloc(sizeof head + one_len + two_len);
    memcpy(all, head, sizeof head);
    if (one_len) memcpy(all + sizeof head, one, one_len);
    if (two_len) memcpy(all + sizeof head + one_len, two, two_len);
    /* One write: the test's own notes come between whole records. */
    if (REAL(write)(log_fd, all, sizeof head + one_len + two_len) < 0) abort();
    free(all);
}

static uint64_t file_of(int fd) {
    struct stat stat;
    return fstat(fd, &stat) ? 0 : stat.st_ino;
}

/* The errno that this call fails with, or 0. */
static int fate(int *torn) {
    seen++;
    if (torn) *torn = 0;
    if (!at || seen < at) return 0;
    int on = strstr(how, "-on") != NULL;
    if (seen > at && !on) return 0;
    put('F', 0, seen, NULL, 0, NULL, 0);
    if (!strcmp(how, "torn") && torn) { *torn = 1; return 0; }
    if (!strcmp(how, "kill") || !strcmp(how, "torn")) { kill(getpid(), SIGKILL); pause(); }
    return strncmp(how, "full", 4) ? EIO : ENOSPC;
}

static ssize_t written(int fd, const void *data, size_t n, off_t place, int positioned) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return positioned ? REAL(pwrite)(fd, data, n, place) : REAL(write)(fd, data, n);
    pthread_mutex_lock(&lock);
    int torn, error = fate(&torn);
    ssize_t done = -1;
    if (!error) {
        if (!positioned) place = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
        size_t much = torn ? n / 2 : n;
        done = positioned ? REAL(pwrite)(fd, data, much, place) : REAL(write)(fd, data, much);
        if (done > 0) put('W', file_of(fd), place, NULL, 0, data, done);
        if (torn) { kill(getpid(), SIGKILL); pause(); }
    }
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return done;
}

ssize_t write(int fd, const void *data, size_t n) { return written(fd, data, n, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t n, off_t place) { return written(fd, data, n, place, 1); }
ssize_t pwrite64(int fd, const void *data, size_t n, off64_t place) { return written(fd, data, n, place, 1); }

/* D: of the folder, what is in it under which name. X: a sync that failed, after which the system takes for written what is not. */
static int synced(int fd, const char *name) {
    char path[PATH_MAX];
    int (*call)(int) = (int (*)(int))real(name);
    if (!path_of(fd, path)) return call(fd);
    pthread_mutex_lock(&lock);
    int error = fate(NULL), done = error ? -1 : call(fd);
    struct stat stat;
    int directory = !fstat(fd, &stat) && S_ISDIR(stat.st_mode);
    put(error ? 'X' : directory ? 'D' : 'S', stat.st_ino, 0, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return done;
}

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }

static int cut(int fd, off_t length) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return REAL(ftruncate)(fd, length);
    pthread_mutex_lock(&lock);
    int error = fate(NULL), done = error ? -1 : REAL(ftruncate)(fd, length);
    if (!done) put('T', file_of(fd), length, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

int rename(const char *from, const char *to) {
    begin();
    if (!below(from) && !below(to)) return REAL(rename)(from, to);
    pthread_mutex_lock(&lock);
    int error = fate(NULL), done = error ? -1 : REAL(rename)(from, to);
    if (error) errno = error;
    int kept = errno;
    if (!done) put('R', 0, 0, from, strlen(from), to, strlen(to));
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int unlink(const char *path) {
    begin();
    if (!below(path)) return REAL(unlink)(path);
    pthread_mutex_lock(&lock);
    int error = fate(NULL), done = error ? -1 : REAL(unlink)(path);
    if (error) errno = error;
    int kept = errno;
    if (!done) put('U', 0, 0, path, strlen(path), NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

static int opened(const char *name, const char *path, int flags, mode_t mode) {
    int (*call)(const char *, int, ...) = (int (*)(const char *, int, ...))real(name);
    begin();
    if (!below(path) || !(flags & (O_CREAT | O_TRUNC))) return call(path, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat stat_before;
    int there = !stat(path, &stat_before), cuts = there && (flags & O_TRUNC) && stat_before.st_size;
    int error = (!there || cuts) ? fate(NULL) : 0, done = error ? -1 : call(path, flags, mode);
    if (error) errno = error;
    int kept = errno;
    if (done >= 0 && !there) put('C', file_of(done), 0, path, strlen(path), NULL, 0);
    if (done >= 0 && cuts) put('T', file_of(done), 0, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

#define OPEN(name)                                   \
    int name(const char *path, int flags, ...) {     \
        va_list rest;                                \
        va_start(rest, flags);                       \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                \
        return opened(#name, path, flags, mode);     \
    }
OPEN(open)
OPEN(open64)
