/* Stands between the server and the disk, and between it and the clock: LD_PRELOAD it.
 *
 * SHIM_UNDER names the data folder, SHIM_CONTROL a file of five 64-bit numbers that the test changes while the
 * server runs:
 *   0  the how-manieth call on the folder fails from now (0: none)
 *   1  how many more fail after it (-1: all)
 *   2  the error: EIO, ENOSPC, EROFS ...; a write that fails first, with ENOSPC, leaves its first half
 *   3  how many calls have failed
 *   4  seconds by which the time of day is off; the steady clock stays
 * Calls are write, pwrite, fsync, fdatasync, ftruncate, rename, link and unlink.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { AT, MORE, ERROR, FAILED, OFF, COUNT };

static volatile int64_t *control;
static const char *under;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

#define REAL(kind, name, ...)                                                                                          \
    static kind (*real)(__VA_ARGS__);                                                                                  \
    if (!real) real = dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void ready(void) {
    const char *path = getenv("SHIM_CONTROL");
    int file = path ? open(path, O_RDWR) : -1;
    under = getenv("SHIM_UNDER");
    if (file < 0 || !under) return;
    void *shared = mmap(0, COUNT * sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) control = shared;
    close(file);
}

static int inside(const char *path) { return control && path && !strncmp(path, under, strlen(under)); }

static int on(int file) {
    char link[64], path[4096];
    if (!control) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* Whether this call is one that fails; errno says how. HALVED: it is a full disk's first, whose write leaves its first half.
 * The rest of that write fails whole: were it halved too, SQLite would have it all on disk in the end. */
enum { HALVED = 2 };
static int fails(int counted) {
    int failing = 0;
    if (!counted) return 0;
    pthread_mutex_lock(&one);
    if (control[AT] > 0 && --control[AT] == 0) failing = 1;
    else if (control[AT] == 0 && control[FAILED] > 0 && control[MORE] != 0) {
        failing = 1;
        if (control[MORE] > 0) control[MORE]--;
    }
    if (failing && control[FAILED]++ == 0 && control[ERROR] == ENOSPC) failing = HALVED;
    pthread_mutex_unlock(&one);
    if (failing) errno = (int)control[ERROR];
    return failing;
}

ssize_t write(int file, const void *from, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int failing = fails(on(file));
    if (failing && !(failing == HALVED && size > 1)) return -1;
    return real(file, from, failing ? size / 2 : size);
}

ssize_t pwrite64(int file, const void *from, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    int failing = fails(on(file));
    if (failing && !(failing == HALVED && size > 1)) return -1;
    return real(file, from, failing ? size / 2 : size, at);
}

ssize_t pwrite(int file, const void *from, size_t size, off_t at) { return pwrite64(file, from, size, at); }

int fsync(int file) {
    REAL(int, "fsync", int);
    return fails(on(file)) ? -1 : real(file);
}

int fdatasync(int file) {
    REAL(int, "fdatasync", int);
    return fails(on(file)) ? -1 : real(file);
}

int ftruncate64(int file, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails(on(file)) ? -1 : real(file, size);
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return fails(inside(path)) ? -1 : real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return fails(inside(to)) ? -1 : real(from, to);
}

int linkat(int a, const char *from, int b, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return fails(inside(to)) ? -1 : real(a, from, b, to, flags);
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return fails(inside(to)) ? -1 : real(from, to);
}

int clock_gettime(clockid_t which, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int done = real(which, now);
    if (!done && control && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += control[OFF];
    return done;
}

int gettimeofday(struct timeval *now, void *zone) {
    REAL(int, "gettimeofday", struct timeval *, void *);
    int done = real(now, zone);
    if (!done && control) now->tv_sec += control[OFF];
    return done;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}
